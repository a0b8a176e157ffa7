"""How far a tempo and a key would stretch and shift each song, before they are chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from mashstudio.alignment.plan import align
from mashstudio.core.units import Bpm, Cents, Semitones
from mashstudio.model.alignment import Alignment
from mashstudio.model.analysis import Analysis
from mashstudio.model.choices import Fastest, KeyChoice, TempoChoice
from mashstudio.model.mashup import Mashup
from mashstudio.pipeline.realign import rates_kept


@dataclass(frozen=True)
class SongCost:
    """stretch: target tempo over the song's, 1.06 for 6 % faster; shift: semitones; rate: half or double time.

    correction: further cents of shift, for a song that is out of tune.
    """

    stretch: float
    shift: Semitones
    rate: float
    correction: Cents = 0.0


@dataclass(frozen=True)
class Cost:
    """A tempo in BPM and a key's number (None: each song keeps its own), and the cost for each source."""

    tempo: Bpm
    key_number: int | None
    songs: Mapping[int, SongCost]

    @property
    def furthest(self) -> float:
        """Return the stretch of the song that is stretched most."""
        return max((song.stretch for song in self.songs.values()), key=lambda stretch: abs(stretch - 1))


def costs(mashup: Mashup, songs: Mapping[int, Analysis], tempo: TempoChoice, key: KeyChoice) -> Cost:
    """Return what `tempo` and `key` would cost the mashup's songs.

    If the tempo would change, half and double time are chosen again as in `at_tempo`.
    """
    rates = mashup.rates if tempo == mashup.tempo else rates_kept(mashup)
    return cost_of(align(songs, tempo, key, rates))


def spared(mashup: Mashup, songs: Mapping[int, Analysis]) -> Cost | None:
    """Return the cost of the fastest song's tempo; None unless the mashup has another because it costs less."""
    as_they_are = dict.fromkeys(mashup.ids, 1.0)
    if mashup.tempo_chosen or (mashup.tempo, mashup.rates) == (Fastest(), as_they_are):
        return None
    return cost_of(align(songs, Fastest(), mashup.key, as_they_are))


def cost_of(alignment: Alignment) -> Cost:
    """Return what an alignment costs its songs."""
    songs = {
        source: SongCost(song.stretch, song.shift, song.rate, song.correction)
        for source, song in alignment.songs.items()
    }
    return Cost(alignment.grid.tempo, alignment.key_number, songs)
