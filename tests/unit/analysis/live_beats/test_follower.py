"""Beats of live sound: the shipped model, the network's streaming, the tracker."""

import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from beat_songs import drums
from drum_machine import write_drums
from numpy.typing import NDArray

from mashstudio.analysis.live_beats.follower import SHIPPED, BeatFollower, load_network
from mashstudio.analysis.live_beats.network import TEMPI
from mashstudio.analysis.live_beats.spectrum import FRAME_SECONDS, HOP, Spectrum, spectrogram
from mashstudio.analysis.live_beats.tracker import Activations, BeatTracker
from mashstudio.core.errors import ModelError
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.heard_beat import HeardBeat


def followed(sound: NDArray[np.float32], piece: int = HOP) -> list[tuple[float, HeardBeat]]:
    """Return the beats, each with the time up to which the sound was known when it was told."""
    follower, found = BeatFollower(), []
    for start in range(0, len(sound), piece):
        some = sound[start : start + piece]
        found += [((start + len(some)) / SAMPLE_RATE, beat) for beat in follower.feed(some)]
    return found


@pytest.mark.parametrize("bpm", [100.0, 120.0, 140.0])
def test_beats_are_told_within_100_ms_of_their_sound(bpm: float) -> None:
    sound, beats = drums(bpm, 20)
    told = [(known, beat) for known, beat in followed(sound) if 6 < beat.time < 19.3]
    truth = np.array([beat for beat in beats if 6.1 < beat < 19.2])
    times = np.array([beat.time for _, beat in told])
    assert len(times) >= len(truth) - 1
    assert all(np.abs(times - time).min() < 0.05 for time in truth)
    assert all(gap > 0.8 * 60 / bpm for gap in np.diff(times))
    for known, beat in told:
        nearest = min(beats, key=lambda true: abs(true - beat.time))
        assert known - nearest < 0.1 + HOP / SAMPLE_RATE
        assert beat.bpm == pytest.approx(bpm, rel=0.03)


@pytest.mark.parametrize("bpm", [163.0, 170.0, 181.0])
def test_tempi_between_whole_frames_are_followed_evenly(bpm: float) -> None:
    # 170 BPM are 17.6 frames of 20 ms: by 17 or 18, beats are told up to 40 ms off, now early, now late.
    frames = np.arange(1000)
    apart = 60 / bpm / FRAME_SECONDS
    off = np.abs(frames - np.rint(np.rint(frames / apart) * apart))
    heard = Activations(np.where(off == 0, 0.8, 0.05), np.zeros(1000), np.full((1000, TEMPI), 1 / TEMPI))
    times = np.array([beat.time for beat in BeatTracker().feed(heard)])[8:] / FRAME_SECONDS / apart
    late = np.angle(np.exp(2j * np.pi * (times - times[0]))) * apart * FRAME_SECONDS / (2 * np.pi)
    assert len(times) > 40
    assert late.std() < 0.007


def test_the_place_in_the_bar_goes_on_from_beat_to_beat() -> None:
    told = [beat for _, beat in followed(drums(120, 24)[0]) if beat.time > 12]
    assert len(told) > 20
    for one, next_one in pairwise(told):
        assert next_one.position == one.position % one.beats_per_bar + 1


@pytest.mark.parametrize("lead", [0.13, 0.5, 0.77])
def test_bars_with_two_like_halves_are_counted_evenly(tmp_path: Path, lead: float) -> None:
    sound, _ = soundfile.read(write_drums(tmp_path / "beat.wav", 125, 30), dtype="float32")
    told = [beat for _, beat in followed(np.concatenate([np.zeros(round(lead * SAMPLE_RATE), np.float32), sound]))][8:]
    assert len(told) > 40
    assert {beat.beats_per_bar for beat in told} == {4}
    for one, next_one in pairwise(told):
        assert next_one.position == one.position % 4 + 1


def test_silence_has_no_beats() -> None:
    assert followed(np.zeros(6 * SAMPLE_RATE, np.float32)) == []


def test_the_beats_are_the_same_however_the_sound_is_cut() -> None:
    sound, _ = drums(110, 12)
    whole = [beat for _, beat in followed(sound, len(sound))]
    assert whole
    for piece in (137, 4096, 50_000):
        for one, other in zip(whole, [beat for _, beat in followed(sound, piece)], strict=True):
            assert (one.time, one.position) == (other.time, other.position)


def test_streaming_equals_the_whole() -> None:
    sound = np.random.default_rng(2).normal(0, 0.1, 5 * SAMPLE_RATE).astype(np.float32)
    frames = spectrogram(sound)
    spectrum = Spectrum()
    pieces = [spectrum.feed(sound[start : start + 1000]) for start in range(0, len(sound), 1000)]
    assert np.abs(np.concatenate(pieces) - frames).max() < 1e-4
    network = load_network(SHIPPED)
    with torch.inference_mode():
        whole, _ = network(torch.from_numpy(frames)[None], network.begin())
        state, beats = network.begin(), []
        for frame in torch.from_numpy(frames):
            heard, state = network(frame[None, None], state)
            beats.append(heard.beat[0])
    assert torch.abs(torch.cat(beats) - whole.beat[0]).max() < 1e-4


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SHIPPED, tmp_path / "copy"))
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    with pytest.raises(ModelError, match="damaged"):
        BeatFollower(copy)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="damaged"):
        BeatFollower(tmp_path)
