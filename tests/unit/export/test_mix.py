"""The mix in files is what the kernel renders."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mashups import LANE_COUNT, even_alignment, lanes_but, mashup_of
from rendering import render

from mashstudio.audio.encode import AudioFormat, Tags
from mashstudio.audio.loudness import measure
from mashstudio.core.errors import Cancelled, StorageError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.export.mix import export_mix, export_stems, measure_mix
from mashstudio.model.mashup import Mashup
from mashstudio.model.plan import Plan
from mashstudio.render.compile import compile_plan
from mashstudio.render.lanes import only_lanes

FLOAT = AudioFormat("wav", "float32")
NAMES = [f"{song} {stem}" for song in "AB" for stem in ("vocals", "drums", "bass", "other")]
ALIGNMENT = even_alignment(128.0)

# Runs, a jump, a repeat and silence in lanes of both songs; one lane muted, gains that aren't powers of two.
LANE_SETTINGS = lanes_but({0: {"gain_db": -3.3}, 2: {"mute": True}, 5: {"gain_db": 4.7}})
MASHUP: Mashup = mashup_of(
    {0: [0, 1, 2, 9, 10, -1, 4, 5, 6, 7, 8, 9], 1: [3] * 12, 2: list(range(12)), 5: [-1, *range(20, 31)]},
    LANE_SETTINGS,
)
SOUNDING = [0, 1, 5]


def noise(lane: int) -> Samples:
    frames = int(ALIGNMENT.songs[lane // 4].beat_frame[-1]) + 9000
    return np.random.default_rng(lane).uniform(-0.4, 0.4, (frames, 2)).astype(np.float32)


STEMS: list[Samples | None] = [noise(lane) for lane in range(LANE_COUNT)]
PLAN: Plan = compile_plan(MASHUP, ALIGNMENT, master=0.83)
MIX = render(PLAN, STEMS, 0, PLAN.frames)


def read(path: Path) -> Samples:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate == SAMPLE_RATE
    return np.asarray(samples, np.float32)


def cancelling(after: int) -> Job:
    """Return a job that is cancelled at its report number `after`."""
    seen = []

    def on_report(_fraction: float, status: Message) -> None:
        seen.append(status)
        if len(seen) == after:
            job.cancel()

    job = Job(on_report)
    return job


def test_a_float_wav_is_the_mix_bit_for_bit(tmp_path: Path) -> None:
    assert PLAN.frames > 3 * (1 << 16)  # it takes several blocks
    assert np.abs(MIX).max() > 0.5
    path = tmp_path / "mix.wav"
    export_mix(PLAN, STEMS, path, FLOAT, Tags(title="둘", bpm=128.0), job=Job())
    assert read(path).tobytes() == MIX.tobytes()
    assert soundfile.info(path).subtype == "FLOAT"


def test_what_is_louder_than_full_scale_stays_in_a_float_wav(tmp_path: Path) -> None:
    loud = replace(PLAN, master=5.0)
    export_mix(loud, STEMS, tmp_path / "loud.wav", FLOAT, Tags(), job=Job())
    written = read(tmp_path / "loud.wav")
    assert np.abs(written).max() > 1
    assert written.tobytes() == render(loud, STEMS, 0, loud.frames).tobytes()


@pytest.mark.parametrize(("subtype", "step"), [("pcm24", 2**-23), ("pcm16", 2**-15)])
def test_whole_number_formats_differ_by_their_steps_alone(tmp_path: Path, subtype: str, step: float) -> None:
    audio_format = AudioFormat("flac", "pcm24" if subtype == "pcm24" else "pcm16")
    export_mix(replace(PLAN, master=0.3), STEMS, tmp_path / "mix.flac", audio_format, Tags(), job=Job())
    exact = render(replace(PLAN, master=0.3), STEMS, 0, PLAN.frames)
    # 24 bit is rounded; 16 bit is dithered by up to a step first.
    assert np.abs(read(tmp_path / "mix.flac") - exact).max() <= (0.5 if subtype == "pcm24" else 1.5) * step * 1.01


def test_lanes_without_stems_are_silent(tmp_path: Path) -> None:
    stems = [stem if lane == 5 else None for lane, stem in enumerate(STEMS)]
    export_mix(PLAN, stems, tmp_path / "mix.wav", FLOAT, Tags(), job=Job())
    only = only_lanes(PLAN, (5,))
    assert np.array_equal(read(tmp_path / "mix.wav"), render(only, STEMS, 0, only.frames))


def test_stems_add_up_to_the_mix(tmp_path: Path) -> None:
    written = export_stems(PLAN, PLAN, STEMS, NAMES, tmp_path / "new" / "stems", FLOAT, job=Job())
    assert [path.name for path in written] == [f"{NAMES[lane]}.wav" for lane in SOUNDING]
    assert sorted(path.name for path in (tmp_path / "new" / "stems").iterdir()) == sorted(path.name for path in written)
    parts = [read(path) for path in written]
    assert all(part.shape == MIX.shape and np.abs(part).max() > 0.1 for part in parts)
    assert np.abs(np.sum(parts, axis=0, dtype=np.float64) - MIX).max() < 1e-6


@pytest.mark.parametrize("lane", range(LANE_COUNT))
def test_one_lane_is_the_mix_with_that_lane_soloed(lane: int) -> None:
    lanes = tuple(replace(own, solo=index == lane) for index, own in enumerate(LANE_SETTINGS))
    soloed = compile_plan(replace(MASHUP, lanes=lanes), ALIGNMENT, PLAN.master)
    alone = render(only_lanes(PLAN, (lane,)), STEMS, 0, PLAN.frames)
    assert np.array_equal(alone, render(soloed, STEMS, 0, soloed.frames))
    assert alone.any() == (lane in SOUNDING)


def test_the_mix_is_measured_as_it_is_written() -> None:
    assert measure_mix(PLAN, STEMS, job=Job()) == measure(MIX)


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_cancelled_export_leaves_no_file(tmp_path: Path, after: int) -> None:
    with pytest.raises(Cancelled):
        export_mix(PLAN, STEMS, tmp_path / "mix.wav", FLOAT, Tags(), job=cancelling(after))
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_export_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "mix.wav"
    export_mix(PLAN, STEMS, path, FLOAT, Tags(), job=Job())
    before = path.read_bytes()
    with pytest.raises(Cancelled):
        export_mix(replace(PLAN, master=0.1), STEMS, path, FLOAT, Tags(), job=cancelling(2))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_cancelling_stems_leaves_none_that_is_cut_off(tmp_path: Path) -> None:
    blocks = -(-PLAN.frames // (1 << 16))
    with pytest.raises(Cancelled):
        export_stems(PLAN, PLAN, STEMS, NAMES, tmp_path, FLOAT, job=cancelling(blocks + 2))
    for path in tmp_path.iterdir():
        lane = NAMES.index(path.stem)
        assert np.array_equal(read(path), render(only_lanes(PLAN, (lane,)), STEMS, 0, PLAN.frames))
    assert not (tmp_path / f"{NAMES[SOUNDING[1]]}.wav").exists()


def test_measuring_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        measure_mix(PLAN, STEMS, job=cancelling(1))


def test_progress_goes_up_over_all_stems(tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    job = Job(lambda fraction, status: told.append((fraction, str(status))))
    export_stems(PLAN, PLAN, STEMS, NAMES, tmp_path, FLOAT, job=job)
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0
    assert fractions[-1] > 0.8
    assert {status for _, status in told} == {f"Writing {NAMES[lane]}.wav" for lane in SOUNDING}


def test_where_it_can_t_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="create it or choose another"):
        export_mix(PLAN, STEMS, tmp_path / "missing" / "mix.wav", FLOAT, Tags(), job=Job())
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError):
        export_stems(PLAN, PLAN, STEMS, NAMES, tmp_path / "file" / "stems", FLOAT, job=Job())
