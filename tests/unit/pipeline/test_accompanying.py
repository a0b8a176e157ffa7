"""A band plays along with the demo."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile
from commands import command, environment
from render_demo import LOW_TIDE, NEON_RAIN

from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument, Cancelled
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.generation.heard import Heard
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart
from mashstudio.model.stems import StemName
from mashstudio.pipeline.accompanying import AccompanyRequest, accompany, bars_named, parts_named
from mashstudio.pipeline.band_listening import drummer, heard_of
from mashstudio.pipeline.commands import DEMO, models
from mashstudio.pipeline.mashing import Snapshot, align_mashup, ready_songs, separators_of
from mashstudio.pipeline.project_files import read_project
from mashstudio.pipeline.realign import reopened
from mashstudio.pipeline.sung_melody import sung_lead
from mashstudio.separation.models import ModelStore
from mashstudio.separation.registry import SeparatorChoice, choose_separator

BEATS = 128
BPM = 122.0


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def apart(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASHSTUDIO_CACHE", str(cache))
    monkeypatch.setenv("MASHSTUDIO_MODELS", str(cache / "models"))


@pytest.fixture(scope="module")
def demo(cache: Path) -> Snapshot:
    mashup, places = read_project(DEMO, Job())
    songs = ready_songs(places, Cache(cache), job=Job())
    separators = separators_of(songs, choose_separator(SeparatorChoice(), ModelStore(cache)))
    return Snapshot(reopened(mashup, songs), align_mashup(mashup, songs), songs, separators)


@pytest.fixture(scope="module")
def heard(cache: Path, demo: Snapshot) -> Heard:
    return heard_of(demo, Cache(cache), job=Job())


def test_chords_are_those_of_what_sounds(heard: Heard) -> None:
    """First the second song plays, a semitone lower, then the first one, a semitone higher."""
    right = 0
    for beat in range(8, BEATS):
        score, shift = (NEON_RAIN, -1) if beat < 64 else (LOW_TIDE, 1)
        truth = score.chords[beat // 4 % 8]
        chord = heard.chords[beat]
        right += {(chord.root + tone) % 12 for tone in chord.tones} == {(note + shift) % 12 for note in truth}
    assert right / (BEATS - 8) > 0.95


def test_a_lead_sings_what_a_voice_does(cache: Path, demo: Snapshot) -> None:
    """Where it plays on the grid, in the mashup's key."""
    beats = range(96, 128)
    found = sung_lead(demo, 0, beats, Cache(cache), job=Job())
    song, row = demo.alignment.songs[0], demo.mashup.row(0, StemName.VOCALS)
    first = int(demo.mashup.played[row, beats.start])
    melodies = ((), LOW_TIDE.verse, LOW_TIDE.chorus, LOW_TIDE.verse)
    sung = [
        ((32 * phrase + at) * 60 / LOW_TIDE.tempo, pitch)
        for phrase, melody in enumerate(melodies)
        for at, _length, pitch, _syllable in melody
    ]
    places = [(float(np.interp(time, song.beats, np.arange(len(song.beats)))) - first, pitch) for time, pitch in sung]
    truth = [(at + beats.start, pitch + song.shift) for at, pitch in places if 0 <= at < len(beats)]
    assert len(truth) > 15
    assert all(beats.start <= note.start < note.start + note.length <= beats.stop for note in found)
    right = [any(abs(note.start - at) < 0.12 and note.pitch == pitch for note in found) for at, pitch in truth]
    assert np.mean(right) >= 0.85


def test_finding_a_melody_can_be_cancelled(demo: Snapshot, tmp_path: Path) -> None:
    job = Job(lambda _fraction, _status: job.cancel())
    with pytest.raises(Cancelled):
        sung_lead(demo, 0, range(96, 104), Cache(tmp_path), job=job)
    assert not list(tmp_path.rglob("melody*"))


def test_swing_is_that_of_the_drums_that_are_heard_most(heard: Heard, demo: Snapshot) -> None:
    assert heard.swing == 0.5
    lanes = demo.mashup.lanes
    drums = [row for row, lane in enumerate(lanes) if lane.stem is StemName.DRUMS]
    for row in drums:
        heard_alone = tuple(replace(lane, mute=each in drums and each != row) for each, lane in enumerate(lanes))
        now = replace(demo, mashup=replace(demo.mashup, lanes=heard_alone))
        assert drummer(now) == lanes[row].source


