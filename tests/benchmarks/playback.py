"""Live playback under load, and its latency.

    python tests/benchmarks/playback.py [MINUTES [SONGS [eq]]]

Default: 10 minutes of 2 songs in 8 lanes; 8 songs are mixed in 64 lanes. eq: with an EQ on every lane.

The mashup plays at the default latency while two torch threads separate a song, three pure-Python threads spin in this
process, cells change up to ten times a second and the garbage collector is forced every second. Gaps are counted three
times: as the player's xruns, as silence in a recording of the device (the music is noise, never silent), and as
blocks whose callback took longer than they last.

What avoids gaps: a separate process (another thread holding the GIL delayed callbacks by up to 290 ms), real-time
priority for all of it (without it: gaps at every latency up to 200 ms), and 100 ms of latency (at 35 ms PulseAudio
had occasional xruns, though the callback was on time). No ring buffer: of its 24 ms, the callback takes 0.2 for 8
lanes and 0.8 for 64. A sound server without priority still starves next to three busy threads on two cores; desktops
give it one.

Plays on the sound server that PULSE_SERVER names, if there is one (`eval "$(desktop env)"`; its device is called
“mashstudio”), else on its own.
"""

import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from mashups import REFS, song_alignment
from sound_server import MAIN, Recording, SoundServer, until

import mashstudio
from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.alignment import Alignment, TargetGrid
from mashstudio.model.mashup import Lane, Mashup, SongSource, cells_of, silence, usual_lanes
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import PlayerEvent
from mashstudio.render.compile import compile_plan
from mashstudio.separation.models import ModelStore
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.separation.separator import run_separator
from mashstudio.session.workers import SWITCH_INTERVAL

TEMPO = 140.0
BEATS = 20 * 140
STEM_SECONDS = 600
DEMO = Path(mashstudio.__file__).parents[1] / "resources" / "demo"


def main() -> None:
    """Print one line per figure."""
    # As the studio does.
    sys.setswitchinterval(SWITCH_INTERVAL)
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    songs = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    alignment = _alignment(songs)
    lanes = _lanes(songs)
    if sys.argv[3:] == ["eq"]:
        lanes = tuple(replace(lane, low=-6.0, high=3.0) for lane in lanes)
    # The length of the stems' files.
    song_beats = 1300 * 8 // len(lanes)
    cells = np.tile(np.arange(BEATS, dtype=np.int32) % song_beats, (len(lanes), 1))
    sources = tuple(SongSource(source, REFS[0]) for source in range(songs))
    mashup = Mashup(sources, lanes, cells_of(cells))
    cut = replace(mashup, cells=cells_of(cells * 7 % song_beats))
    compiling = _seconds(lambda: compile_plan(cut, alignment), 30)
    print(f"compiling 20 minutes, every beat of every lane a cut: {_milliseconds(compiling)}")
    with tempfile.TemporaryDirectory() as name, _sound() as record:
        folder = Path(name)
        stems = _stems(folder, len(lanes))
        player = PlayerClient(_tell)
        player.set_mix(compile_plan(mashup, alignment), stems)
        until(lambda: player.device is not None)
        print(f"on {player.device}")
        with record(0.002) as recording:
            _answers(player, recording, mashup, cut, stems)
        with record(0.02) as recording:
            _torture(player, recording, mashup, stems, folder, minutes)
        status = Path(f"/proc/{player.process_id}/status").read_text()
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in status.splitlines() if line.startswith("Rss")}
        print(
            f"audio process: {(sizes['RssAnon'] + sizes['RssShmem']) / 1024:.0f} MB, files {sizes['RssFile'] // 1024}"
        )
        player.close()


def _alignment(songs: int) -> Alignment:
    return Alignment(TargetGrid(TEMPO), None, {source: song_alignment(TEMPO, 1300, 4410) for source in range(songs)})


