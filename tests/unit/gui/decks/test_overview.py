"""The overview of a whole song."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from songs import render_song

from mashstudio.audio.peaks import find_peaks
from mashstudio.core.jobs import Job
from mashstudio.gui.decks.overview import Overview
from mashstudio.gui.decks.shown_song import shown_song
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import SONG_COLOURS, STEM_COLOURS
from mashstudio.model.key import parse_key


@pytest.fixture
def overview(qtbot: QtBot, loaded: Studio) -> Overview:
    overview = Overview(1)
    qtbot.addWidget(overview)
    overview.resize(500, 46)
    overview.show()
    qtbot.waitUntil(lambda: loaded.session.decks[1].peaks is not None)
    return overview


def colours(overview: Overview) -> set[str]:
    drawn = overview.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(drawn.constBits(), np.uint32) & 0xFFFFFF
    return {f"#{pixel:06x}" for pixel in np.unique(pixels)}


def test_it_takes_the_stems_colours_once_known(loaded: Studio, overview: Overview) -> None:
    shown = shown_song(loaded.session, 1, None)
    assert shown is not None
    shown.deck.stem_peaks = {}
    overview.show_song(shown)
    assert SONG_COLOURS[1].name() in colours(overview)
    stems = render_song(tempo=126.0, key=parse_key("D major"), seconds=10).stems
    before = shown.looks
    for stem, samples in stems.items():
        # Three stems of four would be drawn as none.
        assert shown.looks == before
        shown.deck.stem_peaks[stem] = find_peaks(samples, job=Job())
    assert shown.looks != before
    overview.show_song(shown_song(loaded.session, 1, shown))
    seen = colours(overview)
    assert SONG_COLOURS[1].name() not in seen
    # Other stems may show only as peaks, in a softer shade.
    assert sum(colour.name() in seen for colour in STEM_COLOURS.values()) >= 2


def test_a_click_seeks_and_a_drag_moves_the_view(loaded: Studio, overview: Overview) -> None:
    shown = shown_song(loaded.session, 1, None)
    assert shown is not None
    overview.show_song(shown)
    moved: list[float] = []
    sought: list[float] = []
    overview.moved.connect(moved.append)
    overview.seek_wanted.connect(sought.append)
    QTest.mouseClick(overview, Qt.MouseButton.LeftButton, pos=QPoint(250, 20))
    assert sought == [pytest.approx(shown.duration / 2)]
    assert moved == sought
    QTest.mousePress(overview, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
    QTest.mouseMove(overview, QPoint(400, 20))
    QTest.mouseRelease(overview, Qt.MouseButton.LeftButton, pos=QPoint(400, 20))
    assert moved[-1] == pytest.approx(shown.duration * 0.8)
    assert len(sought) == 1


def test_keys_move_by_half_the_view(loaded: Studio, overview: Overview) -> None:
    overview.show_song(shown_song(loaded.session, 1, None))
    overview.show_seen(2.0, 3.0)
    moved: list[float] = []
    overview.moved.connect(moved.append)
    QTest.keyClick(overview, Qt.Key.Key_Right)
    QTest.keyClick(overview, Qt.Key.Key_Left)
    assert moved == [5.0, 2.0]


def test_the_view_and_the_playhead_are_marked(loaded: Studio, overview: Overview) -> None:
    overview.show_song(shown_song(loaded.session, 1, None))
    bare = overview.grab().toImage()
    overview.show_seen(2.0, 3.0)
    framed = overview.grab().toImage()
    overview.show_playhead(5.0)
    played = overview.grab().toImage()
    assert bare != framed != played
    overview.show_playhead(None)
    assert overview.grab().toImage() == framed