def test_bars_tempo_and_sections_are_the_mashup_s(heard: Heard) -> None:
    assert heard.bars == tuple(range(0, BEATS, 4))
    assert heard.tempo == pytest.approx(BPM, abs=0.01)
    borders = {section.beat for section in heard.sections}
    assert {32, 64, 96} <= borders
    assert max(heard.sections, key=lambda section: section.energy).beat >= 32


def test_files_begin_on_the_mashup_s_first_beat(tmp_path: Path, heard: Heard) -> None:
    request = AccompanyRequest(DEMO, tmp_path / "band", "House", "3-4", "bass, drums", Manner(seed=5))
    result = accompany(request, job=Job())
    assert sorted(path.name for path in (tmp_path / "band").iterdir()) == ["accompaniment.mid", "bass.wav", "drums.wav"]
    assert result["bars"] == [3, 4]
    drums, rate = soundfile.read(tmp_path / "band" / "drums.wav", dtype="float32")
    assert rate == SAMPLE_RATE
    assert drums.shape[1] == 2
    assert soundfile.info(tmp_path / "band" / "drums.wav").subtype == "FLOAT"
    begin = round(8 * 60 / heard.tempo * SAMPLE_RATE)
    assert not np.abs(drums[: begin - 500]).max() > 1e-4
    assert np.abs(drums[begin : begin + SAMPLE_RATE]).max() > 0.01
    midi = mido.MidiFile(tmp_path / "band" / "accompaniment.mid", charset="utf-8")
    assert [track.name for track in midi.tracks[1:]] == ["drums", "bass"]
    assert midi.length == pytest.approx(BEATS * 60 / BPM, abs=0.01)


def test_existing_files_stay_unless_they_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "bass.wav").write_text("mine")
    request = AccompanyRequest(DEMO, tmp_path, "pop", "1", "bass")
    with pytest.raises(BadArgument, match="already exists"):
        accompany(request, job=Job())
    assert (tmp_path / "bass.wav").read_text() == "mine"


def test_a_cancelled_accompaniment_leaves_nothing(tmp_path: Path, heard: Heard) -> None:
    def stop(fraction: float, _status: object) -> None:
        if fraction > 0.8:
            job.cancel()

    job = Job(stop)
    with pytest.raises(Cancelled):
        accompany(AccompanyRequest(DEMO, tmp_path / "out", "pop", "1-2"), job=job)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--genre", "polka"), "There is no genre “polka”; choose one of these: pop, rock"),
        (("--genre", "pop", "--lanes", "tuba"), "There is no lane “tuba”"),
        (("--genre", "pop", "--seed", "-1"), "--seed must be a number from 0"),
    ],
)
def test_what_doesn_t_exist_gets_one_sentence(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    run = command("accompany", DEMO, "--out", tmp_path / "out", *arguments)
    done = subprocess.run(run, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_terminal_prints_json_alone(tmp_path: Path, cache: Path, heard: Heard) -> None:
    run = command("accompany", DEMO, "--genre", "jazz", "--bars", "1", "--lanes", "lead", "--out", tmp_path, "--json")
    done = subprocess.run(run, env=environment(cache), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["lanes"].keys() == {"lead"}


@pytest.mark.parametrize("bars", ["0", "5-2", "a", "1-33", ""])
def test_bars_that_don_t_exist_are_refused(bars: str) -> None:
    with pytest.raises(BadArgument):
        bars_named(bars, 32)


def test_models_lists_the_genres_to_choose_from() -> None:
    listed = models("list", None, None, job=Job())
    assert "pop, rock, jazz, classical, house, hip-hop, funk, bossa, k-pop ballad, metal" in listed


def test_bars_and_lanes_are_read_as_people_write_them() -> None:
    assert bars_named("2 - 3", 32) == range(1, 3)
    assert bars_named(None, 4) == range(4)
    assert parts_named("Lead,drums") == (BandPart.DRUMS, BandPart.LEAD)
