"""Stems on the grid: every beat in place, in key, and nothing else changed."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import hilbert

from mashstudio.alignment import rubberband
from mashstudio.alignment.time_map import time_map
from mashstudio.alignment.warp import untouched, warp, warp_parameters
from mashstudio.core.errors import ToolMissing
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.alignment import Engine, SongAlignment, TargetGrid, Timing
from mashstudio.model.stems import Part, StemName

Warped = Callable[..., dict[StemName, Samples]]
BEATS = 24
RANDOM = np.random.default_rng(0)
# A human drummer at worst: each beat up to 34 ms early or late. Without a pilot, rubberband puts these beats more than
# a millisecond off.
JITTER = np.random.default_rng(2).integers(-1500, 1500, BEATS - 1)
JITTERED = np.cumsum(np.r_[SAMPLE_RATE // 2, 22_050 + JITTER]) / SAMPLE_RATE
EVEN = 0.5 + np.arange(BEATS, dtype=np.float64) * 0.5


def laid(
    beats: NDArray[np.float64],
    tempo: float,
    shift: int = 0,
    correction: float = 0.0,
    engine: Engine = Engine.OWN,
    formants: Collection[StemName] = (),
) -> SongAlignment:
    period = 60 * SAMPLE_RATE / tempo
    lead = round(beats[0] * SAMPLE_RATE * period / ((beats[1] - beats[0]) * SAMPLE_RATE))
    return SongAlignment(
        rate=1.0,
        beats=beats,
        beat_frame=lead + TargetGrid(tempo).frames(len(beats)),
        downbeats=np.arange(0, len(beats), 4),
        phrases=np.arange(0, len(beats), 16),
        beats_per_bar=4,
        shift=shift,
        stretch=tempo / 120,
        correction=correction,
        engine=engine,
        formants=frozenset(formants),
    )


def clicks(beats: NDArray[np.float64]) -> Samples:
    sound = np.zeros((round((beats[-1] + 1) * SAMPLE_RATE), 2), np.float32)
    burst = RANDOM.standard_normal(200) * np.exp(-np.arange(200) / 30) * 0.3
    burst[0] = 0.6
    for beat in np.rint(beats * SAMPLE_RATE).astype(int):
        sound[beat : beat + 200] += burst[:, None].astype(np.float32)
    return sound


def tone(frequency: float, seconds: float) -> Samples:
    wave = 0.3 * np.sin(2 * np.pi * frequency * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def late(sound: Samples, expected: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return by how many milliseconds each click comes after its frame."""
    found = []
    for frame in expected:
        start = max(int(frame) - 2000, 0)
        around = np.abs(sound[start : int(frame) + 2000, 0])
        found.append(start + int(np.argmax(around > 0.5 * around.max())) - int(frame))
    return np.array(found) / SAMPLE_RATE * 1000


@pytest.fixture
def warped(tmp_path: Path) -> Warped:
    def run(
        stems: dict[StemName, Samples],
        song: SongAlignment,
        wanted: Collection[StemName] | None = None,
    ) -> dict[StemName, Samples]:
        wanted = stems if wanted is None else wanted
        out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        out.mkdir()
        paths: dict[Part, Path] = {}
        for stem, samples in stems.items():
            paths[stem] = tmp_path / f"{stem}.npy"
            np.save(paths[stem], samples)
        warp(paths, song, wanted, out, job=Job())
        assert sorted(path.name for path in out.iterdir()) == sorted(f"{stem}.npy" for stem in wanted)
        return {stem: np.load(out / f"{stem}.npy") for stem in wanted}

    return run


@pytest.mark.parametrize("tempo", [96.0, 128.0, 150.0])
def test_every_click_lies_within_a_millisecond(tempo: float, warped: Warped) -> None:
    song = laid(JITTERED, tempo)
    errors = late(warped({StemName.DRUMS: clicks(JITTERED)}, song)[StemName.DRUMS], song.beat_frame)
    assert np.abs(errors).max() < 1.0


