"""Short songs that a library finds analysed: their features lie in the cache as if they had been computed."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray
from planned_songs import song

from mashstudio.analysis.features import cached_under
from mashstudio.audio.songs import sha256_of
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.document.suggest import HeardSong, SectionStart
from mashstudio.library.facts import Grid, GridSection, Listed, SongFacts, SongSound, Stamp
from mashstudio.library.store import BARS, Library
from mashstudio.model.analysis import analysis_to_json
from mashstudio.model.beat_sound import STEPS, Band, Lead
from mashstudio.model.character import TAGS
from mashstudio.model.key import Key, parse_key

SECONDS = 6.0


def analysed_song(
    path: Path, cache: Cache, *, tempo: float = 120.0, key: str = "C major", tags: Mapping[str, float] | None = None
) -> Path:
    """Write a tone that differs for each name, and the features of a song to the cache; return the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dice = np.random.default_rng(sum(path.name.encode()))
    soundfile.write(path, 0.1 * dice.standard_normal((round(SECONDS * SAMPLE_RATE), 2)), SAMPLE_RATE, subtype="PCM_16")
    beats = int(SECONDS * tempo / 60)
    analysis = analysis_to_json(song(tempo, parse_key(key), first=0.1, beats=beats), "")
    strengths = dict.fromkeys((name for tag in TAGS for name in (*tag.mtt, *tag.msd)), 0.01) | dict(tags or {})
    fields = analysis | {
        "heard_tags": {"mtt": strengths, "msd": strengths},
        "embedding": dice.standard_normal(400).tolist(),
        "mix_chroma": dice.integers(0, 200, (beats, 12)).tolist(),
    }
    sha256 = sha256_of(path, Job())
    for parameters in cached_under(listed=True).values():
        cache.build(sha256, "feature", parameters, partial(_write, fields))
    return path


def _write(fields: Mapping[str, Any], folder: Path) -> None:
    (folder / "fields.json").write_text(json.dumps(fields), "utf-8")


def facts(number: int, **more: Any) -> SongFacts:
    """Return what is known of the song of a number."""
    known: dict[str, Any] = {
        "sha256": f"{number:064x}",
        "title": f"Song {number}",
        "artist": f"Artist {number % 7}",
        "duration": 120.0 + number % 90,
        "tempo": 90.0 + number % 80,
        "key": Key(number % 12, parse_key("A" if number % 2 else "Am").mode),
        "energy": 1 + number % 10,
        "loudness": -10.0,
        "tags": {"rock": 0.5} if number % 2 else {"electronic": 0.4, "female voice": 0.3},
    }
    return SongFacts(**known | more)


def sound(number: int, sections: int = 12) -> SongSound:
    """Return how the song of a number sounds."""
    dice = np.random.default_rng(number)
    embedding = dice.standard_normal(400).astype(np.float32)
    harmony = dice.standard_normal((sections, BARS, 12)).astype(np.float32)
    harmony -= harmony.mean(axis=2, keepdims=True)
    return SongSound(
        embedding / np.linalg.norm(embedding), harmony / np.linalg.norm(harmony, axis=(1, 2), keepdims=True)
    )


def listed(number: int, **more: Any) -> Listed:
    """Return the song of a number as a library lists it."""
    return Listed(facts(number, **more), Path(f"/music/{number}.wav"))


def fill(library: Library, count: int) -> None:
    """Put songs into the library whose files needn't exist."""
    for number in range(count):
        song = listed(number)
        library.put_song(song.facts, sound(number), Grid(4, (GridSection(0.5, song.facts.tempo, 1),)), None)
        library.put_file(song.place, Stamp(1, 1), song.facts.sha256)


def made_up(number: int, bars: int = 96) -> HeardSong:
    """Return what the stems of the song of a number play: chance, sung in two sections of three."""
    dice, beats = np.random.default_rng(number), 4 * bars
    sung = np.repeat(np.arange(bars // 8) % 3 != 0, 32).astype(np.float32) * np.float32(0.8)

    def rows(width: int) -> NDArray[np.float32]:
        drawn: NDArray[np.float32] = dice.random((beats, width), np.float32) ** 3
        return drawn

    lead = Lead(rows(12) * sung[:, None], rows(12) * sung[:, None], sung, rows(STEPS))
    chords = dice.integers(0, 24, beats).astype(np.int8)
    band = Band(rows(12), rows(12), np.full(beats, 0.8, np.float32), rows(STEPS), chords)
    sections = tuple(SectionStart(beat, "Verse") for beat in range(0, beats, 32))
    return HeardSong(0, facts(number).tempo, 4, np.arange(0, beats, 4), sections, lead, band)