def _lanes(songs: int) -> tuple[Lane, ...]:
    """Return a lane for each stem of each song; two per song if there are eight songs."""
    each = [lane for source in range(songs) for lane in usual_lanes(source) for _ in range(2 if songs == 8 else 1)]
    return tuple(replace(lane, gain_db=-6.0) for lane in each)


def _answers(player: PlayerClient, recording: Recording, mashup: Mashup, cut: Mashup, stems: list[Path]) -> None:
    """Measure the delay from a command to its sound in the recording, and how long the command blocks its caller."""
    alignment = _alignment(len(mashup.sources))
    starts, calls = [], []
    for turn in range(20):
        begin = 20 * SAMPLE_RATE * (turn + 1)
        from_frame = recording.frames
        called = time.perf_counter()
        player.play(begin)
        calls.append(time.perf_counter() - called)
        until(lambda begin=begin: player.position() > begin + 2000)  # type: ignore[misc]
        player.pause()
        until(lambda: not player.heard)
        recording.wait(0.2)
        heard = from_frame + int(np.argmax(recording.samples[from_frame:, 0] != 0))
        starts.append(recording.time_of(heard) - called)
    print(f"from play to the first sound: {_milliseconds(starts)}; device's latency {_latency(player):.0f} ms")
    silent = compile_plan(replace(mashup, cells=silence(len(mashup.lanes), mashup.beats)), alignment)
    edits = []
    plan = compile_plan(mashup, alignment)
    for _ in range(20):
        player.set_mix(silent, stems)
        player.play(SAMPLE_RATE)
        until(lambda: player.position() > SAMPLE_RATE + 8000)
        recording.wait(0.1)
        from_frame = recording.frames
        called = time.perf_counter()
        player.set_mix(plan, stems)
        recording.wait(0.3)
        heard = from_frame + int(np.argmax(recording.samples[from_frame:, 0] != 0))
        edits.append(recording.time_of(heard) - called)
        player.pause()
        until(lambda: not player.heard)
    print(f"from an edit to its first sound: {_milliseconds(edits)}")
    dense = compile_plan(cut, alignment)
    player.set_loop((SAMPLE_RATE, 500 * SAMPLE_RATE))
    for _ in range(30):
        called = time.perf_counter()
        player.set_mix(dense, stems)
        calls.append(time.perf_counter() - called)
        recording.wait(0.15)
    player.set_loop(None)
    print(f"a command keeps its caller (the largest mix, looped): {_milliseconds(calls)}")


def _torture(
    player: PlayerClient, recording: Recording, mashup: Mashup, stems: list[Path], folder: Path, minutes: float
) -> None:
    alignment = _alignment(len(mashup.sources))
    over, random = threading.Event(), np.random.default_rng(5)
    job = Job()
    hogs = [threading.Thread(target=_spin, args=(over,)) for _ in range(3)]
    separating = threading.Thread(target=_separate, args=(folder, job, over))
    before, xruns = player.callback_times(), player.xruns
    rubbish = [{str(number): [number]} for number in range(300_000)]
    player.set_mix(compile_plan(mashup, alignment), stems)
    player.set_loop((0, 500 * SAMPLE_RATE))
    player.play(0)
    until(lambda: player.heard)
    began, edits, collections = time.perf_counter(), 0, 0
    # A fade-in starts from silence.
    recording.wait(0.3)
    start = recording.frames
    for thread in (*hogs, separating):
        thread.start()
    try:
        while (passed := time.perf_counter() - began) < minutes * 60:
            if passed >= edits / 10:
                cells = mashup.cells.copy()
                # One lane always plays, so that silence is a gap.
                cells[random.integers(1, len(mashup.lanes)), random.integers(0, BEATS, 400)] = silence(1, 1)[0]
                mashup = replace(mashup, cells=cells)
                player.set_mix(compile_plan(mashup, alignment), stems)
                edits += 1
            if passed >= collections:
                gc.collect()
                collections += 1
            player.position()
            player.meters()
            over.wait(1 / 60)
        end = recording.frames
    finally:
        over.set()
        job.cancel()
        for thread in (*hogs, separating):
            thread.join()
    del rubbish
    heard = recording.samples[start:end]
    times = player.callback_times()[len(before) :]
    gaps = _gaps(heard)
    print(f"{passed / 60:.1f} minutes, {edits} edits, {collections} collections, load {os.getloadavg()[0]:.1f}:")
    print(f"  underruns counted by the player: {player.xruns - xruns}; gaps in the recording: {len(gaps)} {gaps[:5]}")
    print(f"  callback: {_milliseconds(times.tolist())}, {len(times)} of them, each {passed / len(times) * 1e3:.1f} ms")
    player.pause()


