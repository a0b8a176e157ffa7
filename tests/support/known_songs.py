"""Rendered songs whose analysis and stems are known, so that later stages can be tested without waiting."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from songs import RenderedSong, render_song, write_wav

from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, BeatIndex
from mashstudio.model.analysis import Analysis, TempoSection
from mashstudio.model.key import parse_key
from mashstudio.pipeline.stages import ReadySong


@dataclass(frozen=True)
class KnownStems:
    """A separator that returns the stems from which a song was rendered, kept in `folder`/<sha256 of the song>."""

    folder: Path

    @property
    def name(self) -> Message:
        """The name shown to users."""
        return Message("Known stems")

    @property
    def parameters(self) -> Mapping[str, Any]:
        return {"separator": "known"}

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        # In the cache, the samples' folder is named by their song's hash.
        for path in (self.folder / samples_path.parent.parent.name).iterdir():
            job.report(0.5, Message("Remembering"))
            (folder / path.name).write_bytes(path.read_bytes())


def known_song(folder: Path, cache: Cache, name: str, *, tempo: float, key: str, seconds: float = 8.0) -> ReadySong:
    """Render a song called `name` into `folder` and read it; its stems are there for `KnownStems(folder)`."""
    rendered = render_song(tempo=tempo, key=parse_key(key), seconds=seconds)
    path = folder / f"{name}.wav"
    write_wav(rendered, path)
    opened = open_song(path, cache, job=Job())
    stems = folder / opened.song.sha256
    stems.mkdir()
    for stem, samples in rendered.stems.items():
        np.save(stems / f"{stem}.npy", samples)
    return ReadySong(opened.song, opened.samples_path, _truth(rendered, tempo))


def _truth(rendered: RenderedSong, tempo: float) -> Analysis:
    return Analysis(
        beats=rendered.beats,
        beat_confidence=np.ones(len(rendered.beats)),
        downbeats=rendered.downbeats,
        downbeat_confidence=1.0,
        beats_per_bar=rendered.beats_per_bar,
        phrases=rendered.downbeats[::2],
        tempo=tempo,
        tempo_confidence=1.0,
        sections=(TempoSection(BeatIndex(0), tempo),),
        key=rendered.key,
        key_confidence=1.0,
        loudness=-14.0,
        duration=len(rendered.samples) / SAMPLE_RATE,
    )
