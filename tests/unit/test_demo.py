"""The bundled demo is what its script renders, sounds decent, and opens."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
import render_demo
import soundfile
from mashups import refs_of
from render_demo import LOW_TIDE, NEON_RAIN, Score, render_voice

from mashstudio.analysis.features import cached_under
from mashstudio.audio.loudness import measure
from mashstudio.audio.prepared import prepared_facts, prepared_folder
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.document.find_song import find_song
from mashstudio.document.project import load_project
from mashstudio.model.analysis import analysis_from_json
from mashstudio.model.mashup import SILENT
from mashstudio.model.song import Song
from mashstudio.model.stems import StemName
from mashstudio.separation.own_stems import OwnStems, separator_for
from mashstudio.separation.spleeter_separator import SpleeterSeparator
from mashstudio.separation.stem_files import ESTIMATED


@pytest.mark.parametrize("score", [LOW_TIDE, NEON_RAIN], ids=lambda score: score.file)
def test_each_song_is_what_its_script_renders_and_sounds_decent(score: Score, tmp_path: Path) -> None:
    path = render_demo.HERE / score.file
    stored, rate = soundfile.read(path, dtype="float32")
    rendered, parts = render_demo.mixed(render_demo.render_parts(score))
    assert rate == SAMPLE_RATE
    assert len(stored) == len(rendered)
    error = stored - rendered
    assert np.sum(error**2) < 0.05 * np.sum(rendered**2)
    loudness = measure(stored)
    assert -17 < loudness.integrated < -13
    assert loudness.true_peak <= -0.5
    # Its stems come with it, as they were played, and add up to it.
    np.save(tmp_path / "mix.npy", stored)
    song = Song(path, hashlib.sha256(path.read_bytes()).hexdigest(), score.title, "", len(stored) / rate)
    separator = separator_for(song, SpleeterSeparator())
    assert isinstance(separator, OwnStems)
    separator.separate(tmp_path / "mix.npy", tmp_path, job=Job())
    stems = {stem: np.load(tmp_path / f"{stem}.npy") for stem in StemName}
    assert np.abs(np.sum(list(stems.values()), axis=0) - stored).max() < 1e-5
    for stem, played in parts.items():
        assert np.sum((stems[stem] - played) ** 2) < 0.1 * np.sum(played**2), stem


def test_what_is_known_of_each_song_beforehand_is_what_its_analysis_would_say_today() -> None:
    for song in refs_of(load_project(render_demo.HERE / "demo.mash")):
        facts, folder = prepared_facts(song.sha256), prepared_folder(song.sha256)
        assert facts is not None
        known = {name: feature["parameters"] for name, feature in facts["features"].items()}
        assert known == cached_under(), "Run resources/demo/render_demo.py --analysis."
        files = [folder / f"{stem}.ogg" for stem in ESTIMATED]
        assert facts["stems"] == [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
        assert sum(file.stat().st_size for file in files) < 3_000_000
        (score,) = (score for score in (LOW_TIDE, NEON_RAIN) if score.title == facts["title"])
        fields = {name: value for feature in facts["features"].values() for name, value in feature["fields"].items()}
        analysis = analysis_from_json(fields | {"duration": 60.0})
        assert analysis.tempo == pytest.approx(score.tempo, rel=0.001)
        assert analysis.key == score.key


def test_the_mashup_opens_and_finds_its_songs() -> None:
    mashup = load_project(render_demo.HERE / "demo.mash")
    assert [song.title for song in refs_of(mashup)] == [LOW_TIDE.title, NEON_RAIN.title]
    for song in refs_of(mashup):
        assert find_song(song, render_demo.HERE) == song.path
    assert np.all(np.any(mashup.played != SILENT, axis=0))
    written = render_demo.demo_mashup(refs_of(mashup))
    assert written == mashup


@pytest.mark.parametrize("score", [LOW_TIDE, NEON_RAIN], ids=lambda score: score.file)
def test_the_built_in_separator_hears_each_singer(score: Score, tmp_path: Path) -> None:
    # The first verse, and the rest before it.
    verse = slice(round(30 * 60 / score.tempo * SAMPLE_RATE), round(64 * 60 / score.tempo * SAMPLE_RATE))
    mix = soundfile.read(render_demo.HERE / score.file, dtype="float32")[0][verse]
    sung = render_voice(score)[verse].astype(np.float64)
    sung *= np.vdot(sung, mix) / np.vdot(sung, sung)
    np.save(tmp_path / "mix.npy", mix)
    SpleeterSeparator().separate(tmp_path / "mix.npy", tmp_path, job=Job())
    vocals = np.load(tmp_path / f"{StemName.VOCALS}.npy").astype(np.float64)
    claimed = sung * (np.vdot(sung, vocals) / np.vdot(sung, sung))
    assert 20 * np.log10(np.linalg.norm(claimed) / np.linalg.norm(sung)) > -2
    assert 20 * np.log10(np.linalg.norm(claimed) / np.linalg.norm(vocals - claimed)) > 6.5
