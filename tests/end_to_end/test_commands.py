"""The commands on real files, from two songs to a mashup, as a user runs them."""

import json
import os
import shutil
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile
from commands import CELLS, Pair, Run
from scipy.signal import find_peaks

from mashstudio.audio.loudness import measure
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.document.project import load_project
from mashstudio.model.choices import Closest, Of


def test_mash_lays_both_songs_on_the_faster_one_s_grid(mashed: tuple[Path, str]) -> None:
    out, told = mashed
    samples, rate = soundfile.read(out, dtype="float32")
    assert rate == SAMPLE_RATE
    assert len(samples) == 32 * SAMPLE_RATE * 60 // 120
    onsets = low_onsets(samples)
    grid = np.arange(32) * 0.5
    distance = np.abs(onsets[:, None] - grid).min(axis=1)
    assert len(onsets) >= 12
    assert np.median(distance) < 0.005
    assert "120.00 BPM" in told
    assert str(out) in told


def test_mash_keeps_its_peaks_under_minus_one_dbtp(mashed: tuple[Path, str]) -> None:
    samples, _ = soundfile.read(mashed[0], dtype="float32")
    loudness = measure(samples)
    assert loudness.true_peak <= -1.0
    assert loudness.integrated == pytest.approx(-14, abs=0.3) or loudness.true_peak > -1.2


def test_a_project_exports_what_the_mash_was(mashed: tuple[Path, str], mashstudio: Run, tmp_path: Path) -> None:
    out, _ = mashed
    done = mashstudio("export", out.with_suffix(".mash"), "--out", tmp_path / "again.wav", "--stems")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again.wav").read_bytes() == out.read_bytes()
    lanes = [soundfile.read(path, dtype="float32")[0] for path in (tmp_path / "again stems").iterdir()]
    mix, _ = soundfile.read(out, dtype="float32")
    assert len(lanes) == 4
    assert np.abs(np.sum(lanes, axis=0) - mix).max() < 1e-4


def test_three_songs_are_mashed_kept_and_exported(pair: Pair, third: Path, mashstudio: Run, tmp_path: Path) -> None:
    out, project = tmp_path / "mix.wav", tmp_path / "three.mash"
    choices = ["--tempo", "closest", "--key", "C", "--cells", "C:vocals@1-8 A:drums@1-16 b:bass,other@9-16"]
    choices += ["--limiter", "--lufs", "-9"]
    done = mashstudio("mash", pair.path_a, pair.path_b, third, "--out", out, "--project", project, *choices)
    assert done.returncode == 0, done.stderr
    assert "C: third (117.00 BPM, C major, key unchanged)" in done.stdout
    assert [line[:2] for line in done.stdout.splitlines()[:3]] == ["A:", "B:", "C:"]
    assert soundfile.info(out).frames == round(16 * SAMPLE_RATE * 60 / 117)
    kept = load_project(project)
    assert (kept.tempo, kept.key, kept.ids, kept.limited) == (Closest(), Of(2), (0, 1, 2), True)
    assert "Peaks are limited, the highest by" in done.stdout
    loudness = measure(soundfile.read(out, dtype="float32")[0])
    assert loudness.true_peak <= -1.0
    assert loudness.integrated == pytest.approx(-9, abs=0.2)
    done = mashstudio("export", project, "--out", tmp_path / "again.wav", "--stems", "--lufs", "-9")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again.wav").read_bytes() == out.read_bytes()
    names = sorted(path.name for path in (tmp_path / "again stems").iterdir())
    assert names == ["A drums.wav", "B bass.wav", "B other.wav", "C vocals.wav"]


