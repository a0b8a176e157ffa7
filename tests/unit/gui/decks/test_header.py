"""The head of a deck."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mashstudio.gui.decks.header import DeckHeader, read_cover, shift_words
from mashstudio.gui.decks.picture_choice import PictureChoice
from mashstudio.gui.decks.shown_song import shown_song
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate
from mashstudio.gui.widgets.facts_line import Fact, lines_of
from mashstudio.model.alignment import SongAlignment
from mashstudio.model.analysis import Analysis
from mashstudio.model.song import Damage, Gap


@pytest.mark.usefixtures("qtbot")
def test_a_cover_is_cut_square_and_no_larger_than_shown(tmp_path: Path) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(100, 300):
        for y in range(200):
            image.setPixelColor(x, y, QColor("blue"))
    image.save(str(tmp_path / "cover.png"))
    cover = read_cover(tmp_path / "cover.png")
    assert (cover.width(), cover.height()) == (88, 88)
    # The square in the middle is the blue one.
    assert cover.pixelColor(5, 40) == cover.pixelColor(82, 40) == QColor("blue")
    (tmp_path / "cover.jpg").write_bytes(b"\xff\xd8\xff nothing")
    assert read_cover(tmp_path / "cover.jpg").isNull()


def test_damage_is_shown(qtbot: QtBot, loaded: Studio) -> None:
    shown = shown_song(loaded.session, 0, None)
    assert shown is not None
    opened = shown.deck.opened
    assert opened is not None
    header = DeckHeader(loaded, 0, PictureChoice(), [])
    qtbot.addWidget(header)
    header.refresh(shown)
    assert header.damage.isHidden()
    damage = Damage((Gap(7.2, 0.6), Gap(70.0, 1.0)), cut_off=True, missing=135.0)
    shown.deck.opened = replace(opened, song=replace(opened.song, damage=damage))
    header.refresh(shown)
    shown.deck.opened = opened
    assert not header.damage.isHidden()
    assert header.damage.text() == (
        "1.6 s in 2 places could not be read, the first at 0:07. The file is cut off: 2:15 min missing at the end."
    )
    assert "0:07.2–0:07.8" in header.damage.toolTip()


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    "damage",
    [
        Damage((Gap(7.0, 0.6),)),
        Damage((Gap(7.0, 0.6), Gap(9.0, 0.02))),
        Damage(cut_off=True),
        Damage(cut_off=True, missing=2.5),
    ],
)
def test_damage_can_be_translated(damage: Damage) -> None:
    assert damage.sentences
    assert all(translate(sentence) == f"§{sentence}" for sentence in damage.sentences)


@pytest.mark.parametrize(
    ("shift", "cents", "stretch", "rate", "words"),
    [
        (2, 0.0, 120 / 108, 1.0, "+2 semitones, 108.0 → 120.0 BPM"),
        (2, -23.4, 120 / 108, 1.0, "+2 semitones, −23 cents, 108.0 → 120.0 BPM"),
        (0, 7.0, 1.0, 1.0, "+7 cents"),
        (0, 0.0, 120 / 108, 1.0, "108.0 → 120.0 BPM"),
        (-1, 0.0, 1.0, 1.0, "−1 semitone"),
        (0, 0.0, 1.0002, 1.0, ""),
        (0, 0.0, 120 / 216, 2.0, "108.0 ×2 → 120.0 BPM ⚠"),
    ],
)
def test_the_change_to_a_song_in_words(
    loaded: Studio, shift: int, cents: float, stretch: float, rate: float, words: str
) -> None:
    analysis = loaded.session.analysis(0)
    assert isinstance(analysis, Analysis)
    nothing = np.zeros(0, np.int64)
    song = SongAlignment(rate, np.zeros(0), nothing, nothing, nothing, 4, shift, stretch, cents)
    assert shift_words(replace(analysis, tempo=108.0), song, 120.0) == words


def deck_of(qtbot: QtBot, studio: Studio, **heard: object) -> DeckView:
    """Return deck A, with this analysis of song A."""
    deck = studio.session.decks[0]
    assert deck is not None
    assert deck.analysis is not None
    deck.analysis = replace(deck.analysis, **heard)  # type: ignore[arg-type]
    view = DeckView(studio, 0)
    qtbot.addWidget(view)
    view.resize(780, 300)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def test_it_shows_confidence_and_tuning(qtbot: QtBot, loaded: Studio) -> None:
    heard = {"tempo_confidence": 0.2, "downbeat_confidence": 0.7, "key_confidence": 0.95, "tuning": -23.4}
    deck = deck_of(qtbot, loaded, **heard)
    facts = deck.header.facts.text()
    for fact in ("120.00 BPM (guess)", "8B (sure)", "bars of 4 (fair)", "−23 cents"):
        assert fact in facts
    assert facts in deck.header.facts.toolTip()
    assert "tempo 20 %" in deck.header.facts.toolTip()


def test_a_song_in_tune_shows_no_tuning(qtbot: QtBot, loaded: Studio) -> None:
    assert "cent" not in deck_of(qtbot, loaded, tuning=2.4).header.facts.text()


def shown_levels(deck: DeckView) -> list[tuple[str, bool]]:
    return [(b.text(), b.isChecked()) for b in deck.header.levels.buttons if not b.isHidden()]


def test_another_level_is_one_click_away_and_so_is_the_previous_one(qtbot: QtBot, loaded: Studio) -> None:
    deck = deck_of(qtbot, loaded, levels=(120.0, 240.0, 60.0, 133.0), tempo=120.0)
    before = loaded.session.analysis(0)
    assert before is not None
    # A level that the song doesn't have isn't offered.
    assert shown_levels(deck) == [("60", False), ("120", True), ("240", False)]
    for button in deck.header.levels.buttons:
        assert "BPM" in button.accessibleName()
        assert button.toolTip()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    chips = deck.header.levels.buttons
    assert [chip.previousInFocusChain() for chip in chips] == [deck.header.menu, *chips[:-1]]
    QTest.mouseClick(chips[2], Qt.MouseButton.LeftButton)
    after = loaded.session.analysis(0)
    assert after is not None
    assert after.tempo == pytest.approx(240, rel=1e-3)
    assert shown_levels(deck) == [("60", False), ("120", False), ("240", True)]
    assert "BPM (edited)" in deck.header.facts.text()
    assert str(loaded.session.history.undo_name) == "240 BPM, song A"
    deck.header.levels.buttons[1].setFocus()
    QTest.keyClick(deck.header.levels.buttons[1], Qt.Key.Key_Space)
    again = loaded.session.analysis(0)
    assert again is not None
    assert again.beats == pytest.approx(before.beats, abs=1e-3)
    assert again.downbeats.tolist() == before.downbeats.tolist()
    loaded.session.undo()
    assert shown_levels(deck) == [("60", False), ("120", False), ("240", True)]


def test_the_current_level_stays_checked_when_clicked(qtbot: QtBot, loaded: Studio) -> None:
    deck = deck_of(qtbot, loaded, levels=(120.0, 240.0), tempo=120.0)
    QTest.mouseClick(deck.header.levels.buttons[0], Qt.MouseButton.LeftButton)
    assert shown_levels(deck) == [("120", True), ("240", False)]
    assert len(loaded.session.history.steps) == 0


def test_a_single_level_is_no_choice(qtbot: QtBot, loaded: Studio) -> None:
    assert deck_of(qtbot, loaded, levels=(120.0,), tempo=120.0).header.levels.isHidden()


def test_a_title_is_edited_kept_and_undone(qtbot: QtBot, loaded: Studio) -> None:
    deck = deck_of(qtbot, loaded)
    deck.zoomed.setFocus()
    QTest.keyClick(deck.zoomed, Qt.Key.Key_F2)
    field = deck.header.title.field
    assert field is not None
    assert field.hasFocus()
    assert field.text() == field.selectedText() == "one"
    # An input method's text doesn't come by key events.
    field.insert("<b>밤편지</b>")
    QTest.keyClicks(field, " s")
    QTest.keyClick(field, Qt.Key.Key_Return)
    title = "<b>밤편지</b> s"
    assert loaded.mashup is not None
    assert loaded.mashup.sources[0].song.title == title
    assert loaded.mashup.sources[0].song.named
    qtbot.waitUntil(lambda: deck.header.title.text() == title)
    assert deck.header.title.textFormat() == Qt.TextFormat.PlainText
    assert deck.header.title.accessibleName() == title
    assert str(loaded.session.history.undo_name) == "Rename song A"
    loaded.session.undo()
    qtbot.waitUntil(lambda: deck.header.title.text() == "one")


def test_esc_keeps_a_title_and_an_empty_one_restores_the_file_s(qtbot: QtBot, loaded: Studio) -> None:
    deck = deck_of(qtbot, loaded)
    QTest.mouseDClick(deck.header.title, Qt.MouseButton.LeftButton)
    field = deck.header.title.field
    assert field is not None
    QTest.keyClicks(field, "other")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert deck.header.title.field is None
    assert len(loaded.session.history.steps) == 0
    loaded.session.rename(0, "other")
    qtbot.waitUntil(lambda: deck.header.title.text() == "other")
    deck.header.title.begin()
    field = deck.header.title.field
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert loaded.mashup is not None
    assert loaded.mashup.sources[0].song.title == "one"
    assert not loaded.mashup.sources[0].song.named


def test_a_short_title_is_whole_on_the_narrowest_deck_and_has_room_to_be_edited(qtbot: QtBot, loaded: Studio) -> None:
    deck = DeckView(loaded, 0)
    qtbot.addWidget(deck)
    deck.resize(400, 150)
    loaded.session.rename(0, "Charlie")
    deck.refresh()
    with qtbot.waitExposed(deck):
        deck.show()
    title = deck.header.title
    assert title.fontMetrics().horizontalAdvance("Charlie") <= title.width()
    title.begin()
    assert title.field is not None
    assert title.field.width() >= 160


def test_the_artist_gives_way_to_the_title(qtbot: QtBot, loaded: Studio) -> None:
    deck = DeckView(loaded, 0)
    qtbot.addWidget(deck)
    deck.resize(560, 150)
    shown = shown_song(loaded.session, 0, None)
    assert shown is not None
    opened = shown.deck.opened
    assert opened is not None
    title = "Rain in the evening"
    loaded.session.rename(0, title)
    shown.deck.opened = replace(opened, song=replace(opened.song, artist="The Streets and the Lights"))
    deck.refresh()
    with qtbot.waitExposed(deck):
        deck.show()
    header, whole = deck.header, deck.header.title.fontMetrics().horizontalAdvance(title)
    assert not header.artist.isVisible()
    assert header.title.width() >= whole
    assert "The Streets and the Lights" in header.title.toolTip()
    deck.resize(640, 150)
    assert header.artist.isVisible()
    assert header.title.width() >= whole
    shown.deck.opened = opened


def test_on_the_narrowest_deck_the_key_is_whole_without_its_camelot_number() -> None:
    *_, short, shortest = lines_of([Fact("120.00 BPM", 0), Fact("D major 10B", 0, least="D major"), Fact("1:04", 3)])
    assert short == "120.00 BPM · D major 10B"
    assert shortest == "120.00 BPM · D major"
