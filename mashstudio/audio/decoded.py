"""The files that decoding a song leaves in its folder, and the versions that determine when to decode again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from mashstudio.model.song import Damage, Gap

DECODER_VERSION: Final = 6
TAGS_VERSION: Final = 4

SAMPLES_FILE: Final = "samples.npy"
TAGS_FILE: Final = "song.json"
COVER_FILE: Final = "cover.png"
COVER_SIDE: Final = 512
"""The greatest length of a cover's longer side, pixels."""


@dataclass(frozen=True)
class Decoded:
    """A decoded song: its tags ("": none), its length and the file's damage."""

    title: str
    artist: str
    frames: int
    damage: Damage


def write_decoded(decoded: Decoded, folder: Path) -> None:
    """Write a decoded song's facts beside its samples."""
    (folder / TAGS_FILE).write_text(json.dumps(asdict(decoded)), "utf-8")


def read_decoded(folder: Path) -> Decoded:
    """Return what `write_decoded` wrote."""
    facts = json.loads((folder / TAGS_FILE).read_text("utf-8"))
    damage = facts["damage"]
    gaps = tuple(Gap(**gap) for gap in damage["gaps"])
    return Decoded(**facts | {"damage": Damage(**damage | {"gaps": gaps})})