@pytest.mark.parametrize(("tempo", "shift"), [(96.0, 0), (128.0, 2), (150.0, -1)])
def test_rubber_band_keeps_clicks_on_their_beats(tempo: float, shift: int, warped: Warped) -> None:
    song = laid(JITTERED, tempo, shift, engine=Engine.RUBBER_BAND)
    errors = np.abs(late(warped({StemName.OTHER: clicks(JITTERED)}, song)[StemName.OTHER], song.beat_frame))
    assert np.median(errors) < 1.0
    assert np.quantile(errors, 0.95) < 3.5
    assert errors.max() < 8.0


def pitch(sound: Samples) -> float:
    """Return the frequency of the only tone in `sound`, Hz, from its phase in the middle."""
    middle = hilbert(sound[SAMPLE_RATE:-SAMPLE_RATE, 0])
    turns = np.unwrap(np.angle(middle)) / (2 * np.pi)
    return float(np.polyfit(np.arange(len(turns)), turns, 1)[0] * SAMPLE_RATE)


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(("cents", "shift"), [(30.0, 0), (-41.7, 0), (30.0, -2)])
def test_a_song_out_of_tune_is_brought_to_440(engine: Engine, cents: float, shift: int, warped: Warped) -> None:
    song = laid(EVEN, 120.0, shift, -cents, engine)
    out_of_tune = {StemName.OTHER: tone(440 * 2 ** (cents / 1200), EVEN[-1] + 1)}
    heard = pitch(warped(out_of_tune, song)[StemName.OTHER])
    assert 1200 * np.log2(heard / (440 * 2 ** (shift / 12))) == pytest.approx(0, abs=2)


def test_only_what_is_out_of_tune_is_touched() -> None:
    assert untouched(laid(EVEN, 120.0), StemName.VOCALS)
    detuned = laid(EVEN, 120.0, 0, -12.0)
    assert not untouched(detuned, StemName.VOCALS)
    assert untouched(detuned, StemName.DRUMS)


@pytest.mark.parametrize("engine", list(Engine))
def test_a_change_of_key_alone_leaves_the_drums_bit_identical(engine: Engine, warped: Warped) -> None:
    stems = {StemName.DRUMS: clicks(EVEN), StemName.BASS: tone(110, EVEN[-1] + 1)}
    straight = warped(stems, laid(EVEN, 126.0, engine=engine))
    shifted = warped(stems, laid(EVEN, 126.0, 2, engine=engine))
    assert np.array_equal(straight[StemName.DRUMS], shifted[StemName.DRUMS])
    assert not np.array_equal(straight[StemName.BASS], shifted[StemName.BASS])


@pytest.mark.parametrize(("engine", "cents"), [(Engine.OWN, 2.0), (Engine.RUBBER_BAND, 1.0)])
def test_pitch_and_level_are_right(engine: Engine, cents: float, warped: Warped) -> None:
    source = tone(440, EVEN[-1] + 1)
    sound = warped({StemName.OTHER: source}, laid(EVEN, 126.0, 3, engine=engine))[StemName.OTHER]
    middle = sound[2 * SAMPLE_RATE : 10 * SAMPLE_RATE, 0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 22))
    peak = float(np.argmax(spectrum)) * SAMPLE_RATE / (1 << 22)
    assert abs(1200 * np.log2(peak / (440 * 2 ** (3 / 12)))) < cents
    assert abs(20 * np.log10(middle.std() / source[:, 0].std())) < 0.5


@pytest.mark.parametrize("engine", list(Engine))
def test_the_first_transient_survives(engine: Engine, warped: Warped) -> None:
    beats = EVEN - 0.5
    song = laid(beats, 126.0, engine=engine)
    sound = warped({StemName.DRUMS: clicks(beats)}, song)[StemName.DRUMS]
    first, others = np.abs(sound[:400]).max(), np.abs(sound[5000:]).max()
    assert first > 0.5 * others


