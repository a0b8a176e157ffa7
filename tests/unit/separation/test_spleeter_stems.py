"""The bundled separator."""

from pathlib import Path

import numpy as np
import pytest
import torch
from songs import render_song

from mashstudio.core.errors import ModelError
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.stems import StemName
from mashstudio.separation import spleeter_separator, spleeter_stems
from mashstudio.separation.separator import run_separator
from mashstudio.separation.spleeter_separator import SpleeterSeparator
from mashstudio.separation.stem_files import ESTIMATED

Stems = dict[StemName, Samples]


def separate(mix: Samples, folder: Path, job: Job | None = None) -> Stems:
    np.save(folder / "mix.npy", mix)
    SpleeterSeparator().separate(folder / "mix.npy", folder, job=job or Job())
    return {stem: np.load(folder / f"{stem}.npy") for stem in StemName}


def sdr(truth: Samples, estimate: Samples) -> float:
    return float(10 * np.log10(np.sum(truth.astype(np.float64) ** 2) / np.sum((truth - estimate) ** 2.0)))


def error_of_sum(mix: Samples, stems: Stems) -> float:
    worst = np.abs(sum(stem.astype(np.float64) for stem in stems.values()) - mix).max()
    return float(20 * np.log10(worst / np.abs(mix).max() + 1e-15))


@pytest.fixture(scope="module")
def separated(excerpt: Stems, tmp_path_factory: pytest.TempPathFactory) -> tuple[Samples, Stems, list[float]]:
    mix = np.sum(list(excerpt.values()), axis=0)
    told: list[float] = []
    job = Job(lambda fraction, status: told.append(fraction))
    return mix, separate(mix, tmp_path_factory.mktemp("excerpt"), job), told


@pytest.mark.parametrize(
    ("stem", "floor"),
    [(StemName.VOCALS, 4.9), (StemName.DRUMS, 5.6), (StemName.BASS, 3.9), (StemName.OTHER, 2.05)],
)
def test_a_real_song_comes_apart(
    separated: tuple[Samples, Stems, list[float]], excerpt: Stems, stem: StemName, floor: float
) -> None:
    assert sdr(excerpt[stem], separated[1][stem]) > floor


@pytest.mark.parametrize("gain", [0.03, 3.0])
def test_a_quiet_song_comes_apart_as_a_loud_one(
    separated: tuple[Samples, Stems, list[float]], tmp_path: Path, gain: float
) -> None:
    mix, stems, _ = separated
    scaled = separate(mix * np.float32(gain), tmp_path)
    for stem in StemName:
        assert sdr(stems[stem], scaled[stem] / np.float32(gain)) > 60


def test_the_stems_add_up_to_the_song(separated: tuple[Samples, Stems, list[float]]) -> None:
    mix, stems, _ = separated
    assert {stem.dtype for stem in stems.values()} == {np.dtype(np.float32)}
    assert error_of_sum(mix, stems) < -100


def test_progress_only_grows_and_ends_at_one(separated: tuple[Samples, Stems, list[float]]) -> None:
    told = separated[2]
    assert told == sorted(told)
    assert told[-1] == 1


def test_the_same_song_in_a_child_gives_the_same_stems(
    separated: tuple[Samples, Stems, list[float]], tmp_path: Path
) -> None:
    mix, stems, _ = separated
    np.save(tmp_path / "mix.npy", mix)
    run_in_child(
        run_separator,
        SpleeterSeparator(),
        tmp_path / "mix.npy",
        tmp_path,
        job=Job(),
        doing=Message("separating the excerpt"),
    )
    for stem in StemName:
        # Another number of threads may change the order of summation.
        np.testing.assert_allclose(np.load(tmp_path / f"{stem}.npy"), stems[stem], atol=1e-5)


def test_a_rendered_song_comes_apart_all_along(tmp_path: Path) -> None:
    song = render_song(seconds=24, tempo=124)
    stems = separate(song.samples, tmp_path)
    assert error_of_sum(song.samples, stems) < -100
    for stem in StemName:
        for start in (0, 8, 16):
            piece = slice(start * SAMPLE_RATE, (start + 8) * SAMPLE_RATE)
            assert sdr(song.stems[stem][piece], stems[stem][piece]) > 5.5, f"{stem} from second {start}"


@pytest.mark.parametrize("frames", [1, 1023, 5000, 448 * 1024 - 1, 448 * 1024 + 2048, 832 * 1024 + 77])
def test_nothing_is_lost_where_windows_meet(frames: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shares(_networks: object, spectrum: torch.Tensor, _gain: float) -> dict[StemName, torch.Tensor]:
        known = zip(ESTIMATED, (0.5, 0.25, 0.125), strict=True)
        return {stem: torch.full(spectrum.shape[1:], share)[None] for stem, share in known}

    monkeypatch.setattr(spleeter_stems, "_masks", shares)
    mix = np.random.default_rng(0).uniform(-1, 1, (frames, 2)).astype(np.float32)
    stems = separate(mix, tmp_path)
    for stem, share in zip((*ESTIMATED, StemName.OTHER), (0.5, 0.25, 0.125, 0.125), strict=True):
        np.testing.assert_allclose(stems[stem], mix * share, atol=2e-6)


def test_silence_stays_silent(tmp_path: Path) -> None:
    for stem in separate(np.zeros((30_000, 2), np.float32), tmp_path).values():
        assert not stem.any()


def test_sound_above_the_networks_range_is_shared_out_too(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 3 * SAMPLE_RATE).astype(np.float32)
    spectrum = np.fft.rfft(noise)
    spectrum[: 12_000 * 3] = 0
    clicks = np.zeros_like(noise)
    clicks[:: SAMPLE_RATE // 4] = 1
    hiss = np.fft.irfft(spectrum, len(noise)).astype(np.float32) * np.convolve(clicks, np.hanning(2000), "same")
    stems = separate(np.repeat(hiss[:, None].astype(np.float32), 2, axis=1), tmp_path)
    assert np.sum(stems[StemName.DRUMS] ** 2) > 0.3 * np.sum(2 * hiss**2)


def test_weights_that_were_changed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spleeter_separator, "CHECKPOINTS", dict.fromkeys(spleeter_separator.CHECKPOINTS, "0" * 64))
    spleeter_separator.checkpoint_paths.cache_clear()
    with pytest.raises(ModelError, match="damaged"):
        spleeter_separator.checkpoint_paths()
