"""An instrument is taken out of a part of a song, and the parts add up."""

from pathlib import Path

import numpy as np
import pytest
import torch
from two_instruments import drums_and_congas, flute_and_guitar, needs_fluidsynth

from mashstudio.core.errors import BadArgument, Cancelled, ModelError
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.separation.steering import judging, model
from mashstudio.separation.steering.atoms import PIECE, find_atoms
from mashstudio.separation.steering.instruments import INSTRUMENTS, Heard, instrument_named
from mashstudio.separation.steering.spectra import BEGIN, HOP, SIZE, Joined, frames_of, spectrum
from mashstudio.separation.steering.taking import take


def taken(part: Samples, instrument: str, folder: Path) -> tuple[Heard, Samples | None, Samples | None]:
    np.save(folder / "part.npy", part)
    files = folder / "taken.npy", folder / "rest.npy"
    heard = take(folder / "part.npy", instrument_named(instrument), files, job=Job())
    sound, rest = (np.load(file) if file.exists() else None for file in files)
    return heard, sound, rest


def si_sdr(truth: Samples, heard: Samples) -> float:
    a, b = truth.ravel().astype(np.float64), heard.ravel().astype(np.float64)
    scaled = a * (a @ b) / (a @ a)
    return float(10 * np.log10((scaled @ scaled) / ((b - scaled) @ (b - scaled))))


@needs_fluidsynth
@pytest.mark.parametrize("instrument", ["flute", "guitar"])
def test_the_instrument_asked_for_is_taken(instrument: str, tmp_path: Path) -> None:
    flute, guitar = flute_and_guitar()
    part = flute + guitar
    heard, sound, rest = taken(part, instrument, tmp_path)
    assert sound is not None
    assert rest is not None
    assert next(iter(heard.surely)) in ("flute", "guitar")
    assert heard.taken > heard.before + 0.2
    assert heard.rest < heard.before - 0.2
    truth = flute if instrument == "flute" else guitar
    assert si_sdr(truth, sound) > si_sdr(truth, part) + 6
    assert np.abs(sound.astype(np.float64) + rest - part).max() < 1e-6
    np.save(tmp_path / "first.npy", sound)
    assert np.array_equal(taken(part, instrument, tmp_path)[1], sound)  # type: ignore[arg-type]


@needs_fluidsynth
def test_percussion_is_taken_out_of_the_drums(tmp_path: Path) -> None:
    drums, congas = drums_and_congas()
    _heard, sound, rest = taken(drums + congas, "퍼커션", tmp_path)
    assert sound is not None
    assert rest is not None
    assert si_sdr(congas, sound) > si_sdr(congas, drums + congas) + 3


@needs_fluidsynth
def test_what_is_not_heard_is_not_taken(tmp_path: Path) -> None:
    flute, guitar = flute_and_guitar()
    heard, sound, rest = taken(flute + guitar, "accordion", tmp_path)
    assert sound is None
    assert rest is None
    assert set(list(heard.surely)[:2]) == {"flute", "guitar"}
    # What is like them is less sure by far.
    assert sorted(heard.surely.values())[-3] < 0.8


@pytest.mark.parametrize("frames", [1, 5000, SAMPLE_RATE])
def test_nothing_is_heard_in_silence(frames: int, tmp_path: Path) -> None:
    heard, sound, _rest = taken(np.zeros((frames, 2), np.float32), "piano", tmp_path)
    assert sound is None
    assert all(np.isfinite(share) for share in (*heard.surely.values(), *heard[1:]))


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (SAMPLE_RATE, 2)).astype(np.float32)
    np.save(tmp_path / "part.npy", noise)
    job = Job()
    reported: list[float] = []

    def watch(fraction: float, _doing: object) -> None:
        reported.append(fraction)
        if fraction > 0.1:
            job.cancel()

    job = Job(watch)
    targets = tmp_path / "taken.npy", tmp_path / "rest.npy"
    with pytest.raises(Cancelled):
        take(tmp_path / "part.npy", instrument_named("piano"), targets, job=job)
    assert 0.1 < reported[-1] < 0.5


def test_pieces_join_to_the_part() -> None:
    frames = 2 * PIECE * HOP + 777
    noise = np.random.default_rng(1).normal(0, 0.1, (frames, 2)).astype(np.float32)
    joined, count = Joined(), frames_of(noise)
    pieces = [joined.next(spectrum(noise, first, min(PIECE, count - first))) for first in range(0, count, PIECE)]
    whole = np.concatenate(pieces)[-BEGIN:]
    assert len(whole) >= frames
    assert np.abs(whole[:frames] - noise).max() < 1e-6


def test_atoms_tell_two_tones_apart_and_say_when_each_sounds() -> None:
    time = np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE
    low, high = (np.sin(2 * np.pi * hertz * time) * gate for hertz, gate in ((220, time < 2), (1760, time >= 2)))
    part = np.stack([low, high], axis=1).astype(np.float32)
    atoms = find_atoms(part, job=Job())
    half = atoms.shapes.view(2, -1, atoms.shapes.shape[1]).sum(dim=1)
    gains = (half[0] > half[1]).float()
    share = atoms.share(gains, 0, atoms.activity.shape[1])
    bins = [round(hertz * SIZE / SAMPLE_RATE) for hertz in (220, 1760)]
    assert share[0, bins[0], 10:70].min() > 0.9
    assert share[1, bins[1], 100:160].max() < 0.1
    again = find_atoms(part, job=Job())
    assert torch.equal(atoms.shapes, again.shapes)
    assert torch.equal(atoms.activity, again.activity)


def test_instruments_have_names_in_both_languages() -> None:
    for instrument in INSTRUMENTS:
        assert instrument_named(f" {instrument.name.upper()} ") is instrument
        assert instrument_named(instrument.korean) is instrument
    with pytest.raises(BadArgument, match=r"“kazoo”.*guitar \(기타\).*flute \(플루트\)"):
        instrument_named("kazoo")


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MODEL", tmp_path / "none.safetensors")
    with pytest.raises(ModelError, match="missing or damaged"):
        judging.load_judge(1)
    (tmp_path / "none.safetensors").write_bytes(b"others")
    with pytest.raises(ModelError, match="missing or damaged"):
        judging.load_judge(1)
