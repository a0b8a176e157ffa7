"""The head of a deck."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mashstudio.facts.alignment import SongAlignment
from mashstudio.facts.analysis import Analysis
from mashstudio.gui.deck_header import read_cover, shift_words
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
    from dataclasses import replace

    analysis = loaded.session.analysis(0)
    assert isinstance(analysis, Analysis)
    nothing = np.zeros(0, np.int64)
    song = SongAlignment(rate, np.zeros(0), nothing, nothing, nothing, 4, shift, stretch)
    assert shift_words(replace(analysis, tempo=108.0), song, 120.0) == words
