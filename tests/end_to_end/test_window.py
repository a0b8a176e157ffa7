"""The studio as a user has it: the command in a real window, files dropped, cells painted, sound heard, work kept.

The window is read through the accessibility interface, so all of it is also accessible to screen readers.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from display_server import Screen, screen
from running_studio import Studio
from screen_reader import ACTIVE, CHECKED
from songs import render_song, write_wav
from sound_server import SoundServer, find

from mashstudio.core.errors import MashStudioError
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.document.project import load_project
from mashstudio.model.choices import FixedTempo, Of
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import SILENT

__all__ = ["screen"]

# For slow and busy computers. (Beyond 400 s the whole run ends, see pyproject.toml.)
pytestmark = pytest.mark.timeout(390)

KEYS = "A minor", "D major", "C major"
A_VOCALS, A_OTHER, B_VOCALS, B_DRUMS = 0, 3, 4, 5


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a user's home, shared by the tests so that they reuse each other's results."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Return three songs, each with its own tempo and key."""
    folder = tmp_path_factory.mktemp("songs")
    paths = folder / "morning.wav", folder / "evening.wav", folder / "밤.wav"
    for seed, (path, tempo, key) in enumerate(zip(paths, (112.0, 120.0, 126.0), KEYS, strict=True)):
        write_wav(render_song(tempo=tempo, seconds=13.0, key=parse_key(key), seed=seed), path)
    return paths


@pytest.fixture
def start(screen: Screen, sound_server: SoundServer, home: Path) -> Iterator[Callable[..., Studio]]:
    """Return a function that starts the studio with files. Errors that aren't shown fail the test."""
    started: list[Studio] = []

    def start_one(*files: Path) -> Studio:
        started.append(Studio(screen, home, *files))
        return started[-1]

    yield start_one
    for studio in started:
        studio.kill()
    shutil.rmtree(home / "state" / "mashstudio" / "autosave", ignore_errors=True)
    logs = [path.read_text("utf-8") for path in home.rglob("*.log")]
    assert logs
    assert not any("Unexpected error" in log for log in logs), logs


def test_two_songs_are_dropped_mashed_heard_exported_lost_recovered_and_kept(
    start: Callable[..., Studio], songs: tuple[Path, Path, Path], sound_server: SoundServer, tmp_path: Path
) -> None:
    studio = start()
    studio.screen.drop(songs[:2], studio.see("Deck A").middle)
    studio.waits(lambda: studio.title == "morning × evening – MashStudio")
    compose(studio)
    compare_with_export(studio, sound_server, tmp_path / "out.wav")
    composed = studio.cells
    crash_once_saved(studio)

    recovered = start()
    recovered.asks("Recover your work")
    recovered.screen.press("Return")
    recovered.waits(lambda: recovered.title == "morning × evening* – MashStudio")
    assert recovered.cells == composed
    place = tmp_path / "night.mash"
    recovered.save(place)
    recovered.screen.resize(1280, 820)
    recovered.waits(lambda: recovered.window.size == (1280, 820))
    recovered.screen.press("ctrl+q")
    assert recovered.ends() == 0

    before = time.monotonic()
    again = start(place)
    again.waits(lambda: len(again.grid.children) > 0)
    print(f"\nReopened in {time.monotonic() - before:.1f} s from the command to the cells.")
    assert again.title == "night – MashStudio"
    assert again.cells == composed
    assert again.window.size == (1280, 820)
    assert again.reader.find("Recover your work") is None
    again.screen.press("ctrl+q")
    assert again.ends() == 0


def compose(studio: Studio) -> None:
    """By mouse and keys: song A's vocals over song B's drums, and song A's other stems on two beats of their own."""
    assert studio.cells == set()
    studio.paint(A_VOCALS, 0, 11)
    studio.paint(B_DRUMS, 0, 11)
    assert studio.title == "morning × evening* – MashStudio"
    # What was painted is selected; the first click beside it would only clear the selection.
    studio.screen.press("Escape")
    studio.screen.click(studio.cell(A_OTHER, 13))
    studio.waits(lambda: len(studio.cells) == 25)
    studio.screen.press("2", "3", "5")
    studio.waits(lambda: len(studio.cells) == 28)
    assert "Bar 4, beat 2, song B vocals: on" in studio.cells
    studio.screen.press("5")
    studio.waits(lambda: len(studio.cells) == 27)
    studio.screen.press("ctrl+z")
    studio.waits(lambda: len(studio.cells) == 28)