def test_what_fits_is_suggested_best_first(pair: Pair, mashstudio: Run) -> None:
    done = mashstudio("suggest", pair.path_a, pair.path_b, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [song["letter"] for song in found["songs"]] == ["A", "B"]
    assert {(shift["a"], shift["b"]) for shift in found["transpositions"]} == {("A", "B")}
    places = found["places"]
    assert [place["rank"] for place in places] == list(range(1, len(places) + 1))
    assert {place["of"] for place in places} == {len(places)}
    best = places[0]
    assert {best["a"]["song"], best["b"]["song"]} == {"A", "B"}
    assert (best["bars"], best["beats"]) == (4, 16)
    assert best["fit"] in ("good", "fair", "poor")
    assert "of the singing on chord tones" in best["reasons"][0]
    for arrangement in found["arrangements"]:
        assert arrangement["sections"][0]["role"] == "intro"
        assert arrangement["sections"][0]["start"] == 1
        assert set(arrangement["sings"]) <= {"A", "B"}
    table = mashstudio("suggest", pair.path_a, pair.path_b)
    assert table.returncode == 0, table.stderr
    lines = table.stdout.splitlines()
    assert lines[0].startswith("A: 첫 노래 (")
    assert lines[2].startswith(f"B with A: {found['transpositions'][0]['semitones']:+d} semitones")
    assert lines[3].startswith(f"  1. {best['fit']}: {best['a']['song']} ")
    assert lines[4].strip() == "; ".join(best["reasons"])


def test_a_song_can_be_mashed_with_itself(pair: Pair, mashstudio: Run, tmp_path: Path) -> None:
    out = tmp_path / "round.wav"
    done = mashstudio("mash", pair.path_a, pair.path_a, "--out", out, "--cells", "A:vocals@1-8 B:vocals@5-8")
    assert done.returncode == 0, done.stderr
    assert [line[:7] for line in done.stdout.splitlines()[:2]] == ["A: 첫 노래", "B: 첫 노래"]
    sound, _ = soundfile.read(out, dtype="float32")
    beat = SAMPLE_RATE * 60 / 112
    once, twice = (np.square(sound[round(a * beat) : round(b * beat)]).mean() for a, b in ((0.5, 3.5), (4.5, 7.5)))
    assert 10 * np.log10(twice / once) > 3


def test_a_moved_song_is_found_by_its_hash(
    mashed: tuple[Path, str], pair: Pair, mashstudio: Run, tmp_path: Path
) -> None:
    project = tmp_path / "p.mash"
    data = json.loads(mashed[0].with_suffix(".mash").read_text("utf-8"))
    for song in data["sources"]:
        song["path"] = "gone/" + Path(song["path"]).name
    project.write_text(json.dumps(data), "utf-8")
    missing = mashstudio("export", project, "--out", tmp_path / "x.wav")
    assert missing.returncode == 1
    assert len(missing.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "x.wav").exists()
    shutil.copy(pair.path_a, tmp_path / "renamed.wav")
    shutil.copy(pair.path_b, tmp_path / "another.wav")
    assert mashstudio("export", project, "--out", tmp_path / "x.wav").returncode == 0
    found, mix = (soundfile.read(path)[0] for path in (tmp_path / "x.wav", mashed[0]))
    assert np.array_equal(found, mix)


def test_a_damaged_cache_is_rebuilt_silently(
    mashed: tuple[Path, str], shared_cache: Path, mashstudio: Run, tmp_path: Path
) -> None:
    for damaged in shared_cache.glob("*/*/*"):
        if damaged.name in ("fields.json", "vocals.npy", "song.json"):
            content = bytearray(damaged.read_bytes())
            content[len(content) // 2] ^= 0xFF
            damaged.write_bytes(content)
    done = mashstudio("export", mashed[0].with_suffix(".mash"), "--out", tmp_path / "again.wav")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again.wav").read_bytes() == mashed[0].read_bytes()


def test_mp3_carries_tags_and_the_same_music(
    mashed: tuple[Path, str], pair: Pair, mashstudio: Run, tmp_path: Path
) -> None:
    out = tmp_path / "매시업.mp3"
    assert mashstudio("mash", pair.path_a, pair.path_b, "--out", out, "--cells", CELLS).returncode == 0
    tags = mutagen.File(out).tags
    assert tags["TBPM"].text == ["120"]
    assert "첫 노래" in tags["TIT2"].text[0]
    decoded, _ = soundfile.read(out, dtype="float32")
    mix, _ = soundfile.read(mashed[0], dtype="float32")
    shared = min(len(decoded), len(mix))
    error = decoded[:shared] - mix[:shared]
    assert np.sum(error**2) < 0.02 * np.sum(mix**2)


def test_analyze_prints_json_alone(pair: Pair, mashstudio: Run, tmp_path: Path) -> None:
    done = mashstudio("analyze", pair.path_a, pair.path_b, "--json", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    assert first["title"] == "첫 노래"
    assert first["bpm"] == pytest.approx(112, rel=5e-4)
    assert second["bpm"] == pytest.approx(120, rel=5e-4)
    assert (first["key_label"], first["key_label_num"]) == ("A minor", 3)
    for what in ("tempo", "downbeat", "key"):
        assert first[f"{what}_sureness"] in {"sure", "fair", "guess"}
    strengths = list(first["tags"].values())
    assert strengths == sorted(strengths, reverse=True)
    assert all(0 <= strength <= 1 for strength in strengths)
    assert set(first["sentence"].split(", ")[1:]) < set(first["tags"])
    assert json.loads((tmp_path / "second song.json").read_text("utf-8")) == second


def test_separate_writes_stems_that_add_up(pair: Pair, mashstudio: Run, tmp_path: Path) -> None:
    done = mashstudio("separate", pair.path_a, "--out", tmp_path / "stems")
    assert done.returncode == 0, done.stderr
    assert "Spleeter" in done.stdout
    stems = [soundfile.read(p, dtype="float32")[0] for p in sorted((tmp_path / "stems").iterdir())]
    song, _ = soundfile.read(pair.path_a, dtype="float32")
    assert len(stems) == 4
    assert np.abs(np.sum(stems, axis=0) - song).max() < 2e-3


def low_onsets(samples: Samples) -> np.ndarray:
    """Return the times in seconds of the strongest attacks (kick, snare) of a mix."""
    mono = np.abs(np.diff(samples.mean(axis=1), prepend=0))
    envelope = np.convolve(mono, np.ones(64) / 64, "same")
    rise = np.maximum(envelope[220:] - envelope[:-220], 0)
    peaks, _ = find_peaks(rise, height=0.4 * np.quantile(rise, 0.9995), distance=8000)
    return np.asarray((peaks + 110) / SAMPLE_RATE)


def test_a_name_that_is_not_utf8_goes_all_the_way(pair: Pair, mashstudio: Run, tmp_path: Path) -> None:
    """CP949 bytes, as from an old archive. The file has no title tag, so its name is used."""
    song = tmp_path / os.fsdecode("밤편지.wav".encode("cp949"))
    soundfile.write(os.fsencode(song), pair.a.samples, SAMPLE_RATE, format="WAV", subtype="PCM_24")
    out, project = tmp_path / os.fsdecode(b"\xb9\xe3.flac"), tmp_path / "p.mash"
    done = mashstudio("mash", song, pair.path_b, "--out", out, "--project", project, "--cells", CELLS)
    assert done.returncode == 0, done.stderr
    assert "A: 밤편지 (" in done.stdout
    assert "밤편지 × second song" in mutagen.File(out)["title"]
    done = mashstudio("export", project, "--out", tmp_path / ("가" * 83 + ".wav"), "--stems")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / ("가" * 83 + " stems")).iterdir())) == 4
