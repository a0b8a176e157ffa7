"""The features of an analysis: one function and one row in FEATURES each, cached separately.

To add a feature, write a function that returns fields of the Analysis in the form `analysis_to_json` writes them, and
give it a row. Functions run in a child process and import their libraries there. What nobody waits for has its row in
LATER, and its fields in the Character.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.analysis import Analysis, analysis_from_json

if TYPE_CHECKING:
    from mashstudio.analysis.sound import SongSound

Fields = dict[str, Any]
"""Some of an analysis' fields, as JSON."""


class Listening:
    """One song while its features are computed; `known` holds the fields found so far."""

    def __init__(self, samples_path: Path, known: Mapping[str, Any]) -> None:
        self.samples_path = samples_path
        self.known = dict(known)
        self._heard: Fields | None = None

    @cached_property
    def sound(self) -> "SongSound":
        """The song as most features read it, opened on first use."""
        from mashstudio.analysis.sound import open_sound

        return open_sound(self.samples_path)

    def heard(self, job: Job) -> Fields:
        """Return what the taggers hear, computed on first use."""
        from mashstudio.analysis.tagging import hear

        if self._heard is None:
            self._heard = hear(self.sound, job=job)
        return self._heard

    @cached_property
    def bars(self) -> NDArray[np.float64]:
        """Timbre and harmony of each bar, computed on first use; `known` has the beats."""
        from mashstudio.analysis.structure import bar_features

        downbeats = np.array(self.known["downbeats"], np.int64)
        return bar_features(self.sound, np.array(self.known["beats"], np.float64)[downbeats])


@dataclass(frozen=True)
class Feature:
    """One feature of a song.

    version: raise it when the result for the same song changes; only this feature and those that need it are computed
    again. share: of the time that all features of its table take. needs: features whose fields `find` reads; they come
    before it.
    """

    name: str
    version: int
    share: float
    doing: Message
    find: Callable[[Listening, Job], Fields]
    needs: tuple[str, ...] = ()


def _beats(song: Listening, job: Job) -> Fields:
    from mashstudio.analysis.song_beats import find_beats

    return find_beats(song.sound, job=job)


def _tuning(song: Listening, job: Job) -> Fields:
    from mashstudio.analysis.tuning import find_tuning

    return {"tuning": find_tuning(song.sound)}


def _key(song: Listening, job: Job) -> Fields:
    from mashstudio.analysis.key import find_key

    key, confidence = find_key(song.sound, song.known["tuning"])
    return {"key": {"tonic": key.tonic, "mode": key.mode.value}, "key_confidence": confidence}


def _phrases(song: Listening, job: Job) -> Fields:
    from mashstudio.analysis.chords import chords_of
    from mashstudio.analysis.structure import find_phrases

    downbeats = np.array(song.known["downbeats"], np.int64)
    beats = np.array(song.known["beats"], np.float64)
    return {"phrases": find_phrases(song.bars, chords_of(song.sound, beats, job=job), downbeats).tolist()}


def _material(song: Listening, job: Job) -> Fields:
    from mashstudio.analysis.structure import find_material

    bars = np.searchsorted(song.known["downbeats"], song.known["phrases"])
    return {"material": find_material(song.bars, bars)}


def _loudness(song: Listening, job: Job) -> Fields:
    from mashstudio.audio.loudness import integrated_loudness

    return {"loudness": integrated_loudness(np.load(song.samples_path, mmap_mode="r"))}


def _tags(song: Listening, job: Job) -> Fields:
    return {"heard_tags": song.heard(job)["heard_tags"]}


def _embedding(song: Listening, job: Job) -> Fields:
    return {"embedding": song.heard(job)["embedding"]}


def _mix_harmony(song: Listening, job: Job) -> Fields:
    from mashstudio.analysis.voice_and_band import mix_chroma

    beats = np.array(song.known["beats"], np.float64)
    chroma = mix_chroma(song.sound.read, song.sound.frames, beats, job=job)
    return {"mix_chroma": np.rint(_CHROMA_STEPS * chroma).astype(int).tolist()}


_CHROMA_STEPS: Final = 1000
_KEY: Final = Message("Finding the key")
_PHRASES: Final = Message("Finding the phrases")
_LISTENING: Final = Message("Finding tags and mood")

FEATURES: Final = (
    Feature("beats", 2, 0.68, Message("Finding the beats"), _beats),
    Feature("tuning", 1, 0.03, _KEY, _tuning),
    Feature("key", 1, 0.07, _KEY, _key, needs=("tuning",)),
    Feature("phrases", 2, 0.15, _PHRASES, _phrases, needs=("beats",)),
    Feature("material", 1, 0.02, _PHRASES, _material, needs=("beats", "phrases")),
    Feature("loudness", 1, 0.05, Message("Measuring the loudness"), _loudness),
)
LATER: Final = (
    Feature("tags", 1, 0.5, _LISTENING, _tags),
    Feature("embedding", 1, 0.5, _LISTENING, _embedding),
)
"""Features computed after everything else: the networks that hear tags take longer than the whole analysis."""


LISTED: Final = (Feature("mix harmony", 1, 0.15, Message("Listening to the harmony"), _mix_harmony, needs=("beats",)),)
"""Features by which a library finds a song's partners; they are computed only there."""


def cached_under(*, listed: bool = False) -> dict[str, dict[str, Any]]:
    """Return each feature's cache parameters: its version, and those of the features it needs. listed: LISTED, too."""
    named: dict[str, dict[str, Any]] = {}
    for feature in (*FEATURES, *LATER, *(LISTED if listed else ())):
        needs = {need: named[need] for need in feature.needs}
        named[feature.name] = {"feature": feature.name, "version": feature.version, "needs": needs}
    return named


def find_features(
    samples_path: Path, names: Sequence[str], known: Mapping[str, Any], *, job: Job
) -> Iterator[tuple[str, Fields]]:
    """Compute the features `names` of a song, one by one.

    samples_path: .npy, float32 (frames, 2), 44.1 kHz. known: the fields of other features. FEATURES together take some
    5 s for 4 minutes, on one core; LATER some 6 s.
    """
    song = Listening(samples_path, known)
    wanted = [feature for feature in (*FEATURES, *LATER, *LISTED) if feature.name in names]
    whole, done = sum(feature.share for feature in wanted), 0.0
    for feature in wanted:
        part = job.part(done / whole, (done + feature.share) / whole)
        part.report(0, feature.doing)
        found = feature.find(song, part)
        song.known |= found
        yield feature.name, found
        part.report(1, feature.doing)
        done += feature.share


def write_features(
    samples_path: Path, names: Sequence[str], known: Mapping[str, Any], folder: Path, *, job: Job
) -> None:
    """Compute features as `find_features` does; write each to `folder`, as its name and ".json", once it is found.

    Files with such a name are complete.
    """
    for name, found in find_features(samples_path, names, known, job=job):
        unfinished = folder / f"{name}.part"
        unfinished.write_text(json.dumps(found), "utf-8")
        unfinished.rename(folder / f"{name}.json")


def analyse(samples_path: Path, *, job: Job) -> Analysis:
    """Compute the FEATURES of the song whose samples are in `samples_path`, in this process."""
    fields = {"duration": len(np.load(samples_path, mmap_mode="r")) / SAMPLE_RATE}
    for _name, found in find_features(samples_path, [feature.name for feature in FEATURES], fields, job=job):
        fields |= found
    return analysis_from_json(fields)
