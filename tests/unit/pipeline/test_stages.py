"""A song's stages continue if the cache is cleared meanwhile, and name the disk that is full."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from known_songs import KnownStems, known_song
from small_disk import SmallDisk, fill

from mashstudio.alignment.plan import align
from mashstudio.audio.songs import samples_of
from mashstudio.core.cache import Cache
from mashstudio.core.errors import Cancelled, StorageError, UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.model.alignment import Engine
from mashstudio.model.choices import AsIs, FixedKey, FixedTempo, KeyChoice
from mashstudio.model.key import Key, Mode
from mashstudio.model.stems import Part, StemName
from mashstudio.pipeline.stages import (
    ReadySong,
    SongToFit,
    fitted,
    fitted_song,
    heard_by_beat,
    peaks_of,
    separated,
)

WANTED = [StemName.DRUMS, StemName.BASS]


@pytest.fixture
def ready(tmp_path: Path) -> ReadySong:
    (tmp_path / "songs").mkdir()
    return known_song(tmp_path / "songs", Cache(tmp_path / "cache"), "song", tempo=120.0, key="C major", seconds=6.0)


def fit(ready: ReadySong, cache: Cache, engine: Engine = Engine.OWN) -> dict[Part, bytes]:
    alignment = replace(align({0: ready.analysis}, FixedTempo(126.0), AsIs()).songs[0], engine=engine)
    separator = KnownStems(ready.song.path.parent)
    files = fitted(SongToFit(ready, alignment, separator), WANTED, cache, job=Job())
    return {stem: path.read_bytes() for stem, path in files.items()}


def test_what_the_cache_has_lost_is_made_again_from_the_song(ready: ReadySong, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    before = fit(ready, cache)
    shutil.rmtree(cache.root)
    assert fit(ready, cache) == before
    # Only the fitted stems and the samples are gone.
    for folder in [*cache.root.glob("*/fitted-*"), *cache.root.glob("*/samples-*")]:
        shutil.rmtree(folder)
    assert fit(ready, cache) == before
    shutil.rmtree(cache.root)
    alignment = align({0: ready.analysis}, FixedTempo(126.0), AsIs()).songs[0]
    assert fitted_song(ready, alignment, cache, job=Job()).exists()
    assert len(
        peaks_of(ready.song.sha256, samples_of(ready.song, ready.samples_path, cache, job=Job()), cache, job=Job())
    )


def test_what_needs_no_change_stays_bit_identical(ready: ReadySong, tmp_path: Path) -> None:
    cache, separator = Cache(tmp_path / "cache"), KnownStems(ready.song.path.parent)
    stems = separated(ready.song, ready.samples_path, separator, cache, job=Job())
    before = {stem: stems[stem].read_bytes() for stem in WANTED}

    def heard(key: KeyChoice) -> dict[Part, bytes]:
        alignment = align({0: ready.analysis}, FixedTempo(120.0), key).songs[0]
        files = fitted(SongToFit(ready, alignment, separator), WANTED, cache, job=Job())
        return {stem: path.read_bytes() for stem, path in files.items()}

    assert heard(AsIs()) == before
    higher = heard(FixedKey(Key(2, Mode.MAJOR)))
    assert higher[StemName.DRUMS] == before[StemName.DRUMS]
    assert higher[StemName.BASS] != before[StemName.BASS]


def test_a_song_that_has_changed_meanwhile_is_not_taken_for_the_one_before(ready: ReadySong, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    shutil.rmtree(cache.root)
    with ready.song.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"other")
    with pytest.raises(UnusableSong, match="has changed"):
        fit(ready, cache)


# Too little for the output, and too little for Rubber Band's own files, whose errors it ignores.
@pytest.mark.parametrize(("engine", "spare"), [(Engine.OWN, 3_000_000), (Engine.RUBBER_BAND, 5_000_000)])
def test_a_full_disk_is_told_and_nothing_is_left_half(
    ready: ReadySong, small_disk: SmallDisk, engine: Engine, spare: int
) -> None:
    disk = small_disk(64 << 20)
    cache = Cache(disk / "cache")
    alignment = align({0: ready.analysis}, FixedTempo(126.0), AsIs()).songs[0]
    separator = KnownStems(ready.song.path.parent)
    fitted(SongToFit(ready, alignment, separator), [StemName.OTHER], cache, job=Job())
    filler = fill(disk, spare)
    with pytest.raises(StorageError, match=f"the disk at {disk} is full .*more needed"):
        fit(ready, cache, engine)
    assert not [path for path in cache.root.iterdir() if len(path.name) != 64]
    filler.unlink()
    assert fit(ready, cache, engine)


def test_mended_beats_are_listened_to_again_and_the_same_ones_are_not(ready: ReadySong, tmp_path: Path) -> None:
    cache, separator = Cache(tmp_path / "cache"), KnownStems(ready.song.path.parent)
    beats = ready.analysis.beats
    lead, band = heard_by_beat(ready, beats, separator, cache, job=Job())
    assert len(lead.activity) == len(band.chords) == len(beats)

    def refuse(_fraction: float, _status: Message) -> None:
        raise Cancelled

    heard_by_beat(ready, beats.copy(), separator, cache, job=Job(refuse))
    with pytest.raises(Cancelled):
        heard_by_beat(ready, beats[::2], separator, cache, job=Job(refuse))