def compare_with_export(studio: Studio, sound_server: SoundServer, out: Path) -> None:
    """Check that the device plays what the file holds, sample by sample."""
    studio.screen.press("ctrl+e")
    studio.see("Export", "dialog")
    choose(studio, "24-bit", "32-bit float")
    studio.screen.click(studio.see("File", "text").middle)
    studio.fill("File", out)
    studio.screen.press("Return")
    studio.waits(out.exists)
    exported, rate = soundfile.read(out, dtype="float32", always_2d=True)
    assert rate == SAMPLE_RATE
    assert soundfile.info(out).subtype == "FLOAT"
    heard = exported[2 * SAMPLE_RATE : 5 * SAMPLE_RATE]
    assert np.abs(heard).max() > 0.1
    with sound_server.recording() as recording:
        # Loop: in the first pass, the master gain may still be moving to that of the final mix.
        studio.screen.press("Home", "ctrl+a", "l", "space")
        studio.waits(lambda: find(heard, recording.samples[-20 * SAMPLE_RATE :]) >= 0)
    studio.screen.press("space")


def choose(studio: Studio, box: str, choice: str) -> None:
    """Choose from a combo box by keys."""
    studio.screen.click(studio.see(box, "combo box").middle)
    studio.screen.click(studio.see(choice, "list item").middle)
    studio.see(choice, "combo box")


def crash_once_saved(studio: Studio) -> None:
    """Wait until all cells are in the autosaved copy, then kill the program."""
    on = len(studio.cells)

    def is_kept() -> bool:
        copies = list((studio.home / "state" / "mashstudio" / "autosave").glob("[!.]*.mash"))
        try:
            return [int(np.sum(load_project(copy).played != SILENT)) for copy in copies] == [on]
        except MashStudioError:
            return False

    studio.waits(is_kept)
    studio.kill()


