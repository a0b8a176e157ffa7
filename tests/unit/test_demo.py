"""The bundled demo is what its script renders, sounds decent, and opens."""

from pathlib import Path

import numpy as np
import pytest
import render_demo
import soundfile
from render_demo import LOW_TIDE, NEON_RAIN, Score, render_voice

from mashstudio.audio.loudness import measure
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import SAMPLE_RATE
from mashstudio.jobs import Job
from mashstudio.mashup.document import SILENT
from mashstudio.mashup.project import find_song, load_project
from mashstudio.separation.spleeter_separator import SpleeterSeparator


@pytest.mark.parametrize("score", [LOW_TIDE, NEON_RAIN], ids=lambda score: score.file)
def test_each_song_is_what_its_script_renders_and_sounds_decent(score: Score) -> None:
    stored, rate = soundfile.read(render_demo.HERE / score.file, dtype="float32")
    rendered = render_demo.render_song(score)
    assert rate == SAMPLE_RATE
    assert len(stored) == len(rendered)
    error = stored - rendered
    assert np.sum(error**2) < 0.05 * np.sum(rendered**2)
    loudness = measure(stored)
    assert -17 < loudness.integrated < -13
    assert loudness.true_peak <= -0.5


def test_the_mashup_opens_and_finds_its_songs() -> None:
    mashup = load_project(render_demo.HERE / "demo.mash")
    assert [song.title for song in mashup.songs] == [LOW_TIDE.title, NEON_RAIN.title]
    for song in mashup.songs:
        assert find_song(song, render_demo.HERE) == song.path
    assert np.all(np.any(mashup.cells != SILENT, axis=0))
    written = render_demo.demo_mashup(mashup.songs)
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
