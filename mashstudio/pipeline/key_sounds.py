"""The recordings of an instrument's keys, cached."""

import hashlib
from functools import cache as once
from pathlib import Path

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.generation.key_sounds import KEY_SOUNDS_VERSION, KEYS_FILE, gain_of, usual_octave, write_key_sounds
from mashstudio.generation.sound import BANK
from mashstudio.model.notes import BandPart

_DOING = Message("loading the instrument")


def key_sounds(part: BandPart, program: int, octave: int, cache: Cache, *, job: Job) -> Path:
    """Return the recordings of an octave's keys (.npy), see `write_key_sounds`. An octave takes about a second."""
    return cache.lasting(lambda: _folder(part, program, octave, cache, job)) / KEYS_FILE


def _folder(part: BandPart, program: int, octave: int, cache: Cache, job: Job) -> Path:
    usual = usual_octave(part)

    def make(folder: Path) -> None:
        gain = None if octave == usual else gain_of(_folder(part, program, usual, cache, job))
        run_in_child(write_key_sounds, part, program, octave, gain, folder, job=job, doing=_DOING)

    parameters = {"version": KEY_SOUNDS_VERSION, "part": str(part), "program": program, "octave": octave}
    return cache.build(_bank(), "keys", parameters, make, check=job.check)


@once
def _bank() -> str:
    """Return the SHA-256 of the soundfont."""
    return hashlib.sha256(BANK.read_bytes()).hexdigest()
