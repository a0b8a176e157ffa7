"""Each feature of a song is cached separately: a new version of one leaves the others in place."""

from dataclasses import replace
from pathlib import Path

import pytest

from mashstudio.analysis import features
from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.files import read_json
from mashstudio.core.jobs import Job
from mashstudio.pipeline.features import character_of
from mashstudio.pipeline.stages import ready_song


def raise_version(monkeypatch: pytest.MonkeyPatch, name: str, version: int = 99) -> None:
    for table in ("FEATURES", "LATER"):
        rows = tuple(replace(row, version=version) if row.name == name else row for row in getattr(features, table))
        monkeypatch.setattr(features, table, rows)


def entries(cache: Cache) -> dict[Path, tuple[str, int]]:
    """Return every feature in the cache: its name, and when it was made."""
    manifests = cache.root.glob("*/feature-*/entry.json")
    return {
        path.parent: (read_json(path, 1 << 20)["parameters"]["feature"], path.parent.stat().st_ctime_ns)
        for path in manifests
    }


def test_another_version_of_one_feature_finds_only_that_one_again(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(shared / "cache")
    first = ready_song(shared / "one.wav", cache, job=Job())
    before = entries(cache)
    raise_version(monkeypatch, "loudness")
    told: list[str] = []
    again = ready_song(shared / "one.wav", cache, job=Job(lambda _fraction, status: told.append(str(status))))
    after = entries(cache)
    assert [after[folder][0] for folder in after.keys() - before.keys()] == ["loudness"]
    assert {folder: after[folder] for folder in before} == before
    assert told == ["Measuring the loudness"] * len(told)
    assert again.analysis.loudness == first.analysis.loudness
    assert again.analysis.beats.tolist() == first.analysis.beats.tolist()


def test_a_song_in_the_cache_gets_tags_and_embedding_alone_each_stored_by_itself(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(shared / "cache")
    ready_song(shared / "one.wav", cache, job=Job())
    opened = open_song(shared / "one.wav", cache, job=Job())
    # Another test's window may have found them before.
    raise_version(monkeypatch, "tags")
    raise_version(monkeypatch, "embedding")
    before = entries(cache)
    first = character_of(opened, cache, job=Job())
    after = entries(cache)
    assert sorted(after[folder][0] for folder in after.keys() - before.keys()) == ["embedding", "tags"]
    assert {folder: after[folder] for folder in before} == before
    # Cached: nothing is done.
    job = Job(lambda _fraction, status: pytest.fail(str(status)))
    assert character_of(opened, cache, job=job).tags == first.tags
    raise_version(monkeypatch, "embedding", 100)
    again = character_of(opened, cache, job=Job())
    assert [entries(cache)[folder][0] for folder in entries(cache).keys() - after.keys()] == ["embedding"]
    assert again.embedding.tolist() == first.embedding.tolist()


def test_what_needs_a_feature_is_found_again_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = features.cached_under()
    raise_version(monkeypatch, "beats")
    after = features.cached_under()
    assert {name for name in before if before[name] != after[name]} == {"beats", "phrases", "material"}


def test_features_stand_after_what_they_need_and_share_the_time() -> None:
    for table in (features.FEATURES, features.LATER):
        for index, row in enumerate(table):
            assert set(row.needs) <= {before.name for before in table[:index]}
        assert sum(row.share for row in table) == pytest.approx(1)
