"""A deck, from a dropped file to an aligned song."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from mashups import with_each
from mutagen.flac import FLAC, Picture
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from songs import render_song
from windows import lane_files, show_window

from mashstudio.audio.encode import Tags, format_for, write_audio
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint
from mashstudio.gui.commands.file_commands import FileCommands
from mashstudio.gui.decks.picture_choice import PictureChoice
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.library.drops import Drops
from mashstudio.gui.studio import Studio
from mashstudio.model.choices import FixedTempo
from mashstudio.model.key import parse_key
from mashstudio.session.deck import Stage, StageProgress, State
from mashstudio.session.editing import Topic


def deck_of(qtbot: QtBot, studio: Studio, side: int = 0) -> DeckView:
    deck = DeckView(studio, side)
    deck.files_wanted.connect(partial(Drops(studio, FileCommands(studio, deck), deck).take, side=side))
    qtbot.addWidget(deck)
    deck.resize(780, 300)
    deck.show()
    return deck


def drop(deck: DeckView, *paths: Path) -> bool:
    """Drop files on the deck as a file manager does; return whether it accepts them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(deck, entering)
    if not entering.isAccepted():
        return False
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(deck, event)
    return event.isAccepted()


def test_progress_changes_what_tells_of_it_and_nothing_else(qtbot: QtBot, drawn: Studio) -> None:
    # Nothing works on the songs any more, so that no real progress replaces this one.
    window, session, doing = show_window(qtbot, drawn), drawn.session, Message("Separating the stems")
    changed: list[Topic] = []
    session.listen(changed.append)
    steps = [StageProgress(State.WORKING, 0.1, doing), StageProgress(State.WORKING, 0.42, doing)]
    for progress in (*steps, StageProgress(State.DONE, 1.0)):
        session.decks[0].set_progress(Stage.SEPARATING, progress)
    assert changed == [Topic.DECKS, Topic.PROGRESS, Topic.DECKS]
    for progress in steps:
        session.decks[0].set_progress(Stage.SEPARATING, progress)
    qtbot.waitUntil(lambda: window.decks[0].stages.bar.value() == 42)


def question(deck: DeckView) -> QMessageBox | None:
    """Return the question raised by a drop on the deck, if any."""
    drops = deck.findChild(Drops)
    assert drops is not None
    return drops.question


def sound_of(studio: Studio) -> list[bytes]:
    """Return the mashup's sound as it lies on the grid."""
    return [Path(file).read_bytes() for file in lane_files(studio) if file is not None]


def switch_on(studio: Studio, lane: int) -> None:
    beats = studio.session.song_beats()
    studio.edit_with(Message("Paint"), partial(paint, beats=beats, where=Selection((lane,), 0, 4), on=True))


def third_song(folder: Path) -> Path:
    """Return a song with tags and a cover: 112 BPM in A minor."""
    path = folder / "third.flac"
    samples = render_song(tempo=112.0, key=parse_key("A minor"), seconds=10, seed=3).samples
    tags = Tags("셋째 곡", "가수", 112.0, parse_key("A minor"))
    write_audio(path, [samples], len(samples), format_for(path), tags, job=Job())
    image = QImage(64, 32, QImage.Format.Format_RGB32)
    image.fill(QColor("#2255AA"))
    assert image.save(str(folder / "cover.png"))
    picture, file = Picture(), FLAC(path)
    picture.data, picture.type, picture.mime = (folder / "cover.png").read_bytes(), 3, "image/png"
    file.add_picture(picture)
    file.save()
    return path


def test_an_empty_deck_says_what_to_do(qtbot: QtBot, studio: Studio) -> None:
    deck = deck_of(qtbot, studio, 1)
    assert deck.empty_page.isVisible()
    assert "B" in deck.invitation.text()
    assert not deck.song_page.isVisible()


