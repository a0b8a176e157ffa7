"""The instruments that can be taken out: their names, and the families of sounds that the network tells apart."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import shown
from mashstudio.model.stems import StemName

FAMILIES: Final = (
    "piano", "electric piano", "keys", "bells", "organ", "accordion", "guitar", "distorted guitar", "bass", "violin",
    "cello", "pizzicato", "harp", "strings", "choir", "brass", "synth brass", "sax", "reed", "flute", "synth lead",
    "synth pad", "plucked", "drums", "percussion",
)  # fmt: skip
"""In the order of the network's outputs."""


@dataclass(frozen=True)
class Instrument:
    """What can be asked for: `name` in English, and in Korean; the families that are taken for it.

    stem: where a separator of four stems leaves it. found: how surely it must be heard to be taken. Of rendered songs
    with an instrument 5 % are less sure, without it 85 %. Percussion is surer than .5, or a kit sounds like it.
    """

    name: str
    korean: str
    families: tuple[str, ...]
    stem: StemName = StemName.OTHER
    found: float = 0.1


INSTRUMENTS: Final = (
    Instrument("guitar", "기타", ("guitar", "distorted guitar")),
    Instrument("piano", "피아노", ("piano", "electric piano")),
    Instrument("organ", "오르간", ("organ",)),
    Instrument("accordion", "아코디언", ("accordion",)),
    Instrument("synth", "신스", ("synth lead", "synth pad", "synth brass")),
    Instrument("strings", "스트링", ("strings",)),
    Instrument("violin", "바이올린", ("violin",)),
    Instrument("cello", "첼로", ("cello",)),
    Instrument("harp", "하프", ("harp",)),
    Instrument("flute", "플루트", ("flute",)),
    Instrument("brass", "브라스", ("brass", "synth brass")),
    Instrument("sax", "색소폰", ("sax",)),
    Instrument("choir", "합창", ("choir",)),
    Instrument("bells", "벨", ("bells",)),
    Instrument("percussion", "퍼커션", ("percussion",), StemName.DRUMS, found=0.5),
)


class Heard(NamedTuple):
    """How surely each instrument is heard in a part, 0–1, the surest first.

    before, taken, rest: the share of the one that is taken out, 0–1: of the part, of what is taken, and of the rest.
    """

    surely: dict[str, float]
    before: float
    taken: float
    rest: float


def instrument_named(text: str) -> Instrument:
    """Return the instrument of that name, in English or Korean. Raises BadArgument with the names there are."""
    folded = text.strip().casefold()
    for instrument in INSTRUMENTS:
        if folded in (instrument.name, instrument.korean):
            return instrument
    names = ", ".join(f"{instrument.name} ({instrument.korean})" for instrument in INSTRUMENTS)
    raise BadArgument(
        Message("Unknown instrument “{name}”; choose one of these: {names}.", name=shown(text), names=names)
    )


def wanted_families(instrument: Instrument | None) -> list[float]:
    """Return the network's question: 1 for each family of the instrument, and a 1 at the end for none at all."""
    asked = [float(instrument is not None and family in instrument.families) for family in FAMILIES]
    return [*asked, float(instrument is None)]
