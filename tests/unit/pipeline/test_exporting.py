"""Exports contain what is heard; all files are written, or none."""

from dataclasses import replace
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile
from known_songs import KnownStems, known_song
from mashups import with_each
from rendering import render
from scipy.signal import hilbert

from mashstudio.audio.encode import AudioFormat, Tags
from mashstudio.audio.loudness import measure
from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument, Cancelled, StorageError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.document.edits import Selection, paint, with_lane, with_title
from mashstudio.document.mend import with_bars_from, with_bars_of
from mashstudio.document.runs import at_speed
from mashstudio.model.alignment import Engine
from mashstudio.model.analysis import BeatMap, beat_map_of
from mashstudio.model.choices import Closest, Of
from mashstudio.model.mashup import DOUBLE_SPEED, HALF_SPEED, SILENT, cells_of
from mashstudio.pipeline.commands import tell_lanes
from mashstudio.pipeline.exporting import ExportOptions, export_mashup, files_to_write, usual_tags
from mashstudio.pipeline.mashing import Snapshot, align_mashup, fit_lanes, mix_mashup, new_mashup
from mashstudio.pipeline.stages import ReadySong
from mashstudio.render.compile import compile_plan

FLOAT = AudioFormat("wav", "float32")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory, cache: Cache) -> Snapshot:
    """A's vocals over B's drums and bass, with the bass muted; B starts at its third beat."""
    folder = tmp_path_factory.mktemp("songs")
    a = known_song(folder, cache, "one", tempo=120, key="C major")
    b = known_song(folder, cache, "둘", tempo=126, key="D major")
    songs = {0: a, 1: b}
    mashup, alignment = new_mashup(songs, Of(1), Of(0), "A:vocals@1-12 B:drums,bass@3-16")
    separators = dict.fromkeys(songs, KnownStems(folder))
    return Snapshot(with_lane(mashup, 6, mute=True), alignment, songs, separators)


def read(path: Path) -> Samples:
    return np.asarray(soundfile.read(path, dtype="float32", always_2d=True)[0], np.float32)


def stopping_at(status: str) -> Job:
    """Return a job that is cancelled as soon as it reports `status`."""

    def on_report(_fraction: float, told: Message) -> None:
        if str(told).startswith(status):
            job.cancel()

    job = Job(on_report)
    return job


def lanes(now: Snapshot, cache: Cache) -> list[Samples | None]:
    files = fit_lanes(now, cache, job=Job())
    return [None if file is None else np.load(file) for file in files]


