"""The head of a deck."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mashstudio.facts.alignment import SongAlignment
from mashstudio.facts.analysis import Analysis
from mashstudio.facts.song import Damage, Gap
from mashstudio.gui.deck_header import DeckHeader, read_cover, shift_words
from mashstudio.gui.in_words import in_words
from mashstudio.gui.shown_song import shown_song
from mashstudio.gui.studio import Studio


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


def test_what_could_not_be_read_is_shown(qtbot: QtBot, loaded: Studio) -> None:
    shown = shown_song(loaded.session, 0, None)
    assert shown is not None
    opened = shown.deck.opened
    assert opened is not None
    header = DeckHeader(loaded, 0)
    qtbot.addWidget(header)
    header.refresh(shown)
    assert header.damage.isHidden()
    damage = Damage((Gap(7.2, 0.6), Gap(70.0, 1.0)), cut_off=True, missing=135.0)
    shown.deck.opened = replace(opened, song=replace(opened.song, damage=damage))
    header.refresh(shown)
    shown.deck.opened = opened
    assert not header.damage.isHidden()
    assert header.damage.text() == (
        "1.6 s in 2 places could not be read, the first at 0:07. The file is cut off: 2:15 min are missing at its end."
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
def test_what_could_not_be_read_can_be_translated(damage: Damage) -> None:
    assert damage.sentences
    assert all(in_words(sentence) == f"§{sentence}" for sentence in damage.sentences)


@pytest.mark.parametrize(
    ("shift", "stretch", "rate", "words"),
    [
        (2, 120 / 108, 1.0, "+2 semitones, 108.0 → 120.0 BPM"),
        (0, 120 / 108, 1.0, "108.0 → 120.0 BPM"),
        (-1, 1.0, 1.0, "−1 semitone"),
        (0, 1.0002, 1.0, ""),
        (0, 120 / 216, 2.0, "108.0 ×2 → 120.0 BPM"),
    ],
)
def test_what_is_done_to_a_song(
    qtbot: QtBot, loaded: Studio, shift: int, stretch: float, rate: float, words: str
) -> None:
    analysis = loaded.session.analysis(0)
    assert isinstance(analysis, Analysis)
    nothing = np.zeros(0, np.int64)
    song = SongAlignment(rate, np.zeros(0), nothing, nothing, nothing, 4, shift, stretch)
    assert shift_words(replace(analysis, tempo=108.0), song, 120.0) == words
