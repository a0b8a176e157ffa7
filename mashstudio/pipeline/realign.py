"""Edits that realign the songs: another song, grid or tempo. Each returns the changed mashup."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mashstudio.alignment.plan import Rates, align, nearest_rate
from mashstudio.document.edits import check_room, with_length, with_source, with_tempo
from mashstudio.document.versions import in_every_state
from mashstudio.model.alignment import Alignment, Engine, SongAlignment
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import AsIs, Fastest, Of, TempoChoice
from mashstudio.model.mashup import MAX_BEATS, SILENT, Mashup, SongSource, empty_mashup, silence, usual_lanes
from mashstudio.model.song import SongRef
from mashstudio.pipeline.mashing import (
    Songs,
    align_mashup,
    analyses,
    parts_of,
    rates_of,
    recounted,
    song_ref,
    stems_used,
    with_rates,
)
from mashstudio.pipeline.stages import ReadySong


def blank_mashup(
    songs: Songs,
    grids: Mapping[int, BeatMap | None],
    engine: Engine = Engine.OWN,
    names: Mapping[int, str] | None = None,
) -> Mashup:
    """Return an empty mashup with every song's first downbeat on its first beat.

    grids: mended beats; None: as analysed. names: titles the user chose; "": as the file says.
    """
    sources = [
        SongSource(source, _named(song, (names or {}).get(source, "")), beats=grids[source], engine=engine)
        for source, song in songs.items()
    ]
    empty = recounted(replace(empty_mashup(sources, 0, parts_of(songs)), tempo_chosen=False), songs)
    alignment = align_mashup(empty, songs)
    for source in empty.sources:
        empty = with_source(empty, replace(source, offset=_first_downbeat(alignment, source.id)))
    return with_length(empty, _beats_under(empty, alignment))


def reopened(mashup: Mashup, songs: Songs) -> Mashup:
    """Return a saved mashup with the songs' present files, titled as those say unless the user named them."""
    found = {song.song.sha256: song for song in songs.values()}

    def refound(source: SongSource) -> SongSource:
        song, title = found.get(source.song.sha256), source.song.title if source.song.named else ""
        return source if song is None else replace(source, song=_named(song, title))

    return in_every_state(mashup, lambda state: replace(state, sources=tuple(map(refound, state.sources))))


def with_song(mashup: Mashup, source: int, songs: Songs, grid: BeatMap | None) -> Mashup:
    """Return `mashup` with another song for a source, whose cells fall silent.

    songs: the songs afterwards. grid: the new song's mended beats. The other songs' cells play what they did. The
    source's lanes keep their mix; those of parts that the new song lacks go, and missing ones come.
    """
    rows, old = mashup.lanes_of(source), mashup.source(source)
    mixed = {mashup.lanes[row].part: mashup.lanes[row] for row in rows}
    lanes = tuple(mixed.get(lane.part, lane) for lane in usual_lanes(source, parts_of(songs)[source]))
    before, after = slice(rows.start), slice(rows.stop, None)
    cells = np.concatenate([mashup.cells[before], silence(len(lanes), mashup.beats), mashup.cells[after]])
    lanes = (*mashup.lanes[before], *lanes, *mashup.lanes[after])
    new = replace(old, song=song_ref(songs[source]), beats=grid, sections=None, cues=None, takes=())
    changed = with_source(replace(mashup, lanes=lanes, cells=cells), new)
    changed = _recounted_for(changed, source, songs)
    offset = _first_downbeat(align_mashup(changed, songs), source)
    return with_source(changed, replace(changed.source(source), offset=offset))


