"""What a tempo and a key ask of each song, before they are chosen: how far it is stretched and shifted."""

from dataclasses import dataclass

from mashstudio.alignment.plan import align
from mashstudio.facts.alignment import Alignment
from mashstudio.facts.analysis import Analysis
from mashstudio.facts.units import Bpm, Cents, Semitones
from mashstudio.mashup.document import Mashup
from mashstudio.studio.laying import rates_kept
from mashstudio.studio.mashing import key_choice, tempo_choice


@dataclass(frozen=True)
class SongCost:
    """stretch: target tempo over the song's, 1.06 for 6 % faster; shift: semitones; rate: half or double time.

    correction: cents that the song is shifted besides, because it is out of tune.
    """

    stretch: float
    shift: Semitones
    rate: float
    correction: Cents = 0.0


@dataclass(frozen=True)
class Cost:
    """A tempo in BPM and a key's number (None: both songs keep theirs), and what they ask of song A and song B."""

    tempo: Bpm
    key_number: int | None
    songs: tuple[SongCost, SongCost]

    @property
    def furthest(self) -> float:
        """The stretch of the song that is stretched most."""
        return max((song.stretch for song in self.songs), key=lambda stretch: abs(stretch - 1))


def costs(mashup: Mashup, songs: tuple[Analysis, Analysis], tempo: str | float, key: str) -> Cost:
    """What `tempo` and `key`, as a project writes them, would ask of the mashup's songs. Raises BadArgument.

    Where the tempo would be another, half and double time are judged as `at_tempo` does.
    """
    rates = mashup.rates if tempo == mashup.tempo else rates_kept(mashup)
    return cost_of(align(songs[0], songs[1], tempo_choice(tempo), key_choice(key), rates))


def spared(mashup: Mashup, songs: tuple[Analysis, Analysis]) -> Cost | None:
    """What the faster song's tempo would have asked; None unless the mashup has another because that asks less."""
    if mashup.tempo_chosen or (mashup.tempo, mashup.rates) == ("faster", (1.0, 1.0)):
        return None
    return cost_of(align(songs[0], songs[1], "faster", key_choice(mashup.key), (1.0, 1.0)))


def cost_of(alignment: Alignment) -> Cost:
    """What an alignment asks of its songs."""
    a, b = (SongCost(song.stretch, song.shift, song.rate, song.correction) for song in alignment.songs)
    return Cost(alignment.grid.tempo, alignment.key_number, (a, b))