def _gaps(heard: NDArray[np.float32]) -> list[int]:
    """Return the lengths of all silent stretches of 16 frames or more."""
    silent = np.concatenate([[False], ~heard.any(axis=1), [False]])
    edges = np.flatnonzero(np.diff(silent.astype(np.int8)))
    lengths = edges[1::2] - edges[::2]
    return [int(length) for length in lengths if length >= 16]


def _spin(over: threading.Event) -> None:
    number = 0
    while not over.is_set():
        for _ in range(100_000):
            number = (number * 31 + 7) % 1_000_003


def _separate(folder: Path, job: Job, over: threading.Event) -> None:
    samples, _ = soundfile.read(DEMO / "low-tide.ogg", dtype="float32")
    np.save(folder / "song.npy", samples)
    separator = choose_separator(SeparatorChoice("spleeter"), ModelStore(folder / "models"))
    with suppress(Cancelled):
        while not over.is_set():
            out = Path(tempfile.mkdtemp(dir=folder))
            run_in_child(run_separator, separator, folder / "song.npy", out, job=job, doing=Message("separating"))


def _stems(folder: Path, lanes: int) -> list[Path]:
    """Write noise: ten minutes for each of 8 lanes; with more lanes, the same total."""
    paths, seconds = [folder / f"{lane}.npy" for lane in range(lanes)], STEM_SECONDS * 8 // lanes
    for lane, path in enumerate(paths):
        stem = np.lib.format.open_memmap(path, "w+", np.float32, (seconds * SAMPLE_RATE, 2))
        random = np.random.default_rng(lane)
        piece = random.uniform(-0.05, 0.05, (10 * SAMPLE_RATE, 2)).astype(np.float32)
        for start in range(0, len(stem), len(piece)):
            stem[start : start + len(piece)] = piece[: len(stem) - start]
    return paths


@contextmanager
def _sound() -> Iterator[Callable[[float], "_Recorder"]]:
    """Provide an output device; yield a function that records it in pieces of so many seconds."""
    if "PULSE_SERVER" in os.environ:
        yield lambda piece: _Recorder("mashstudio", piece)
        return
    with tempfile.TemporaryDirectory(prefix="sound-") as folder:
        server = SoundServer(Path(folder))
        os.environ.update(server.environment)
        yield lambda piece: _Recorder(MAIN, piece)
        server.close()


class _Recorder:
    def __init__(self, device: str, piece: float) -> None:
        settings = ["--format=float32le", f"--rate={SAMPLE_RATE}", "--channels=2", f"--latency-msec={piece * 1000:.0f}"]
        self._command = ["parec", "--raw", f"--device={device}.monitor", *settings]

    def __enter__(self) -> Recording:
        self._recording = Recording(self._command, dict(os.environ))
        until(lambda: self._recording.frames > 0)
        return self._recording

    def __exit__(self, *_: object) -> None:
        self._recording.stop()


def _tell(event: PlayerEvent) -> None:
    print(f"  {event}")


def _latency(player: PlayerClient) -> float:
    return 0.0 if player.device is None else player.device.latency * 1000


def _seconds(work: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def _milliseconds(seconds: list[float]) -> str:
    p50, p99, most = np.percentile(np.array(seconds) * 1e3, [50, 99, 100])
    return f"p50 {p50:.2f} ms, p99 {p99:.2f} ms, max {most:.2f} ms"


if __name__ == "__main__":
    main()
