"""Songs to MMA's grooves: the band plays on the beats, the same every time."""

import ctypes.util
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mashstudio.core.errors import ToolMissing
from mashstudio.core.jobs import Job
from mashstudio.pipeline.corpus import CorpusRequest, make_corpus
from mashstudio.training.corpus.grooves import compose_groove, song
from mashstudio.training.corpus.mma import Bar, accompaniment, grooves
from mashstudio.training.corpus.score import ATTACK, BASS, CHORDS, DRUM_PART, LEAD
from mashstudio.training.corpus.writing import beat_lines, chord_lines, write_songs

SMALL = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
needs_mma = pytest.mark.skipif(shutil.which("mma") is None, reason="needs mma")


@needs_mma
@pytest.mark.parametrize(
    ("groove", "meter", "steps"),
    [("bossanova:BossaNova", 4, 2), ("waltz:Waltz", 3, 2), ("68swing:68Swing", 2, 3), ("jazz-54:Jazz54", 5, 2)],
)
def test_bars_have_the_beats_that_people_count(groove: str, meter: int, steps: int) -> None:
    played = accompaniment([Bar(f"stdlib/{groove}", "Cm7")] * 8, 1)
    assert played is not None
    assert (played.meter, played.steps) == (meter, steps)
    assert max(event.start for event in played.events) > 7 * meter
    starts = np.array([event.start for event in played.events])
    assert all(np.abs(starts - bar * meter).min() < 0.1 for bar in range(8))


@needs_mma
def test_grooves_that_can_t_be_played_are_none() -> None:
    assert accompaniment([Bar("stdlib/waltz:Nothing", "C")], 1) is None
    assert accompaniment([Bar("stdlib/waltz:Waltz", "C"), Bar("stdlib/bossanova:BossaNova", "C")], 1) is None
    assert not [name for names in grooves().values() for name in names if "Intro" in name]


@needs_mma
def test_the_drums_play_on_the_beats_and_the_same_number_is_the_same_song() -> None:
    for number in (1, 3, 5):
        score = compose_groove(number, 1, 20)
        assert score.style.name.startswith("mma ")
        hits = np.array([note.start + ATTACK for note in score.notes if note.part == DRUM_PART])
        away = np.array([np.abs(hits - beat).min() for beat in score.beats[:-1]])
        assert np.mean(away < 0.02) > 0.5
        assert np.median(away[away < 0.04]) < 0.01
        assert {note.part for note in score.notes} == {DRUM_PART, BASS, CHORDS, LEAD}
        assert compose_groove(number, 1, 20).notes == score.notes
        assert len(chord_lines(score)) * score.style.meter == len(beat_lines(score)) == len(score.beats) - 1
    assert compose_groove(1, 2, 20).notes != compose_groove(1, 1, 20).notes
    assert [song(number, 1, mma=True).style.name.startswith("mma ") for number in range(4)] == [False, True] * 2


@needs_mma
@pytest.mark.skipif(ctypes.util.find_library("fluidsynth") is None or not SMALL.exists(), reason="needs FluidSynth")
def test_a_corpus_says_whose_grooves_it_has(tmp_path: Path) -> None:
    make_corpus(CorpusRequest(tmp_path / "corpus", 0.001, 43, SMALL, mma=True), job=Job())
    made = json.loads((tmp_path / "corpus" / "corpus.json").read_text())
    assert made["mma"][0].isdigit()
    assert "GPL-2.0-or-later" in made["licence"]
    write_songs([1], 43, True, SMALL, tmp_path, job=Job())
    stems = [soundfile.read(path)[0] for path in (tmp_path / "stems" / "00001").iterdir()]
    assert sum(np.abs(stem).max() > 0.01 for stem in stems) >= 2


def test_without_mma_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("mashstudio.pipeline.corpus.load_library", lambda: None)
    with pytest.raises(ToolMissing, match="MMA isn't installed"):
        make_corpus(CorpusRequest(tmp_path / "corpus", 1, soundfont=Path(__file__), mma=True), job=Job())
