"""The recordings of an instrument's keys, cached."""

import hashlib
from functools import cache as once
from pathlib import Path

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.generation.key_sounds import KEY_SOUNDS_VERSION, KEYS_FILE, write_key_sounds
from mashstudio.generation.sound import BANK
from mashstudio.model.notes import BandPart


def key_sounds(part: BandPart, program: int, octave: int, cache: Cache, *, job: Job) -> Path:
    """Return the recordings of an octave's keys (.npy), see `write_key_sounds`. An octave takes about a second."""

    def make(folder: Path) -> None:
        doing = Message("loading the instrument")
        run_in_child(write_key_sounds, part, program, octave, folder, job=job, doing=doing)

    parameters = {"version": KEY_SOUNDS_VERSION, "part": str(part), "program": program, "octave": octave}
    return cache.build(_bank(), "keys", parameters, make, check=job.check) / KEYS_FILE


@once
def _bank() -> str:
    """Return the SHA-256 of the soundfont."""
    return hashlib.sha256(BANK.read_bytes()).hexdigest()
