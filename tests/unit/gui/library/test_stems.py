"""Stems dropped on the window become one song; where names don't tell, a dialog asks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from songs import render_song
from stem_songs import tone, write_stem_mp4, write_stems
from windows import drop

from mashstudio.audio import stem_sets
from mashstudio.audio.lengths import read_lengths
from mashstudio.gui.library.stem_choice import StemChoice
from mashstudio.gui.window import StudioWindow
from mashstudio.model.song import StemSet
from mashstudio.model.stems import StemName

V, D, B, REST = StemName


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lengths without a child process, which would take longer than the test."""
    monkeypatch.setattr(stem_sets, "lengths_of", read_lengths)


def decks(window: StudioWindow) -> Callable[[], list[str]]:
    session = window.studio.session
    return lambda: [deck.path.name for source in session.sources if (deck := session.shown(source)) is not None]


def parts(window: StudioWindow, source: int = 0) -> dict[str, StemName]:
    """Return the part of each stem on a deck, by the file's name."""
    deck = window.studio.session.shown(source)
    assert deck is not None
    assert isinstance(deck.place, StemSet)
    return {path.name: part for part, path in deck.place.files}


def asked(qtbot: QtBot, window: StudioWindow) -> StemChoice:
    qtbot.waitUntil(lambda: window.drops.stems is not None)
    assert isinstance(window.drops.stems, StemChoice)
    return window.drops.stems


def hushed(folder: Path, *names: str, seconds: float = 2) -> list[Path]:
    write_stems(folder, {name: tone(0, seconds) for name in names})
    return [folder / name for name in names]


def test_a_dropped_folder_of_stems_is_one_song_that_says_so(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    song = render_song(tempo=120, seconds=8)
    folder = write_stems(
        tmp_path / "우리 노래",
        {"보컬.wav": song.stems[V], "드럼.wav": song.stems[D][:-44_100], "원곡.wav": song.samples},
    )
    drop(window.decks[0], folder)
    qtbot.waitUntil(lambda: decks(window)() == ["우리 노래"])
    assert parts(window) == {"보컬.wav": V, "드럼.wav": D}
    assert "Left out, as the whole song beside its stems: 원곡.wav" in window.statusBar().currentMessage()
    deck = window.decks[0]
    qtbot.waitUntil(lambda: "Own stems: vocals, drums" in deck.fit.text(), timeout=60_000)
    assert "Vocals: 보컬.wav\nDrums: 드럼.wav" in deck.fit.toolTip()
    assert deck.header.title.text() == "우리 노래"
    assert deck.header.damage.text() == "The stems differ in length by 1.0 s: shorter ones end in silence."


def test_dropped_files_of_stems_are_one_song_and_two_folders_two(
    qtbot: QtBot, window: StudioWindow, tmp_path: Path
) -> None:
    drop(window, *hushed(tmp_path / "one", "vox.wav", "dr.wav"))
    qtbot.waitUntil(lambda: decks(window)() == ["one"])
    hushed(tmp_path / "more" / "two", "vox.wav", "bs.wav")
    hushed(tmp_path / "more" / "three", "acapella.wav", "inst.wav")
    drop(window, tmp_path / "more")
    qtbot.waitUntil(lambda: decks(window)() == ["one", "three", "two"])
    assert parts(window, 1) == {"acapella.wav": V, "inst.wav": REST}
    assert (window.drops.stems, window.drops.choice) == (None, None)


def test_what_is_not_clear_is_asked_and_set_by_keys(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    drop(
        window, *hushed(tmp_path / "song", "Us - drums.wav", "Us - thing.wav", "Us - vox.wav", "Us - instrumental.wav")
    )
    dialog = asked(qtbot, window)
    assert "Us - thing.wav, Us - instrumental.wav" in dialog.unclear.text()
    assert [box.currentText() for box in dialog.parts] == ["Drums", "Other", "Vocals", "Leave out"]
    # The first unclear one has the focus.
    assert dialog.focusWidget() is dialog.parts[1]
    assert dialog.parts[1].accessibleName() == "Part in Us - thing.wav"
    QTest.keyClick(dialog.parts[1], Qt.Key.Key_Up)
    assert dialog.parts[1].currentText() == "Bass"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: decks(window)() == ["song"])
    assert parts(window) == {"Us - drums.wav": D, "Us - thing.wav": B, "Us - vox.wav": V}
    qtbot.waitUntil(lambda: window.drops.stems is None)


def test_songs_with_such_names_stay_songs_and_esc_loads_nothing(
    qtbot: QtBot, window: StudioWindow, tmp_path: Path
) -> None:
    songs = [*hushed(tmp_path, "Voices of Spring.wav"), *hushed(tmp_path, "Drums of War.wav", seconds=3)]
    drop(window, *songs)
    QTest.keyClick(asked(qtbot, window), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.drops.stems is None)
    assert decks(window)() == []
    drop(window, *songs)
    dialog = asked(qtbot, window)
    for box in dialog.parts:
        box.setCurrentIndex(box.count() - 1)
    assert not dialog.one_button.isEnabled()
    dialog.apart_button.click()
    qtbot.waitUntil(lambda: decks(window)() == ["Voices of Spring.wav", "Drums of War.wav"])


def test_a_stem_mp4_has_its_own_stems(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    stems = [("Beat", tone(60)), ("Sub Bass", tone(110)), ("Pads", tone(440)), ("Lead Vox", tone(880))]
    drop(window.decks[1], write_stem_mp4(tmp_path / "Night.stem.mp4", tone(1000), stems))
    qtbot.waitUntil(lambda: "Own stems: vocals, bass, other" in window.decks[1].fit.text(), timeout=60_000)
    assert window.decks[1].header.title.text() == "Night"
    assert "Vocals: Lead Vox\nBass: Sub Bass\nOther: Beat, Pads" in window.decks[1].fit.toolTip()