@pytest.mark.parametrize("engine", list(Engine))
def test_every_stem_goes_on_for_its_last_beat(engine: Engine, warped: Warped) -> None:
    beats = EVEN[:8]
    source = clicks(EVEN)[: round((beats[-1] + 0.05) * SAMPLE_RATE)]
    song = laid(beats, 100.0, engine=engine)
    sound = warped({StemName.DRUMS: source}, song)[StemName.DRUMS]
    assert len(sound) >= song.beat_frame[-1] + round(0.6 * SAMPLE_RATE)


@pytest.mark.parametrize("timing", [Timing.VOCALS, Timing.INSTRUMENTS])
def test_what_keeps_its_timing_follows_the_downbeats_alone(timing: Timing, warped: Warped) -> None:
    """In between it lies where it does in its bar of the song; the rest is as it is without."""
    hits = clicks(JITTERED)
    plain = laid(JITTERED, 126.0)
    song = replace(plain, timing=timing)
    stems = warped({StemName.VOCALS: hits, StemName.DRUMS: hits}, song)
    (kept,) = timing.kept & stems.keys()
    (moved,) = stems.keys() - {kept}
    bars = [*range(0, len(JITTERED), 4), len(JITTERED) - 1]
    own = np.interp(JITTERED, JITTERED[bars], song.beat_frame[bars]).round().astype(np.int64)
    assert np.abs(own - song.beat_frame).max() > 200
    assert np.abs(late(stems[kept], own)).max() < 1.0
    assert np.abs(late(stems[moved], song.beat_frame)).max() < 1.0
    assert np.array_equal(stems[moved], warped({StemName.VOCALS: hits, StemName.DRUMS: hits}, plain)[moved])
    assert len(stems[kept]) == len(stems[moved])


@pytest.mark.parametrize("shift", [0, 2])
def test_the_stems_add_up_to_their_mix(shift: int, warped: Warped) -> None:
    hits = clicks(JITTERED)
    bass, lead = tone(110, 20)[: len(hits)], hits + tone(523, 20)[: len(hits)]
    song = laid(JITTERED, 126.0, shift)
    stems = warped({StemName.VOCALS: lead, StemName.BASS: bass}, song)
    mix = warped({StemName.OTHER: bass + lead}, song)[StemName.OTHER].astype(np.float64)
    error = stems[StemName.VOCALS].astype(np.float64) + stems[StemName.BASS] - mix
    assert 10 * np.log10(np.sum(mix**2) / np.sum(error**2)) > 60


@pytest.mark.parametrize("shift", [0, 3, -5])
def test_a_note_is_held_through_every_beat(shift: int, warped: Warped) -> None:
    source = tone(220, JITTERED[-1] + 1)
    sound = warped({StemName.OTHER: source}, laid(JITTERED, 126.0, shift))[StemName.OTHER]
    held = sound[2 * SAMPLE_RATE : 10 * SAMPLE_RATE, 0]
    wave = held * np.exp(-2j * np.pi * 220 * 2 ** (shift / 12) * np.arange(len(held)) / SAMPLE_RATE)
    slow = np.convolve(wave, np.hanning(882) / np.hanning(882).sum(), "valid")
    level, phase = np.abs(slow), np.unwrap(np.angle(slow))
    # A slightly wrong pitch changes the phase evenly; a break at a beat would bend it.
    even = np.linspace(phase[0], phase[-1], len(phase))
    assert level.max() / level.min() < 1.01
    assert np.abs(phase - even).max() < 0.02


def test_a_stem_is_the_same_whatever_else_is_wanted(warped: Warped) -> None:
    stems = {StemName.DRUMS: clicks(EVEN), StemName.BASS: tone(110, EVEN[-1] + 1), StemName.OTHER: clicks(EVEN)}
    together = warped(stems, laid(EVEN, 126.0, 2))
    for stem in stems:
        alone = warped(stems, laid(EVEN, 126.0, 2), [stem])
        assert np.array_equal(alone[stem], together[stem])