def test_a_file_that_is_no_song_is_refused_in_place(
    start: Callable[..., Studio], songs: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    lyrics = tmp_path / "lyrics.mp3"
    lyrics.write_text("La la la, no song at all.\n" * 400, "utf-8")
    studio = start()
    studio.screen.drop([lyrics], studio.see("Deck B").middle)
    studio.see(r"lyrics\.mp3: It is not an audio file.*", "label")
    studio.screen.drop([songs[1]], studio.see("Deck B").middle)
    studio.see("evening", "label")
    assert studio.reader.find(r"lyrics\.mp3.*") is None
    studio.process.terminate()
    assert studio.ends() == 0


def test_unsaved_work_is_not_lost_by_closing(
    start: Callable[..., Studio], songs: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    studio = start(*songs[:2])
    studio.waits(lambda: "×" in studio.title)
    studio.paint(B_VOCALS, 2, 9)
    studio.screen.press("ctrl+w")
    studio.asks("The mashup has unsaved changes.*")
    studio.screen.press("Escape")
    studio.sees_no_more("The mashup has unsaved changes.*")
    assert len(studio.cells) == 8
    studio.save(tmp_path / "kept.mash")
    open_elsewhere(start(tmp_path / "kept.mash"), tmp_path / "copy.mash")
    studio.paint(A_OTHER, 0, 1)
    studio.screen.press("ctrl+w")
    studio.asks("The mashup has unsaved changes.*")
    studio.screen.click(studio.see("(Discard|Close without Saving)", "push button").middle)
    assert studio.ends() == 0
    assert np.sum(load_project(tmp_path / "kept.mash").played != SILENT) == 8
    assert not list((studio.home / "state" / "mashstudio" / "autosave").glob("*.mash"))


def open_elsewhere(other: Studio, copy: Path) -> None:
    """Check that another program can open the same project, but save it only under another name."""
    other.waits(lambda: other.title == "kept – open elsewhere, read-only – MashStudio")
    other.waits(lambda: other.window.is_(ACTIVE))
    assert len(other.cells) == 8
    other.screen.press("ctrl+s")
    other.see("Save the mashup")
    other.fill("File name:", copy)
    other.screen.press("Return")
    other.waits(lambda: other.title == "copy – MashStudio")
    other.screen.press("ctrl+q")
    assert other.ends() == 0


def test_replacing_a_song_asks_and_is_undone(start: Callable[..., Studio], songs: tuple[Path, Path, Path]) -> None:
    studio = start(*songs[:2])
    studio.waits(lambda: studio.title == "morning × evening – MashStudio")
    studio.paint(A_VOCALS, 0, 7)
    studio.paint(B_DRUMS, 0, 7)
    before = studio.cells
    studio.screen.drop(songs[2:], studio.see("Deck B").middle)
    studio.asks("Replace")
    studio.screen.click(studio.see("Replace", "push button").middle)
    studio.waits(lambda: studio.title == "morning × 밤* – MashStudio")
    assert {name for name in studio.cells if "song B" in name} == set()
    studio.screen.press("ctrl+z")
    studio.waits(lambda: studio.title == "morning × evening* – MashStudio")
    assert studio.cells == before
    studio.screen.press("ctrl+shift+z")
    studio.waits(lambda: studio.title == "morning × 밤* – MashStudio")


def test_a_mashup_is_made_by_keys_alone(
    start: Callable[..., Studio], songs: tuple[Path, Path, Path], sound_server: SoundServer, tmp_path: Path
) -> None:
    studio = start()
    press = studio.screen.press
    press("ctrl+o")
    studio.fill("File name:", f'"{songs[0]}" "{songs[1]}"')
    press("Return")
    studio.waits(lambda: studio.title == "morning × evening – MashStudio")
    with sound_server.recording() as recording:
        choose_stems_by_keys(studio)
        # A whole arrangement starts playing by itself.
        studio.waits(lambda: np.abs(recording.samples).max(initial=0) > 0.1)
    press("space", "ctrl+a", "l")
    studio.waits(lambda: studio.see("Loop the selection").is_(CHECKED))
    press("l", "Escape")

    studio.go_to("Tempo in BPM", "shift+Tab")
    studio.fill("Tempo in BPM", 118, "spin box")
    press("Return")
    studio.go_to("Key: .*", "shift+Tab")
    press("Return", "Down", "Return")
    studio.see("Key: Song A's key")
    mend_by_keys(studio)

    press("ctrl+e")
    studio.see("Export", "dialog")
    studio.fill("File", tmp_path / "out.flac")
    press("Return")
    studio.waits((tmp_path / "out.flac").exists)
    press("ctrl+shift+s")
    studio.fill("File name:", tmp_path / "keys.mash")
    press("Return")
    studio.waits(lambda: studio.title == "keys – MashStudio")
    kept = load_project(tmp_path / "keys.mash")
    assert (kept.tempo, kept.key) == (FixedTempo(118.0), Of(0))
    assert np.sum(kept.played != SILENT) == len(studio.cells) > 8
    assert [source.beats is not None for source in kept.sources] == [False, True]
    sound, rate = soundfile.read(tmp_path / "out.flac")
    assert len(sound) / rate == pytest.approx(kept.beats * 60 / 118, abs=3)
    press("ctrl+q")
    assert studio.ends() == 0


def choose_stems_by_keys(studio: Studio) -> None:
    """Go to the cells, switch stems of four beats on and off; then make a whole arrangement."""
    press = studio.screen.press
    press("Right", "Right", "shift+Right", "shift+Right", "shift+Right", "1", "6")
    studio.waits(lambda: len(studio.cells) == 8)
    press("6")
    studio.waits(lambda: len(studio.cells) == 4)
    press("ctrl+z")
    studio.waits(lambda: len(studio.cells) == 8)
    press("Escape", "ctrl+g")
    studio.asks("The suggestion replaces the whole arrangement.*")
    press("Return")
    studio.waits(lambda: len(studio.cells) > 8)


def mend_by_keys(studio: Studio) -> None:
    """Move song B's downbeats a beat later, twice, and undo once."""
    studio.go_to("Edit beats", "shift+Tab")
    studio.screen.press("Return")
    studio.see("Move bars a beat later")
    studio.screen.press("greater", "greater", "ctrl+z")
