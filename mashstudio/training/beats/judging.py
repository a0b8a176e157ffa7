"""How well a network hears beats: by its peaks at each threshold, and by the tracker that follows live sound."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from mashstudio.analysis.live_beats.follower import activations, network_for
from mashstudio.analysis.live_beats.network import DELAY
from mashstudio.analysis.live_beats.spectrum import FRAME_SECONDS
from mashstudio.analysis.live_beats.tracker import Activations, BeatTracker
from mashstudio.core.errors import ModelError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.checkpoint import load_state

THRESHOLDS: Final = [round(0.05 * step, 2) for step in range(1, 20)]
TRACKED: Final = "tracked"
_NEAR: Final = 3
"""Frames to each side over which a peak is the highest."""
_WITHIN: Final = 0.04
"""By how much a tempo may be wrong (Gouyon et al., 2006)."""

Times = NDArray[np.float64]


def listen(paths: Sequence[Path], settings: BeatSettings, weights: Path, *, job: Job) -> list[dict[str, Any]]:
    """Return what a model tells of each spectrogram (.npy): by name of the method beats, downbeats (s) and tempo (BPM).

    Runs in a child process. Raises ModelError if the weights aren't of the settings' network.
    """
    torch.set_num_threads(1)
    network = network_for(asdict(settings)).eval()
    tensors, _ = load_state(weights)
    try:
        network.load_state_dict(tensors)
    except RuntimeError as error:
        raise ModelError(Message("{path} holds the weights of another network.", path=said(weights))) from error
    told = []
    for number, path in enumerate(paths):
        job.report(number / len(paths), Message("Judging"))
        frames = torch.from_numpy(np.load(path).astype(np.float32))[None]
        with torch.inference_mode():
            heard, _state = network(frames, network.begin())
        told.append(_methods(activations(heard)))
    return told


def _methods(heard: Activations) -> dict[str, dict[str, Any]]:
    beats = BeatTracker().feed(heard)
    tempo = float(np.median([beat.bpm for beat in beats])) if beats else 0.0
    downbeats = [beat.time for beat in beats if beat.position == 1]
    found = {TRACKED: {"beats": [beat.time for beat in beats], "downbeats": downbeats, "tempo": tempo}}
    for threshold in THRESHOLDS:
        peaks = _peaks(heard.beat, threshold)
        pace = float(60 / np.median(np.diff(peaks))) if len(peaks) > 1 else 0.0
        bars = _peaks(heard.downbeat, threshold)
        found[f"{threshold:.2f}"] = {"beats": peaks.tolist(), "downbeats": bars.tolist(), "tempo": pace}
    return found


def _peaks(likely: NDArray[np.float64], threshold: float) -> Times:
    """Return the times where a curve is highest within 60 ms and above the threshold."""
    around = np.lib.stride_tricks.sliding_window_view(np.pad(likely, _NEAR), 2 * _NEAR + 1).max(axis=1)
    at = np.flatnonzero((likely == around) & (likely > threshold))
    return np.asarray(np.maximum((at - DELAY + 0.5) * FRAME_SECONDS, 0), np.float64)


def scores(told: Mapping[str, Any], beats: Times, downbeats: Times) -> dict[str, float]:
    """Return how right `told` (see `listen`) is: F-measures, CMLt, AMLt (mir_eval), tempo accuracy 1 and 2 (0 or 1)."""
    import mir_eval.beat

    with warnings.catch_warnings(action="ignore"):
        return _scores(mir_eval.beat, told, beats, downbeats)


def _scores(judge: Any, told: Mapping[str, Any], beats: Times, downbeats: Times) -> dict[str, float]:
    true, found = (judge.trim_beats(np.asarray(times)) for times in (beats, told["beats"]))
    true_bars, bars = (judge.trim_beats(np.asarray(times)) for times in (downbeats, told["downbeats"]))
    _, correct, _, allowed = judge.continuity(true, found) if len(true) > 1 < len(found) else (0.0,) * 4
    tempo = 60 / np.median(np.diff(beats))
    levels = [told["tempo"] / (tempo * ratio) for ratio in (1, 2, 1 / 2, 3, 1 / 3)]
    near = [abs(level - 1) <= _WITHIN for level in levels]
    return {
        "f_measure": float(judge.f_measure(true, found)),
        "cmlt": float(correct),
        "amlt": float(allowed),
        "downbeat_f_measure": float(judge.f_measure(true_bars, bars)) if len(true_bars) else 0.0,
        "tempo_accuracy_1": float(near[0]),
        "tempo_accuracy_2": float(any(near)),
    }