def test_what_fits_already_is_untouched() -> None:
    even = SongAlignment(
        1.0, EVEN, 22_050 + TargetGrid(120.0).frames(BEATS), np.arange(1), np.arange(1), 4, shift=2, stretch=1.0
    )
    assert untouched(even, StemName.DRUMS)
    assert not untouched(even, StemName.VOCALS)
    assert not untouched(laid(JITTERED, 120.0), StemName.DRUMS)


def test_what_a_warp_depends_on_is_in_its_parameters() -> None:
    song = laid(EVEN, 126.0)
    base = warp_parameters(song, [StemName.BASS])
    assert base == warp_parameters(laid(EVEN, 126.0), [StemName.BASS])
    for other in (
        warp_parameters(laid(EVEN, 127.0), [StemName.BASS]),
        warp_parameters(laid(EVEN, 126.0, 1), [StemName.BASS]),
        warp_parameters(song, [StemName.BASS, StemName.DRUMS]),
        warp_parameters(laid(EVEN, 126.0, engine=Engine.RUBBER_BAND), [StemName.BASS]),
        warp_parameters(replace(song, timing=Timing.INSTRUMENTS), [StemName.BASS]),
    ):
        assert other != base
    assert warp_parameters(replace(song, timing=Timing.VOCALS), [StemName.BASS]) == base


def test_formants_count_only_where_a_voice_is_shifted_far() -> None:
    wanted = [StemName.VOCALS, StemName.DRUMS]
    kept = {shift: laid(EVEN, 126.0, shift, formants=wanted) for shift in (-2, 1, 2)}
    plain = {shift: laid(EVEN, 126.0, shift) for shift in kept}
    assert warp_parameters(kept[1], wanted) == warp_parameters(plain[1], wanted)
    for shift in (-2, 2):
        assert warp_parameters(kept[shift], wanted) != warp_parameters(plain[shift], wanted)
        assert warp_parameters(kept[shift], [StemName.DRUMS]) == warp_parameters(plain[shift], [StemName.DRUMS])


def test_without_rubberband_it_says_what_to_install(warped: Warped, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ToolMissing, match="rubberband-cli"):
        warped({StemName.DRUMS: clicks(EVEN)}, laid(EVEN, 126.0, engine=Engine.RUBBER_BAND))


def test_a_long_song_in_pieces_sounds_as_if_it_were_one(warped: Warped, monkeypatch: pytest.MonkeyPatch) -> None:
    song = laid(EVEN, 126.0, shift=2, engine=Engine.RUBBER_BAND)
    sounds = {StemName.DRUMS: clicks(EVEN), StemName.OTHER: tone(330.0, EVEN[-1] + 1)}
    whole = warped(sounds, song)
    monkeypatch.setattr(rubberband, "_LONGEST", 4 * SAMPLE_RATE)
    monkeypatch.setattr(rubberband, "_MARGIN", SAMPLE_RATE)
    parts = warped(sounds, song)
    assert {stem: len(sound) for stem, sound in parts.items()} == {stem: len(sound) for stem, sound in whole.items()}
    assert np.abs(late(parts[StemName.DRUMS], song.beat_frame)).max() < 1
    # The tone never breaks off or swells: both sides of each seam come from the same sound.
    inside = slice(SAMPLE_RATE, -2 * SAMPLE_RATE)
    level = np.abs(hilbert(parts[StemName.OTHER][inside, 0]))[2000:-2000]
    assert level.min() > 0.15
    assert level.max() < 0.45


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells which pages are in memory")
def test_what_rubber_band_has_read_leaves_the_memory(tmp_path: Path) -> None:
    song, path = laid(EVEN, 126.0, engine=Engine.RUBBER_BAND), tmp_path / "drums.npy"
    np.save(path, clicks(EVEN))
    source = np.load(path, mmap_mode="r")
    rubberband.stretch([source], [None], time_map(song, len(source)), 0, formants=False, job=Job())
    _, _, told = Path("/proc/self/smaps").read_text("utf-8").partition(str(path))
    assert "\nRss:                   0 kB\n" in told.partition("VmFlags")[0]
