"""A limited mix reaches its loudness; its stems follow its gain."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mashups import even_alignment, lanes_but, mashup_of

from mashstudio.audio.encode import AudioFormat, Tags
from mashstudio.audio.loudness import DRIVES, MasterGain, measure
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.export.mastering import document_gain, measure_lanes, whole_plan
from mashstudio.export.mix import export_mix, export_stems, measure_mix
from mashstudio.render.compile import compile_plan
from mashstudio.render.lanes import only_lanes

FLOAT = AudioFormat("wav", "float32")
NAMES = [f"{song} {stem}" for song in "AB" for stem in ("vocals", "drums", "bass", "other")]
ALIGNMENT = even_alignment(128.0)
MASHUP = replace(mashup_of({0: [*range(16)], 1: [*range(16)]}, lanes_but({1: {"gain_db": -1.0}})), limited=True)


def stem(lane: int) -> Samples:
    """Return noise that swells, or drum hits in it."""
    random = np.random.default_rng(lane)
    frames = np.arange(int(ALIGNMENT.songs[0].beat_frame[-1]) + 9000)
    shape = 0.08 + 0.05 * np.sin(frames / 30_000) if lane == 0 else 0.7 * np.exp(-(frames % 10_336) / 1500.0)
    return (random.standard_normal((len(frames), 2)) * shape[:, None]).astype(np.float32)


STEMS: list[Samples | None] = [stem(lane) if lane < 2 else None for lane in range(8)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path | None]:
    folder = tmp_path_factory.mktemp("stems")
    paths = [folder / f"{lane}.npy" if samples is not None else None for lane, samples in enumerate(STEMS)]
    for path, samples in zip(paths, STEMS, strict=True):
        if path is not None and samples is not None:
            np.save(path, samples)
    return paths


def gain_for(target: float | None, files: list[Path | None], *, limited: bool = True) -> MasterGain:
    measured = measure_lanes(whole_plan(replace(MASHUP, limited=limited), ALIGNMENT), [(0, 1)], files, job=Job())
    return document_gain((0, 1), [(0, 1)], measured, target)


def read(path: Path) -> Samples:
    return np.asarray(soundfile.read(path, dtype="float32")[0], np.float32)


@pytest.mark.parametrize("target", [-16.0, -14.0])
def test_the_target_is_reached_with_peaks_limited(target: float, files: list[Path | None], tmp_path: Path) -> None:
    lowered = gain_for(target, files, limited=False)
    assert lowered.shortfall_db > 1
    master = gain_for(target, files)
    assert master.shortfall_db == 0
    assert master.limited_db > 1
    plan = compile_plan(MASHUP, ALIGNMENT, master.linear)
    export_mix(plan, STEMS, tmp_path / "mix.wav", FLOAT, Tags(), job=Job())
    done = measure(read(tmp_path / "mix.wav"))
    assert done.integrated == pytest.approx(target, abs=0.2)
    assert done.true_peak <= -1.0
    said = measure_lanes(whole_plan(MASHUP, ALIGNMENT), [(0, 1)], files, job=Job())[0, 1].louder(master.gain_db)
    assert (said.integrated, said.true_peak) == pytest.approx((done.integrated, done.true_peak), abs=0.2)


def test_a_target_that_needs_no_limiting_is_met_as_without(files: list[Path | None]) -> None:
    assert gain_for(-30.0, files) == gain_for(-30.0, files, limited=False)


def test_no_more_than_12_db_are_limited_away(files: list[Path | None]) -> None:
    master = gain_for(0.0, files)
    assert master.limited_db == DRIVES[-1]
    assert master.shortfall_db > 1


def test_without_a_target_the_loudness_stays_and_peaks_are_limited(files: list[Path | None]) -> None:
    master = gain_for(None, files)
    peak = measure_mix(whole_plan(MASHUP, ALIGNMENT), STEMS, job=Job()).true_peak
    assert master.gain_db == pytest.approx(0)
    assert master.shortfall_db == 0
    assert master.limited_db == pytest.approx(peak + 1.05)


def test_the_stems_of_a_limited_mix_add_up_to_it(tmp_path: Path) -> None:
    mix = compile_plan(MASHUP, ALIGNMENT, 3.0)
    export_mix(mix, STEMS, tmp_path / "mix.wav", FLOAT, Tags(), job=Job())
    written = export_stems(mix, mix, STEMS, NAMES, tmp_path / "stems", FLOAT, job=Job())
    whole, parts = read(tmp_path / "mix.wav"), [read(path) for path in written]
    assert len(parts) == 2
    assert np.abs(sum(parts) - whole).max() < 1e-5
    # The quiet one goes down where the loud one is limited.
    alone = 3.0 * STEMS[0][: len(whole)]  # type: ignore[index]
    assert np.abs(parts[0][SAMPLE_RATE:-SAMPLE_RATE]).sum() < 0.9 * np.abs(alone[SAMPLE_RATE:-SAMPLE_RATE]).sum()


def test_silence_is_not_limited(files: list[Path | None]) -> None:
    silent = only_lanes(whole_plan(MASHUP, ALIGNMENT), ())
    assert measure_mix(silent, STEMS, job=Job()).limited == ()
