"""How well a network hears beats: by its peaks, by a DBN, and by the tracker that follows live sound."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from mashstudio.analysis.known_trackers import decoded_bars
from mashstudio.analysis.live_beats.follower import activations, network_for
from mashstudio.analysis.live_beats.network import DELAY
from mashstudio.analysis.live_beats.spectrum import FRAME_SECONDS
from mashstudio.analysis.live_beats.tracker import Activations, BeatTracker
from mashstudio.core.errors import ModelError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.training.beats.scores import DBN, PEAKS, TRACKED, Scores, Times, Told, pace, scores
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.beats.songs import BeatSong
from mashstudio.training.checkpoint import load_state

THRESHOLDS: Final = [f"{0.05 * step:.2f}" for step in range(1, 20)]
_NEAR: Final = 3
"""Frames to each side over which a peak is the highest."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A song as the tracker follows it, and the scores of each method: TRACKED, and “peaks 0.30”, “dbn 0.30” …"""

    tracked: Told
    scores: dict[str, Scores]


def judge(
    songs: Sequence[tuple[Path, BeatSong]], settings: BeatSettings, weights: Path, by_dbn: bool, *, job: Job
) -> list[Judged]:
    """Return how well a model hears some songs. songs: their spectrograms (.npy) and what is true of them.

    by_dbn: also by a DBN, which takes some 2 s for each minute of a song. Runs in a child process. Raises ModelError if
    the weights aren't of the settings' network.
    """
    torch.set_num_threads(1)
    network = network_for(asdict(settings)).eval()
    tensors, _ = load_state(weights)
    try:
        network.load_state_dict(tensors)
    except RuntimeError as error:
        raise ModelError(Message("{path} holds the weights of another network.", path=said(weights))) from error
    judged = []
    for number, (path, song) in enumerate(songs):
        job.report(number / len(songs), Message("Judging {name}", name=said(song.path.stem)))
        frames = torch.from_numpy(np.load(path).astype(np.float32))[None]
        with torch.inference_mode():
            heard, _state = network(frames, network.begin())
        told = _methods(activations(heard), by_dbn)
        judged.append(Judged(told[TRACKED], {name: scores(each, song) for name, each in told.items()}))
    return judged


def _methods(heard: Activations, by_dbn: bool) -> dict[str, Told]:
    beats = BeatTracker().feed(heard)
    tempo = float(np.median([beat.bpm for beat in beats])) if beats else 0.0
    bars = [beat.time for beat in beats if beat.position == 1]
    found = {TRACKED: Told(np.array([beat.time for beat in beats]), np.array(bars), tempo)}
    for name in THRESHOLDS:
        threshold = float(name)
        found[f"{PEAKS} {name}"] = _told(_peaks(heard.beat, threshold), _peaks(heard.downbeat, threshold))
    if by_dbn:
        bars_at = decoded_bars(heard.beat, heard.downbeat, list(map(float, THRESHOLDS)), 1 / FRAME_SECONDS)
        found |= {f"{DBN} {name}": _told(*frames) for name, frames in zip(THRESHOLDS, bars_at, strict=True)}
    return found


def _told(beats: Times, downbeats: Times) -> Told:
    """Return what beats in these frames tell."""
    times, bars = (np.maximum((at - DELAY + 0.5) * FRAME_SECONDS, 0) for at in (beats, downbeats))
    return Told(times, bars, pace(times))


def _peaks(likely: NDArray[np.float64], threshold: float) -> Times:
    """Return the frames where a curve is highest within 60 ms and above the threshold."""
    around = np.lib.stride_tricks.sliding_window_view(np.pad(likely, _NEAR), 2 * _NEAR + 1).max(axis=1)
    return np.flatnonzero((likely == around) & (likely > threshold)).astype(np.float64)
