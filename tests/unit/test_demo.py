"""The bundled demo is what its script renders, sounds decent, and opens."""

import numpy as np
import pytest
import render_demo
import soundfile
from render_demo import LOW_TIDE, NEON_RAIN, Score

from mashstudio.audio.loudness import measure
from mashstudio.facts.units import SAMPLE_RATE
from mashstudio.mashup.document import SILENT
from mashstudio.mashup.project import find_song, load_project


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