def test_the_mix_is_what_the_player_plays(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    out = tmp_path / "mix.wav"
    done = export_mashup(now, ExportOptions(out, FLOAT, loudness=-20.0), cache, job=Job())
    plan = compile_plan(now.mashup, now.alignment, 10 ** (done.master.gain_db / 20))
    written = read(out)
    assert written.tobytes() == render(plan, lanes(now, cache), 0, plan.frames).tobytes()
    assert measure(written).integrated == pytest.approx(done.loudness.integrated, abs=0.01)
    # The muted bass counts as well.
    assert done.left_out_db > 0.5
    assert done.loudness.integrated + done.left_out_db == pytest.approx(-20, abs=0.01)
    assert done.written == (out,)
    assert list(tmp_path.iterdir()) == [out]


def test_runs_at_half_and_double_speed_are_exported_as_they_are_played(
    now: Snapshot, cache: Cache, tmp_path: Path
) -> None:
    beats, grid = {0: 16, 1: 16}, now.alignment.grid
    mashup = at_speed(now.mashup, beats, Selection((0,), 0, 4), HALF_SPEED)
    now = replace(now, mashup=at_speed(mashup, beats, Selection((5,), 4, 8), DOUBLE_SPEED))
    files = lanes(now, cache)
    assert [index for index, file in enumerate(files) if file is not None] == [0, 5, 6, 8, 21]
    out = tmp_path / "mix.wav"
    done = export_mashup(now, ExportOptions(out, FLOAT, stems=True), cache, job=Job())
    plan = compile_plan(now.mashup, now.alignment, 10 ** (done.master.gain_db / 20))
    assert read(out).tobytes() == render(plan, files, 0, plan.frames).tobytes()
    stems = {path.stem: read(path) for path in (tmp_path / "mix stems").iterdir()}
    assert sorted(stems) == ["A vocals", "B drums"]
    assert np.abs(sum(stems.values()) - read(out)).max() < 1e-6
    # Kick or snare on every half beat where the drums are twice as fast; then only a hat between the beats.
    drums = np.abs(stems["B drums"]).sum(axis=1)
    between = [drums[at : at + 800].mean() for at in map(grid.frame, np.arange(4.5, 12))]
    assert min(between[:4]) > 3 * max(between[4:])


def test_stems_that_are_there_are_taken_as_they_are(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    noise = tmp_path / "noise.npy"
    np.save(noise, np.random.default_rng(0).uniform(-0.3, 0.3, (400_000, 2)).astype(np.float32))
    files = [None if lane != 5 else noise for lane in range(8)]
    done = export_mashup(replace(now, files=files), ExportOptions(tmp_path / "x.wav", FLOAT), cache, job=Job())
    plan = compile_plan(now.mashup, now.alignment, 10 ** (done.master.gain_db / 20))
    expected = render(plan, [None if file is None else np.load(file) for file in files], 0, plan.frames)
    assert read(tmp_path / "x.wav").tobytes() == expected.tobytes()


def test_stems_and_tempo_map_lie_in_a_folder_of_their_own(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    out = tmp_path / "밤.wav"
    options = ExportOptions(out, FLOAT, None, tags=usual_tags(now), stems=True, tempo_map=True)
    done = export_mashup(now, options, cache, job=Job())
    folder = tmp_path / "밤 stems"
    assert sorted(path.name for path in folder.iterdir()) == ["A vocals.wav", "B drums.wav", "밤 tempo map.mid"]
    assert set(done.written) == {out, *folder.iterdir()}
    assert set(files_to_write(options, ["A vocals", "B drums"])) == {out, *folder.iterdir()}
    parts = [read(path) for path in folder.glob("*.wav")]
    assert np.abs(np.sum(parts, axis=0, dtype=np.float64) - read(out)).max() < 1e-6
    tempo_map = mido.MidiFile(folder / "밤 tempo map.mid", charset="utf-8")
    assert tempo_map.length == pytest.approx(done.seconds, abs=1e-3)
    messages = list(tempo_map.tracks[0])
    assert messages[0].name == "one × 둘"
    # B's drums begin on beat 3 with B's third beat; A's second phrase begins on beat 9, as does B's.
    assert [m.text for m in messages if m.type == "marker"] == ["A phrase 1", "A phrase 2, B phrase 2"]
    assert [m.time for m in messages if m.type == "marker"] == [0, 8 * 480]


def test_a_third_song_has_its_stems_and_its_phrases(tmp_path: Path) -> None:
    cache, out = Cache(tmp_path / "cache"), tmp_path / "mix.wav"
    tempi = (("one", 120, "C major"), ("둘", 126, "D major"), ("three", 123, "A minor"))
    songs = {
        source: known_song(tmp_path, cache, name, tempo=tempo, key=key)
        for source, (name, tempo, key) in enumerate(tempi)
    }
    mashup, alignment = new_mashup(songs, Closest(), Of(2), "A:drums@1-12 B:bass@3-8 C:vocals,other@5-12")
    assert alignment.grid.tempo == 123
    now = Snapshot(mashup, alignment, songs, dict.fromkeys(songs, KnownStems(tmp_path)))
    options = ExportOptions(out, FLOAT, None, tags=usual_tags(now), stems=True, tempo_map=True)
    export_mashup(now, options, cache, job=Job())
    names = sorted(path.name for path in (tmp_path / "mix stems").iterdir())
    assert names == ["A drums.wav", "B bass.wav", "C other.wav", "C vocals.wav", "mix tempo map.mid"]
    parts = [read(path) for path in (tmp_path / "mix stems").glob("*.wav")]
    assert np.abs(np.sum(parts, axis=0, dtype=np.float64) - read(out)).max() < 1e-6
    messages = list(mido.MidiFile(tmp_path / "mix stems" / "mix tempo map.mid", charset="utf-8").tracks[0])
    assert messages[0].name == "one × 둘 × three"
    assert [m.text for m in messages if m.type == "marker"] == ["A phrase 1", "A phrase 2, C phrase 2"]
    assert str(options.tags.key) == "C major"


def test_a_selection_is_a_mashup_of_its_own(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    out = tmp_path / "part.wav"
    options = ExportOptions(out, FLOAT, -23.0, beats=(6, 14), tempo_map=True)
    done = export_mashup(now, options, cache, job=Job())
    alone = replace(now.mashup, cells=now.mashup.cells[:, 6:14])
    plan = compile_plan(alone, now.alignment, 10 ** (done.master.gain_db / 20))
    assert read(out).tobytes() == render(plan, lanes(now, cache), 0, plan.frames).tobytes()
    assert measure(read(out)).integrated + done.left_out_db == pytest.approx(-23, abs=0.01)
    messages = list(mido.MidiFile(tmp_path / "part tempo map.mid", charset="utf-8").tracks[0])
    bars = [(m.numerator, m.time) for m in messages if m.type == "time_signature"]
    # Beat 7 is the third of its bar: the next bar begins two beats later.
    assert bars == [(2, 0), (4, 2 * 480)]


def test_muting_and_soloing_leave_the_other_lanes_as_they_are(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    everything = replace(now, mashup=with_lane(now.mashup, 6, mute=False))
    soloed = replace(now, mashup=with_lane(everything.mashup, 5, solo=True))
    stems: dict[str, dict[str, bytes]] = {}
    for name, what, options in (
        ("all", everything, {}),
        ("muted", now, {}),
        ("soloed", soloed, {}),
        ("alone", soloed, {"soloed": True}),
        ("kept", now, {"muted_stems": True}),
    ):
        out = tmp_path / f"{name}.wav"
        export_mashup(what, ExportOptions(out, FLOAT, stems=True, **options), cache, job=Job())  # type: ignore[arg-type]
        stems[name] = {path.name: read(path).tobytes() for path in (tmp_path / f"{name} stems").iterdir()}
    assert sorted(stems["all"]) == ["A vocals.wav", "B bass.wav", "B drums.wav"]
    assert stems["muted"] == {name: stems["all"][name] for name in ("A vocals.wav", "B drums.wav")}
    # Solo is for listening: it leaves nothing out of an export unless requested.
    assert stems["soloed"] == stems["kept"] == stems["all"]
    assert read(tmp_path / "soloed.wav").tobytes() == read(tmp_path / "all.wav").tobytes()
    assert stems["alone"] == {"B drums.wav": stems["all"]["B drums.wav"]}
    assert read(tmp_path / "alone.wav").tobytes() == stems["all"]["B drums.wav"]
    assert read(tmp_path / "kept.wav").tobytes() == read(tmp_path / "muted.wav").tobytes()


def test_the_command_says_what_is_left_out_and_that_solo_is_not(now: Snapshot, tmp_path: Path) -> None:
    told: list[Message] = []
    options = ExportOptions(tmp_path / "x.wav", FLOAT)
    tell_lanes(now, options, Job(on_tell=told.append))
    assert [str(each) for each in told] == ["Left out because muted: B bass."]
    told.clear()
    soloed = with_lane(with_lane(now.mashup, 6, mute=False), 5, solo=True)
    tell_lanes(replace(now, mashup=soloed), options, Job(on_tell=told.append))
    assert [str(each) for each in told] == [
        "Soloed: B drums. Solo only affects listening: everything that isn't muted is exported."
    ]


def test_what_mute_leaves_never_goes_over_the_ceiling(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (400_000, 2)).astype(np.float32)
    files: list[Path | None] = [None] * 8
    # Vocals and drums nearly cancel each other; without the drums it is 20 dB louder.
    for lane, gain in ((0, 1.0), (5, -0.9)):
        files[lane] = path = tmp_path / f"{lane}.npy"
        np.save(path, gain * noise)
    played = np.full_like(now.mashup.played, SILENT)
    played[[0, 5]] = np.arange(played.shape[1])
    both = replace(now.mashup, cells=cells_of(played))
    one = replace(now, mashup=with_lane(both, 5, mute=True), files=files)
    done = export_mashup(one, ExportOptions(tmp_path / "one.wav", FLOAT, -3.0), cache, job=Job())
    assert measure(read(tmp_path / "one.wav")).true_peak == pytest.approx(-1.05, abs=0.01)
    assert done.master.shortfall_db > 3


def test_a_change_of_meter_is_in_the_tempo_map(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    grid = with_bars_from(with_bars_of(beat_map_of(now.songs[0].analysis), 5), 5, 3)
    mended = with_each(now.mashup, "beats", (grid, None))
    changed = replace(now, mashup=mended, alignment=align_mashup(mended, now.songs))
    export_mashup(changed, ExportOptions(tmp_path / "x.wav", FLOAT, tempo_map=True), cache, job=Job())
    at, bars = 0, []
    for message in mido.MidiFile(tmp_path / "x tempo map.mid").tracks[0]:
        at += message.time
        if message.type == "time_signature":
            bars.append((at // 480, message.numerator))
    assert bars == [(0, 5), (5, 3)]


def pitch(sound: Samples) -> float:
    """Return the frequency of the tone in `sound`, Hz."""
    turns = np.unwrap(np.angle(hilbert(sound[:, 0]))) / (2 * np.pi)
    return float(np.polyfit(np.arange(len(turns)), turns, 1)[0] * 44_100)


@pytest.mark.parametrize("engine", list(Engine))
def test_a_song_out_of_tune_and_one_in_tune_meet_at_440(tmp_path: Path, engine: Engine) -> None:
    cache, songs = Cache(tmp_path / "cache"), dict[int, ReadySong]()
    for source, (name, cents) in enumerate([("sharp", 30.0), ("true", 0.0)]):
        ready = known_song(tmp_path, cache, name, tempo=120, key="C major" if cents else "C# major")
        wave = 0.2 * np.sin(2 * np.pi * 440 * 2 ** (cents / 1200) * np.arange(8 * 44_100) / 44_100)
        for stem in (tmp_path / ready.song.sha256).iterdir():
            tone = wave * ("other" in stem.name)
            np.save(stem, np.repeat(tone[:, None], 2, axis=1).astype(np.float32))
        songs[source] = replace(ready, analysis=replace(ready.analysis, tuning=cents))
    # Eight beats of A, then eight of B; in B's key A is a semitone higher.
    mashup, alignment = new_mashup(songs, Of(0), Of(1), "A:other@1-8 B:other@9-16", engine)
    now = Snapshot(mashup, alignment, songs, dict.fromkeys(songs, KnownStems(tmp_path)))
    mix = mix_mashup(now, cache, target=None, job=Job())
    sound = render(mix.plan, mix.stems, 0, mix.plan.frames)
    a, b = pitch(sound[44_100:132_300]), pitch(sound[220_500:308_700])
    assert 1200 * np.log2(a / 440) == pytest.approx(100, abs=2)
    assert 1200 * np.log2(b / 440) == pytest.approx(0, abs=0.5)
    assert alignment.songs[1].pitch == 0


def test_songs_are_called_in_tags_as_in_the_project(now: Snapshot) -> None:
    renamed = replace(now, mashup=with_title(now.mashup, 0, "밤편지", named=True))
    assert usual_tags(renamed).title == "밤편지 × 둘"


def test_a_grid_mended_by_hand_holds(now: Snapshot) -> None:
    grid = beat_map_of(now.songs[0].analysis)
    late = BeatMap(tuple(beat + 0.1 for beat in grid.beats), grid.downbeats, grid.beats_per_bar)
    mended = align_mashup(with_each(now.mashup, "beats", (late, None)), now.songs)
    np.testing.assert_allclose(mended.songs[0].beats, now.alignment.songs[0].beats + 0.1, atol=1e-9)
    np.testing.assert_array_equal(mended.songs[1].beats, now.alignment.songs[1].beats)


def test_tags_tell_of_both_songs(now: Snapshot) -> None:
    tags = usual_tags(now)
    assert tags.title == "one × 둘"
    assert tags.bpm == pytest.approx(126)
    assert str(tags.key) == "C major"


@pytest.mark.parametrize("status", ["Aligning", "Measuring", "Writing mix", "Writing A vocals", "Writing B drums"])
def test_cancelled_at_any_moment_nothing_has_changed(
    status: str, now: Snapshot, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, cache: Cache
) -> None:
    out, folder = tmp_path / "mix.wav", tmp_path / "mix stems"
    out.write_bytes(b"what was here before")
    folder.mkdir()
    (folder / "A vocals.wav").write_bytes(b"this, too")
    options = ExportOptions(out, FLOAT, stems=True, tempo_map=True, replace=True)
    if status == "Aligning":
        cache = Cache(tmp_path_factory.mktemp("empty"))
    with pytest.raises(Cancelled):
        export_mashup(now, options, cache, job=stopping_at("" if status == "Aligning" else status))
    assert out.read_bytes() == b"what was here before"
    assert (folder / "A vocals.wav").read_bytes() == b"this, too"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["A vocals.wav", "mix stems", "mix.wav"]


def test_what_can_t_be_exported_says_so(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    silent = replace(now, mashup=paint(now.mashup, {0: 0, 1: 0}, Selection(tuple(range(8)), 0, 99), on=False))
    muted = replace(now, mashup=with_lane(with_lane(now.mashup, 0, mute=True), 5, mute=True))
    out = tmp_path / "mix.wav"
    for what, options, words in (
        (silent, ExportOptions(out, FLOAT), "Turn on some cells"),
        (muted, ExportOptions(out, FLOAT), "muted"),
        (now, ExportOptions(out, FLOAT, beats=(16, 20)), "selected beats"),
        (replace(now, mashup=with_lane(now.mashup, 2, solo=True)), ExportOptions(out, FLOAT, soloed=True), "soloed"),
        (now, ExportOptions(tmp_path / "nowhere" / "mix.wav", FLOAT), "folder"),
        (now, ExportOptions(tmp_path, FLOAT), "folder"),
    ):
        with pytest.raises(BadArgument, match=words):
            export_mashup(what, options, cache, job=Job())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("replace_others", [True, False])
def test_what_it_is_made_from_stays(now: Snapshot, cache: Cache, tmp_path: Path, replace_others: bool) -> None:
    a, b = (ready.song.path for ready in now.songs.values())
    (tmp_path / "mix stems").mkdir()
    (tmp_path / "mix stems" / "B drums.wav").symlink_to(b)
    project = tmp_path / "mix tempo map.mid"
    project.write_bytes(b"a project")
    saved = replace(now, project=project)
    before = a.read_bytes(), b.read_bytes()
    for options in (
        ExportOptions(a, FLOAT),
        ExportOptions(tmp_path / "mix.wav", FLOAT, stems=True),
        ExportOptions(tmp_path / "mix.wav", FLOAT, tempo_map=True),
    ):
        with pytest.raises(BadArgument, match="one of the inputs"):
            export_mashup(saved, replace(options, replace=replace_others), cache, job=Job())
    assert (a.read_bytes(), b.read_bytes(), project.read_bytes()) == (*before, b"a project")


def test_a_folder_that_refuses_is_named_as_the_user_knows_it(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "mix stems").write_text("in the way")
    with pytest.raises(StorageError, match="mix stems"):
        export_mashup(now, ExportOptions(tmp_path / "mix.wav", FLOAT, stems=True), cache, job=Job())
    assert [path.name for path in tmp_path.iterdir()] == ["mix stems"]


def test_tags_are_written(now: Snapshot, cache: Cache, tmp_path: Path) -> None:
    import mutagen

    tags = Tags(title="밤", artist="나", comment="처음", bpm=126.0)
    out = tmp_path / "mix.mp3"
    export_mashup(now, ExportOptions(out, AudioFormat("mp3", bitrate=192), tags=tags), cache, job=Job())
    file = mutagen.File(out)
    assert (file.tags["TIT2"].text, file.tags["TPE1"].text, file.tags["TBPM"].text) == (["밤"], ["나"], ["126"])
    assert file.info.bitrate == 192_000
