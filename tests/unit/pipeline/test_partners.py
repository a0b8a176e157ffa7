"""Partners in a library: who fits by mix, and by stems where they were heard."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from library_songs import facts, listed, made_up, sound

from mashstudio.core.jobs import Job
from mashstudio.document.section_pairs import Sections, best_pair
from mashstudio.library.facts import Grid, GridSection, SongFacts, SongSound, Stamp
from mashstudio.library.heard import pack, unpack
from mashstudio.library.likeness import fits_by_mix, similar
from mashstudio.library.store import Library
from mashstudio.pipeline.partners import heard_version, partners

GRID = Grid(4, (GridSection(0.0, 120.0, 1),))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library.db")


def put(library: Library, song: SongFacts, heard: SongSound) -> None:
    library.put_song(song, heard, GRID, None)
    library.put_file(Path(f"/music/{int(song.sha256, 16)}.wav"), Stamp(1, 1), song.sha256)


def transposed(heard: SongSound, semitones: int) -> SongSound:
    return SongSound(heard.embedding, np.roll(heard.harmony, semitones, axis=2))


def test_the_same_harmony_fits_best_however_it_is_transposed_and_called() -> None:
    mine, others = sound(0), [sound(1), transposed(sound(0), 2), sound(2)]
    songs = [listed(number, tempo=120.0) for number in range(4)]
    assert fits_by_mix(songs[0], mine, songs[1:], others).argmax() == 1


def test_shifting_far_and_stretching_cost() -> None:
    mine, songs = (
        sound(0),
        [listed(number, tempo=tempo) for number, tempo in enumerate((120.0, 120.0, 120.0, 100.0, 60.0))],
    )
    others = [transposed(mine, 1), transposed(mine, 6), mine, mine]
    near, far, stretched, half = fits_by_mix(songs[0], mine, songs[1:], others).tolist()
    assert half > near > far
    assert half > stretched


def test_a_song_without_sections_still_has_a_place() -> None:
    short = SongSound(sound(1).embedding, np.zeros((0, 8, 12), np.float32))
    songs = [listed(number) for number in range(3)]
    assert np.isfinite(fits_by_mix(songs[0], sound(0), songs[1:], [short, sound(2)])).all()
    assert np.isfinite(fits_by_mix(songs[0], short, songs[1:], [short, sound(2)])).all()


def test_what_sounds_alike_points_the_same_way() -> None:
    assert similar(sound(3), [sound(number) for number in range(6)]).argmax() == 3


def test_stems_are_packed_and_unpacked() -> None:
    song = made_up(1)
    again = unpack(pack(song), 5)
    assert (again.source, again.tempo, again.sections) == (5, song.tempo, song.sections)
    for kept, before in ((again.lead, song.lead), (again.band, song.band)):
        for name, values in vars(before).items():
            assert vars(kept)[name].dtype == values.dtype
            assert vars(kept)[name] == pytest.approx(values, abs=1e-3)


def test_a_voice_finds_the_band_it_was_sung_to() -> None:
    song = made_up(1)
    band = replace(song.band, harmony=song.lead.chroma + 0.01, chroma=song.lead.chroma + 0.01)
    silent = replace(song.lead, activity=np.zeros_like(song.lead.activity))
    voice, its_band = Sections(song), Sections(replace(song, band=band, lead=silent))
    other = Sections(replace(made_up(2), tempo=song.tempo))
    own, others = best_pair(voice, its_band), best_pair(voice, other)
    assert own is not None
    assert others is not None
    assert own.voice_first
    assert own.semitones == 0
    assert own.score > others.score


def test_songs_in_different_metres_make_no_pair() -> None:
    assert best_pair(Sections(made_up(1)), Sections(replace(made_up(2), beats_per_bar=3))) is None


def test_partners_say_how_they_were_judged(library: Library) -> None:
    for number in range(8):
        put(library, facts(number, tempo=120.0), sound(number))
    song = next(each for each in library.songs() if each.facts.title == "Song 0")
    by_mix = partners(library, [song], job=Job())
    assert len(by_mix) == 7
    assert not any(each.pairs for each in by_mix)
    for number in (0, 2, 5):
        library.put_heard(facts(number).sha256, heard_version(), pack(replace(made_up(number), tempo=120.0)))
    mixed = partners(library, [song], job=Job())
    assert {each.song.facts.title for each in mixed if each.pairs} == {"Song 2", "Song 5"}
    # Those judged by stems change places among themselves alone.
    places = [each.song.facts.title in {"Song 2", "Song 5"} for each in by_mix]
    assert [bool(each.pairs) for each in mixed] == places
    scores = [each.pairs[0].score for each in mixed if each.pairs]
    assert scores == sorted(scores, reverse=True)


def test_partners_of_two_songs_fit_both(library: Library) -> None:
    shared = sound(9)
    both = SongSound(sound(3).embedding, np.concatenate([sound(0).harmony, sound(1).harmony]))
    for number, heard in enumerate((sound(0), sound(1), shared, both, sound(4))):
        put(library, facts(number, tempo=120.0), heard)
    songs = {song.facts.title: song for song in library.songs()}
    found = partners(library, [songs["Song 0"], songs["Song 1"]], job=Job())
    titles = [each.song.facts.title for each in found]
    assert titles[0] == "Song 3"
    assert sorted(titles) == ["Song 2", "Song 3", "Song 4"]
