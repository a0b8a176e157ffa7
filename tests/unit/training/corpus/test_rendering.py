"""What is heard of a song: its beats where they are said to be, the same samples every time."""

import ctypes.util
import random
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mashstudio.core.errors import BadArgument, ToolMissing
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.training.corpus import sampler
from mashstudio.training.corpus.augment import _CHANGES, augmented, changes_of
from mashstudio.training.corpus.machine import Hit, perform
from mashstudio.training.corpus.sampler import SOUNDFONTS, find_soundfont
from mashstudio.training.corpus.score import DRUM_PART, PARTS, Score, compose
from mashstudio.training.corpus.styles import DRUMS
from mashstudio.training.corpus.writing import rendered, write_song

SMALL = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
needs_fluidsynth = pytest.mark.skipif(
    ctypes.util.find_library("fluidsynth") is None or not SMALL.exists(),
    reason="needs libfluidsynth3 and timgm6mb-soundfont",
)
STEP = 44


def rises(sound: Samples) -> np.ndarray:
    """How much the high end of a sound rises, in steps of 1 ms."""
    power = np.diff(sound.mean(axis=1), prepend=0) ** 2
    level = np.sqrt(power[: len(power) // STEP * STEP].reshape(-1, STEP).mean(axis=1))
    return np.concatenate([np.zeros(2), np.maximum(level[3:] - level[:-3], 0)])


def beat_errors(score: Score, drums: Samples) -> np.ndarray:
    """How far the drums' onsets are from the beats that have one, in ms."""
    rise = rises(drums)
    clear = 0.3 * np.percentile(rise, 99)
    found = []
    for beat in score.beats[:-1]:
        first = max(round(beat * SAMPLE_RATE / STEP) - 30, 0)
        around = rise[first : first + 61]
        if around.max(initial=0) > clear:
            onset = first + np.flatnonzero(around >= 0.5 * around.max())[0]
            found.append(1000 * (onset * STEP / SAMPLE_RATE - beat))
    return np.array(found)


@needs_fluidsynth
@pytest.mark.parametrize("number", [2, 7, 10], ids=["machine", "jazz waltz", "hip-hop"])
def test_beats_are_heard_where_they_are_said_to_be(number: int) -> None:
    score = compose(number, 1, 12)
    errors = beat_errors(score, rendered(score, 1, SMALL)[DRUM_PART])
    assert len(errors) > (len(score.beats) - 1) / 3
    assert abs(np.median(errors)) < 5


@needs_fluidsynth
def test_a_song_s_files_add_up_and_are_the_same_every_time(tmp_path: Path) -> None:
    score = compose(23, 1, 10)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_song(score, 1, SMALL, tmp_path / name, job=Job())
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert [str(path) for path in files] == [
        "beats/00023.beats",
        "chords/00023.lab",
        "segments/00023.lab",
        *(f"stems/00023/{part}.flac" for part in sorted(PARTS)),
        "tracks/00023.flac",
    ]
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()
    stems = [soundfile.read(tmp_path / "one" / "stems" / "00023" / f"{part}.flac")[0] for part in PARTS]
    track, rate = soundfile.read(tmp_path / "one" / "tracks" / "00023.flac")
    assert rate == SAMPLE_RATE
    assert {len(stem) for stem in stems} == {len(track)} == {round(score.seconds * SAMPLE_RATE)}
    assert 0.5 < np.abs(sum(stems)).max() <= 1
    assert sum(np.abs(stem).max() > 0.01 for stem in stems) >= 3


@pytest.mark.parametrize("change", _CHANGES)
def test_changes_keep_attacks_in_place(change: str) -> None:
    clicks = np.zeros((3 * SAMPLE_RATE, 2), np.float32)
    places = SAMPLE_RATE // 2 * np.arange(1, 6)
    for place in places:
        clicks[place : place + 400] = 0.8 * np.sin(np.arange(400) / 4)[:, None] * np.exp(-np.arange(400) / 90)[:, None]
    changed = augmented(clicks, [change], random.Random(3))
    assert changed.shape == clicks.shape
    assert not np.array_equal(changed, clicks)
    found = [place - 400 + int(np.abs(changed[place - 400 : place + 400, 0]).argmax()) for place in places]
    assert np.abs(np.array(found) - places).max() < 40
    again = augmented(clicks, [change], random.Random(3))
    assert np.array_equal(changed, again)


def test_every_change_happens_to_some_songs() -> None:
    drawn = [changes_of(random.Random(number)) for number in range(200)]
    for change in _CHANGES:
        assert 20 < sum(change in changes for changes in drawn) < 150


def test_a_drum_machine_has_every_drum_and_strikes_on_time() -> None:
    hits = [Hit(0.1 + 0.5 * index, drum, 0.9) for index, drum in enumerate(DRUMS)]
    played = perform(hits, round(SAMPLE_RATE * 0.5 * (len(DRUMS) + 1)), random.Random(1))
    for hit in hits:
        start = round(hit.start * SAMPLE_RATE)
        loudest = np.abs(played[start : start + SAMPLE_RATE // 4]).max()
        assert loudest > 0.03
        assert np.abs(played[start : start + 220]).max() > 0.3 * loudest
    other = perform(hits, len(played), random.Random(2))
    assert not np.array_equal(played, other)


def test_what_is_missing_gets_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampler, "SOUNDFONTS", ())
    with pytest.raises(ToolMissing, match="No soundfont found"):
        find_soundfont()
    monkeypatch.setattr(ctypes.util, "find_library", lambda _name: str(tmp_path / "none.so"))
    with pytest.raises(ToolMissing, match="FluidSynth isn't installed"):
        sampler.load_library()
    assert SMALL in SOUNDFONTS


@needs_fluidsynth
def test_a_file_that_is_no_soundfont_is_refused(tmp_path: Path) -> None:
    (tmp_path / "font.sf2").write_bytes(b"RIFF" + bytes(100))
    with pytest.raises(BadArgument, match=r"font.sf2 is no soundfont"):
        sampler.play([], 1000, len(PARTS), tmp_path / "font.sf2")
