"""What decoding a song leaves in its folder, and the versions that say when to decode anew."""

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
"""Pixels of a cover's longer side at the most."""


@dataclass(frozen=True)
class Decoded:
    """A song as decoded: its tags ("": none), its length and what of the file could not be read."""

    title: str
    artist: str
    frames: int
    damage: Damage


def write_decoded(decoded: Decoded, folder: Path) -> None:
    """Write what is known of a decoded song beside its samples."""
    (folder / TAGS_FILE).write_text(json.dumps(asdict(decoded)), "utf-8")


def read_decoded(folder: Path) -> Decoded:
    """Read what `write_decoded` wrote."""
    facts = json.loads((folder / TAGS_FILE).read_text("utf-8"))
    damage = facts["damage"]
    gaps = tuple(Gap(**gap) for gap in damage["gaps"])
    return Decoded(**facts | {"damage": Damage(**damage | {"gaps": gaps})})