def with_added(mashup: Mashup, added: SongSource, songs: Songs) -> Mashup:
    """Return `mashup` with one more source, in silent lanes of its own. songs: the songs afterwards.

    The other songs keep their rates; the new song's rate is chosen for the current tempo. Raises BadArgument if
    there is no room for its lanes.
    """
    lanes = usual_lanes(added.id, parts_of(songs)[added.id])
    check_room(len(mashup.lanes) + len(lanes), mashup.beats)
    at = len(mashup.song_lanes)
    cells = np.concatenate([mashup.cells[:at], silence(len(lanes), mashup.beats), mashup.cells[at:]])
    lanes = (*mashup.lanes[:at], *lanes, *mashup.lanes[at:])
    grown = replace(mashup, sources=(*mashup.sources, added), lanes=lanes, cells=cells)
    grown = _recounted_for(grown, added.id, songs)
    alignment = align_mashup(grown, songs)
    grown = with_source(grown, replace(grown.source(added.id), offset=_first_downbeat(alignment, added.id)))
    return grown if rates_kept(mashup) else with_length(grown, _beats_under(grown, alignment))


def with_mended(mashup: Mashup, source: int, songs: Songs, grid: BeatMap | None) -> Mashup:
    """Return `mashup` with a song's mended grid; None: as analysed.

    The other songs' cells play what they did.
    """
    return _recounted_for(with_source(mashup, replace(mashup.source(source), beats=grid)), source, songs)


def at_tempo(mashup: Mashup, before: Alignment, songs: Songs, tempo: TempoChoice) -> Mashup:
    """Return `mashup` at `tempo`. before: its present alignment.

    While no cell plays, half and double time are chosen again, and the grid takes the songs' new length.
    """
    chosen = with_tempo(mashup, tempo)
    if rates_kept(chosen) is not None:
        return chosen
    alignment = align_mashup(with_rates(chosen, None), songs)
    if rates_of(alignment) == chosen.rates:
        return chosen
    for source in chosen.sources:
        old, new = before.songs[source.id], alignment.songs[source.id]
        chosen = with_source(chosen, replace(source, rate=new.rate, offset=_same_place(old, new, source.offset)))
    return with_length(chosen, _beats_under(chosen, alignment))


def rates_kept(mashup: Mashup) -> Rates | None:
    """Return the rates that a change of tempo has to keep; None: no cell plays yet, so they are chosen again."""
    return mashup.rates if np.any(mashup.played != SILENT) else None


def _recounted_for(mashup: Mashup, source: int, songs: Songs) -> Mashup:
    """Return `mashup` with half and double time chosen for a song that is new or newly mended.

    If a cell of another song plays, the others keep their rates and only this song's is chosen, for their tempo.
    Otherwise all are chosen again, and the other songs stay in place.
    """
    rates = {each.id: each.rate for each in mashup.sources if each.id != source and each.rate is not None}
    if len(rates) < len(mashup.sources) - 1:
        return recounted(mashup, songs)
    known = analyses(mashup, songs)
    tempo = Fastest() if mashup.tempo == Of(source) else mashup.tempo
    theirs = align({other: known[other] for other in rates}, tempo, AsIs(), rates)
    if any(stems_used(mashup, other) for other in rates):
        rate = nearest_rate(known[source], theirs.grid.tempo)
        return with_source(mashup, replace(mashup.source(source), rate=rate))
    counted = recounted(mashup, songs)
    alignment = align_mashup(counted, songs)
    for other, before in theirs.songs.items():
        each = counted.source(other)
        counted = with_source(counted, replace(each, offset=_same_place(before, alignment.songs[other], each.offset)))
    return counted


def _named(song: ReadySong, name: str) -> SongRef:
    """Return the song's reference, titled `name`; "": as its file says."""
    return replace(song_ref(song), title=name or song.song.title, named=bool(name))


def _first_downbeat(alignment: Alignment, source: int) -> int:
    downbeats = alignment.songs[source].downbeats
    return int(downbeats[0]) if len(downbeats) else 0


def _beats_under(mashup: Mashup, alignment: Alignment) -> int:
    """Return how many beats of the grid have a song under them."""
    longest = max(len(alignment.songs[source.id].beats) - source.offset for source in mashup.sources)
    return min(longest, mashup.most_beats)


def _same_place(before: SongAlignment, after: SongAlignment, beat: int) -> int:
    """Return the beat that lies where `beat` did before the song's rate changed."""
    if 0 <= beat < len(before.beats):
        return int(np.abs(after.beats - before.beats[beat]).argmin())
    return max(-MAX_BEATS, min(round(beat * after.rate / before.rate), MAX_BEATS))