def test_a_dropped_song_is_shown_while_it_is_analysed(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    deck = deck_of(qtbot, studio)
    assert drop(deck, third_song(tmp_path))
    qtbot.waitUntil(deck.song_page.isVisible)
    assert deck.header.title.text() == "third"
    assert deck.stages.cancel_button.isVisible()
    qtbot.waitUntil(lambda: studio.session.analysis(0) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: deck.header.title.text() == "셋째 곡")
    assert deck.header.artist.text() == "가수"
    qtbot.waitUntil(lambda: "112.00 BPM" in deck.header.facts.text())
    facts = deck.header.facts.text()
    assert "0:10" in facts
    assert "8A" in facts
    assert "LUFS" in facts
    assert "●" in deck.stages.marks[Stage.ANALYSING].text()
    assert deck.zoomed.beat_near(5.0) is not None
    # A single song can't be fitted, and so can't be played alone.
    assert not deck.listen.isEnabled()
    qtbot.waitUntil(lambda: not deck.header.cover._image.isNull())
    assert deck.header.cover._image.pixelColor(20, 20) == QColor("#2255AA")


def test_two_files_go_to_both_decks(qtbot: QtBot, studio: Studio, song_files: tuple[Path, Path]) -> None:
    deck = deck_of(qtbot, studio, 1)
    assert drop(deck, *song_files)
    shown = studio.session.shown
    qtbot.waitUntil(lambda: [(each := shown(s)) and each.path for s in (0, 1)] == [song_files[1], song_files[0]])


def test_drops_that_are_no_files_are_not_accepted(qtbot: QtBot, studio: Studio) -> None:
    deck = deck_of(qtbot, studio)
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/song.mp3")])
    entering = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(deck, entering)
    assert not entering.isAccepted()


def test_a_file_that_is_no_song_is_refused_on_its_deck(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    deck = deck_of(qtbot, studio)
    notes = tmp_path / "notes.wav"
    notes.write_text("not a song" * 100)
    drop(deck, notes)
    qtbot.waitUntil(deck.refused_page.isVisible, timeout=60_000)
    assert "notes.wav" in deck.refusal.text()
    assert not deck.back_button.isVisible()
    assert deck.again_button.isVisible()


def test_the_previous_song_stays_when_the_next_is_refused(qtbot: QtBot, loaded: Studio, tmp_path: Path) -> None:
    deck = deck_of(qtbot, loaded)
    notes = tmp_path / "notes.wav"
    notes.write_text("not a song" * 100)
    drop(deck, notes)
    qtbot.waitUntil(deck.refused_page.isVisible, timeout=60_000)
    deck.back_button.click()
    qtbot.waitUntil(deck.song_page.isVisible)
    assert deck.header.title.text() == "one"


def test_a_third_song_that_is_refused_can_be_removed(qtbot: QtBot, loaded: Studio, tmp_path: Path) -> None:
    deck = DeckView(loaded, 2)
    qtbot.addWidget(deck)
    deck.show()
    notes = tmp_path / "notes.wav"
    notes.write_text("not a song" * 100)
    loaded.session.load(2, notes)
    qtbot.waitUntil(deck.refused_page.isVisible, timeout=60_000)
    assert deck.back_button.text() == "Remove"
    deck.back_button.click()
    assert loaded.session.shown(2) is None


def test_replacing_a_song_in_use_asks_once_it_is_read_and_can_be_undone(
    qtbot: QtBot, loaded: Studio, tmp_path: Path
) -> None:
    deck = deck_of(qtbot, loaded)
    switch_on(loaded, 2)
    qtbot.waitUntil(lambda: all(lane_files(loaded)), timeout=120_000)
    before, sound = loaded.mashup, sound_of(loaded)
    notes = tmp_path / "notes.wav"
    notes.write_text("not a song" * 100)
    drop(deck, notes)
    qtbot.waitUntil(deck.refused_page.isVisible, timeout=60_000)
    assert question(deck) is None
    deck.back_button.click()
    drop(deck, third_song(tmp_path))
    qtbot.waitUntil(lambda: question(deck) is not None, timeout=60_000)
    box, coming = question(deck), loaded.session.shown(0)
    assert box is not None
    assert "Replace song A, “one”?" in box.text()
    assert coming is not None
    assert coming.opened is not None
    assert not coming.busy
    box.reject()
    assert question(deck) is None
    assert loaded.session.shown(0) is loaded.session.decks[0]
    drop(deck, tmp_path / "third.flac")
    qtbot.waitUntil(lambda: question(deck) is not None, timeout=60_000)
    box = question(deck)
    assert box is not None
    box.defaultButton().click()
    qtbot.waitUntil(lambda: len(loaded.session.history.steps) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: deck.header.title.text() == "셋째 곡")
    loaded.session.undo()
    assert loaded.mashup == before
    qtbot.waitUntil(lambda: deck.header.title.text() == "one")
    qtbot.waitUntil(lambda: all(lane_files(loaded)), timeout=120_000)
    assert sound_of(loaded) == sound


def test_replacing_an_unused_song_does_not_ask(qtbot: QtBot, loaded: Studio, tmp_path: Path) -> None:
    deck = deck_of(qtbot, loaded)
    # A cell of the other song is no loss.
    switch_on(loaded, 5)
    drop(deck, third_song(tmp_path))
    qtbot.waitUntil(lambda: len(loaded.session.history.steps) == 2, timeout=60_000)
    assert question(deck) is None


def test_the_same_song_can_be_on_two_decks(qtbot: QtBot, loaded: Studio, song_files: tuple[Path, Path]) -> None:
    deck = deck_of(qtbot, loaded)
    drop(deck, song_files[1])
    qtbot.waitUntil(lambda: [loaded.session.title(source) for source in (0, 1)] == ["two", "two"], timeout=60_000)
    qtbot.waitUntil(lambda: len(loaded.session.history.steps) == 1, timeout=60_000)
    loaded.session.undo()
    assert loaded.session.title(0) == "one"


def test_dropping_the_song_of_a_deck_on_it_changes_nothing(
    qtbot: QtBot, loaded: Studio, song_files: tuple[Path, Path]
) -> None:
    deck = deck_of(qtbot, loaded)
    switch_on(loaded, 2)
    drop(deck, song_files[0])
    qtbot.waitUntil(lambda: loaded.session.shown(0) is loaded.session.decks[0], timeout=60_000)
    assert question(deck) is None
    assert len(loaded.session.history.steps) == 1


def test_the_shift_of_a_song_is_shown(qtbot: QtBot, loaded: Studio) -> None:
    a, b = deck_of(qtbot, loaded, 0), deck_of(qtbot, loaded, 1)
    for deck in (a, b):
        shown = loaded.session.shown(deck._side)
        assert shown is not None
        shown.progress[Stage.SEPARATING] = StageProgress(State.DONE, 1.0)
        deck.refresh()
    # C and D major meet halfway.
    assert "+1 semitone, 120.0 → 126.0 BPM" in a.fit.text()
    assert "−1 semitone" in b.fit.text()
    assert "BPM" not in b.fit.text()
    assert "Spleeter" in a.fit.text()
    loaded.edit_with(
        Message("Double time"), lambda m: with_each(replace(m, tempo=FixedTempo(240.0)), "rate", (2.0, 2.0))
    )
    qtbot.waitUntil(lambda: "120.0 ×2 → 240.0 BPM" in a.fit.text())


def test_stages_show_progress_and_can_be_cancelled(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    deck = deck_of(qtbot, studio)
    drop(deck, third_song(tmp_path))
    qtbot.waitUntil(lambda: studio.session.shown(0) is not None)
    deck.stages.cancel_button.click()
    shown = studio.session.shown(0)
    assert shown is not None
    # A fast computer may have read and analysed it already.
    assert State.CANCELLED in {progress.state for progress in shown.progress.values()}
    assert not deck.stages.cancel_button.isVisible()
    deck.stages.retry_button.click()
    qtbot.waitUntil(lambda: studio.session.analysis(0) is not None, timeout=60_000)


def test_listening_to_one_song(qtbot: QtBot, loaded: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = deck_of(qtbot, loaded, 0), deck_of(qtbot, loaded, 1)
    qtbot.waitUntil(lambda: all(map(loaded.session.fitting.song_file, (0, 1))), timeout=60_000)
    qtbot.waitUntil(lambda: a.listen.isEnabled() and b.listen.isEnabled())
    played: list[bool] = []
    monkeypatch.setattr(loaded.player, "play", lambda: played.append(True))
    a.listen_button.click()
    assert played
    assert loaded.sound.alone == (0, None)
    b.listen_button.click()
    assert loaded.sound.alone == (1, None)
    assert not a.listen.isChecked()
    assert b.listen.isChecked()
    b.listen_button.click()
    assert loaded.sound.alone is None


def test_the_playhead_is_shown_in_the_songs_own_time(qtbot: QtBot, loaded: Studio) -> None:
    deck = deck_of(qtbot, loaded)
    qtbot.waitUntil(lambda: loaded.sound.ready, timeout=60_000)
    deck.overview.seek_wanted.emit(4.0)
    qtbot.waitUntil(lambda: loaded.player.position() > 0)
    qtbot.waitUntil(lambda: deck.zoomed._playhead == pytest.approx(4.0, abs=0.01))
    # The whole song is visible; once zoomed in, the view centres on the requested time.
    deck.zoomed.zoom(0.2)
    deck.overview.moved.emit(6.0)
    start, length = deck.zoomed.seen
    assert start + length / 2 == pytest.approx(6.0)


def test_every_word_follows_the_language(qtbot: QtBot, loaded: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = deck_of(qtbot, loaded)
    deck.pictures.setCurrentIndex(3)
    for part in (DeckView, PictureChoice):
        monkeypatch.setattr(part, "tr", lambda _self, text: f"§{text}")
    QApplication.sendEvent(deck, QEvent(QEvent.Type.LanguageChange))
    assert deck.pictures.itemText(0) == "§Waveform"
    assert deck.pictures.currentIndex() == 3
    assert deck.choose_button.text().startswith("§")


def test_pictures_can_be_chosen(qtbot: QtBot, loaded: Studio) -> None:
    deck = deck_of(qtbot, loaded)
    deck.pictures.setCurrentIndex(6)
    deck.pictures.activated.emit(6)
    assert deck.zoomed._kind == "chroma"
    deck.pictures.setCurrentIndex(0)
    deck.pictures.activated.emit(0)
    assert deck.zoomed._kind is None
