"""Hear a song as the taggers do: how strongly each tag applies, and an embedding in which similar songs lie close."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import soxr
import torch

from mashstudio.analysis.sound import SongSound
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.taggers.log_mel import RATE, Floats, log_mel, samples_for
from mashstudio.taggers.musicnn_weights import VOCABULARIES, load_networks

_DOING: Final = Message("Finding tags and mood")
_FRAMES: Final = 187
"""The three seconds on which the networks were trained."""
_MOST: Final = 40
"""Patches: all of two minutes; of a longer song, as many, evenly spaced."""
_DIGITS: Final = 4


def hear(sound: SongSound, *, job: Job) -> dict[str, Any]:
    """Return the fields `heard_tags` (for each vocabulary, its words' strengths) and `embedding` (400 numbers).

    Takes some 7 s of one core at most, however long the song: the rest is left to what the user waits for.
    """
    torch.set_num_threads(1)
    networks = load_networks()
    starts = _starts(sound)
    tags: dict[str, list[Floats]] = {vocabulary: [] for vocabulary in networks}
    hidden: dict[str, list[Floats]] = {vocabulary: [] for vocabulary in networks}
    for index, patch in enumerate(_patches(sound, starts)):
        job.report(index / len(starts), _DOING)
        with torch.inference_mode():
            for vocabulary, network in networks.items():
                heard = network(torch.from_numpy(patch[None]))
                tags[vocabulary].append(heard.tags[0].numpy())
                hidden[vocabulary].append(heard.hidden[0].numpy())
    return {
        "heard_tags": {name: dict(zip(VOCABULARIES[name], _mean(tags[name]), strict=True)) for name in networks},
        "embedding": [number for name in networks for number in _mean(hidden[name])],
    }


def _mean(patches: list[Floats]) -> list[float]:
    return [round(float(number), _DIGITS) for number in np.mean(patches, axis=0)]


def _length() -> int:
    """Return a patch's length in the song's frames."""
    return -(-samples_for(_FRAMES) * SAMPLE_RATE // RATE)


def _starts(sound: SongSound) -> list[int]:
    """Return where the patches begin, in frames: one after the other where the song sounds, at least one."""
    length = _length()
    starts: list[int] = []
    for span in sound.spans:
        first, end = round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)
        starts += range(first, end - length + 1, length)
    if not starts:
        longest = max(sound.spans, key=lambda span: span.end - span.start)
        starts = [round(longest.start * SAMPLE_RATE)]
    return [starts[index] for index in np.linspace(0, len(starts) - 1, min(len(starts), _MOST)).round().astype(int)]


def _patches(sound: SongSound, starts: list[int]) -> Iterator[Floats]:
    for start in starts:
        mono = soxr.resample(sound.read(start, start + _length()), SAMPLE_RATE, RATE)
        yield log_mel(mono[: samples_for(_FRAMES)])
