"""Reading damaged files one after another in a child that is killed if it hangs, and judging the outcomes."""

import json
import multiprocessing
import os
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from odd_files import KINDS, MUTATIONS, whole_file
from scipy.signal import correlate

from mashstudio.core.units import Samples

HANG = 10.0
_STUCK = 120
# The piece near the end that shows whether the sound is in place, and how far around it is searched for.
_PIECE, _AROUND, _OFF = (1.5, 0.5), 0.5, 0.03
# Matroska's times may be inexact, so a packet is missed only if they jump by this.
_JUMP = 0.1
_COUNTED = {"flac", "oga", "ogg", "opus", "mp3", "vbr.mp3"}
_KEEP_PLACE = {
    "flip": {*KINDS} - {"aac", "wma"}, "blank": {*KINDS} - {"aac", "wma"},
    "insert": _COUNTED, "remove": _COUNTED, "swap": _COUNTED - {"vbr.mp3"},
}  # fmt: skip
"""Kinds in which sound after damage can be placed exactly; WMA's to a frame."""


@dataclass(frozen=True)
class Outcome:
    """The outcome of reading a file. fault: what is wrong with it; "": nothing."""

    name: str
    kind: str
    result: str
    fault: str = ""


def mutants(count: int, seed: int = 0) -> Iterator[tuple[str, str, bytes]]:
    """Yield name, kind and bytes of `count` damaged files: every kind in turn, with every mutation."""
    pairs = [(kind, mutation) for mutation in MUTATIONS for kind in KINDS]
    for number in range(count):
        kind, mutation = pairs[number % len(pairs)]
        random = np.random.default_rng([seed, number])
        yield f"{mutation}-{number}.{kind}", kind, MUTATIONS[mutation](whole_file(kind), random)


def run(count: int, seed: int = 0) -> Iterator[Outcome]:
    """Read `count` mutants; yield the outcome of each."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        lengths = _whole_files(Path(name))
        child: Any = None
        for file, kind, data in mutants(count, seed):
            path = Path(name, file)
            path.write_bytes(data)
            if child is None:
                ours, theirs = context.Pipe()
                child = context.Process(target=_serve, args=(theirs, name), daemon=True)
                child.start()
                theirs.close()
                ours.recv()
            ours.send(file)
            answer = _answer(ours, child)
            if answer is None or "crash" in answer:
                child.kill()
                child.join()
                child = None
            path.unlink()
            yield _judged(file, kind, lengths[kind], answer)
        if child is not None:
            child.kill()
            child.join()


def _answer(connection: Any, child: Any) -> dict[str, Any] | None:
    """Return the child's answer; None if it hangs, judged by processor time, as wall time varies with load."""
    process = psutil.Process(child.pid)
    began = sum(process.cpu_times()[:2])
    waited = 0
    while not connection.poll(1):
        waited += 1
        if sum(process.cpu_times()[:2]) - began > HANG or waited > _STUCK:
            return None
    try:
        answer: dict[str, Any] = connection.recv()
    except EOFError:
        child.join()
        return {"crash": f"code {child.exitcode}"}
    return answer


def _whole_files(folder: Path) -> dict[str, float]:
    """Write each kind's whole file and its samples; return its duration in seconds, by kind."""
    lengths = {}
    for kind in KINDS:
        path = folder / f"whole.{kind}"
        path.write_bytes(whole_file(kind))
        answer = read(path, keep=folder / f"{kind}.npy")
        assert not answer["damage"]["gaps"], kind
        assert not answer["damage"]["cut_off"], kind
        lengths[kind] = float(answer["seconds"])
    return lengths


def read(path: Path, *, keep: Path | None = None) -> dict[str, Any]:
    """Decode a file and return the result as plain facts. keep: where to keep its samples."""
    from mashstudio.audio.decode import decode
    from mashstudio.core.errors import UnusableSong
    from mashstudio.core.jobs import Job

    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        try:
            decode(path, Path(name), job=Job())
        except UnusableSong as error:
            return {"refused": str(error)}
        except Exception as error:
            return {"crash": f"{type(error).__name__}: {error}"}
        facts = json.loads(Path(name, "song.json").read_text("utf-8"))
        samples = np.load(Path(name, "samples.npy"))
        if len(samples) != facts["frames"] or not np.isfinite(samples).all():
            return {"crash": "samples.npy isn't what song.json says"}
        if keep is not None:
            np.save(keep, samples)
        kind = path.name.partition(".")[2]
        off = _off(samples, np.load(path.parent / f"{kind}.npy", mmap_mode="r"))
        return {"seconds": len(samples) / 44_100, "damage": facts["damage"], "off": off}


def _off(samples: Samples, whole: Samples) -> float | None:
    """Return by how many seconds a piece near the end is out of place; None if it isn't found."""
    begin, end = (len(whole) - round(seconds * 44_100) for seconds in _PIECE)
    around = round(_AROUND * 44_100)
    piece, heard = whole[begin:end, 0], samples[begin - around : end + around, 0]
    if len(heard) <= len(piece):
        return None
    likeness = correlate(heard, piece, "valid")
    sums = np.concatenate([[0.0], np.cumsum(heard.astype(np.float64) ** 2)])
    likeness = likeness / np.sqrt(np.maximum(sums[len(piece) :] - sums[: -len(piece)], 1e-9) * np.sum(piece**2))
    best = int(np.argmax(likeness))
    return (best - around) / 44_100 if likeness[best] > 0.7 else None


def _serve(connection: Any, folder: str) -> None:
    warnings.simplefilter("error")
    # Silence the libraries' output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    import mashstudio.audio.decode  # noqa: F401 - what it takes to load is no file's fault

    connection.send("ready")
    while True:
        connection.send(read(Path(folder, connection.recv())))


def _judged(file: str, kind: str, whole: float, answer: dict[str, Any] | None) -> Outcome:
    if answer is None:
        return Outcome(file, kind, "hang", f"took longer than {HANG} s")
    if "crash" in answer:
        return Outcome(file, kind, "crash", answer["crash"])
    if "refused" in answer:
        said = answer["refused"]
        clear = said.startswith(f"{file}: ") and said.endswith(".") and "\n" not in said and len(said) < 300
        return Outcome(file, kind, "refused", "" if clear else f"no sentence: {said!r}")
    seconds, damage = answer["seconds"], answer["damage"]
    noticed = bool(damage["gaps"]) or damage["cut_off"]
    # Compare the reported losses with the whole file; a missing end may be reported with its length.
    if not noticed and abs(seconds - whole) > 0.1 + whole / 100:
        return Outcome(file, kind, "accepted", f"{seconds:.2f} s of {whole:.2f} s without a word")
    off, most = answer["off"], _JUMP if kind in {"mka", "webm"} else _OFF
    if off is not None and abs(off) > most and kind in _KEEP_PLACE.get(file.partition("-")[0], ()):
        return Outcome(file, kind, "accepted", f"what follows the damage is {off:.3f} s off its place")
    return Outcome(file, kind, "said" if noticed else "accepted")


def counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Return how often each outcome occurred."""
    found = Counter(outcome.result for outcome in outcomes)
    return {result: found[result] for result in ("accepted", "said", "refused", "crash", "hang")}
