"""The files that decoding a song leaves in its folder, and the versions that determine when to decode again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from mashstudio.model.song import ALIKE, Damage, Gap, StemsDiffer

DECODER_VERSION: Final = 7
TAGS_VERSION: Final = 7

SAMPLES_FILE: Final = "samples.npy"
TAGS_FILE: Final = "song.json"
COVER_FILE: Final = "cover.png"
COVER_SIDE: Final = 512
"""The greatest length of a cover's longer side, pixels."""
ICON_FILE: Final = "icon.png"
ICON_SIDE: Final = 96
"""The same, of the cover's small picture for lists."""


@dataclass(frozen=True)
class Decoded:
    """A decoded song: its tags ("": none), its length and the file's damage.

    stems: the names of the stems in the file, in the order of its audio streams after the first, the mix; none for most
    songs. differ: how the files of a song in stems do. bpm, key: as another program noted them in the file's tags.
    """

    title: str
    artist: str
    frames: int
    damage: Damage
    stems: tuple[str, ...] = ()
    differ: StemsDiffer = ALIKE
    bpm: str = ""
    key: str = ""


def write_decoded(decoded: Decoded, folder: Path) -> None:
    """Write a decoded song's facts beside its samples."""
    (folder / TAGS_FILE).write_text(json.dumps(asdict(decoded)), "utf-8")


def read_decoded(folder: Path) -> Decoded:
    """Return what `write_decoded` wrote."""
    facts = json.loads((folder / TAGS_FILE).read_text("utf-8"))
    damage, differ = facts["damage"], facts["differ"]
    gaps = tuple(Gap(**gap) for gap in damage["gaps"])
    read = {
        "damage": Damage(**damage | {"gaps": gaps}),
        "stems": tuple(facts["stems"]),
        "differ": StemsDiffer(differ["length"], tuple(differ["rates"])),
    }
    return Decoded(**facts | read)
