"""Each feature of a song is cached separately: a new version of one leaves the others in place."""

from dataclasses import replace
from pathlib import Path

import pytest

from mashstudio.analysis import features
from mashstudio.core.cache import Cache
from mashstudio.core.files import read_json
from mashstudio.core.jobs import Job
from mashstudio.pipeline.stages import ready_song


def raise_version(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    raised = tuple(replace(row, version=99) if row.name == name else row for row in features.FEATURES)
    monkeypatch.setattr(features, "FEATURES", raised)


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


def test_what_needs_a_feature_is_found_again_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = features.cached_under()
    raise_version(monkeypatch, "beats")
    after = features.cached_under()
    assert {name for name in before if before[name] != after[name]} == {"beats", "phrases", "material"}


def test_features_stand_after_what_they_need_and_share_the_time() -> None:
    for index, row in enumerate(features.FEATURES):
        assert set(row.needs) <= {before.name for before in features.FEATURES[:index]}
    assert sum(row.share for row in features.FEATURES) == pytest.approx(1)
