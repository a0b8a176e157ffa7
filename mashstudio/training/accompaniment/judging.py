"""How good a model's accompaniments are, on songs it hasn't learned from. Runs in a child process."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file
from torch import nn

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.generation.composing import compose
from mashstudio.generation.harmony import Chord
from mashstudio.generation.heard import Heard, HeardSection, SectionKind
from mashstudio.generation.models import BandModel, Genre
from mashstudio.generation.network import Network
from mashstudio.generation.rolls import COLUMNS, PARTS, STEPS, Roll, empty_roll, write
from mashstudio.generation.tokens import BEGIN, VOCABULARY
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.training.accompaniment.genres import GENRES
from mashstudio.training.accompaniment.network import BandNetwork
from mashstudio.training.accompaniment.samples import Bars, written
from mashstudio.training.accompaniment.settings import AccompanimentSettings
from mashstudio.training.accompaniment.songs import LearnedSong
from mashstudio.training.accompaniment.trainer import bars_in, composed_songs, judged_bars
from mashstudio.training.checkpoint import load_state

_BARS: Final = 24
"""Of each song, composed to be judged."""

_BEATS: Final = 4
_EPOCHS: Final = 40
_MAJOR: Final = (0, 2, 4, 5, 7, 9, 11)


def judge_composed(settings: AccompanimentSettings, weights: Path, *, job: Job) -> dict[str, Any]:
    """Return the figures of a model of the ten genres, on composed songs that it hasn't learned from."""
    songs = composed_songs(settings)
    genres = tuple(learned.genre for learned in GENRES)
    return judge(songs["train"], songs["test"], genres, settings.hidden, weights, job=job)


def judge(
    train: Sequence[LearnedSong],
    test: Sequence[LearnedSong],
    genres: tuple[Genre, ...],
    hidden: int,
    weights: Path,
    *,
    job: Job,
) -> dict[str, Any]:
    """Return the figures of a model on `test` (see `resources/models/accompaniment/README.md`).

    train: what it has learned from, of which the baselines' tables are made.
    """
    torch.set_num_threads(1)
    network = BandNetwork(len(genres), hidden)
    network.load_state_dict(load_state(weights)[0])
    job.report(0, Message("Judging"))
    learned = bars_in(train, len(genres))
    held_out = bars_in(test, len(genres), learned)
    judged = judged_bars(network, held_out, torch.device("cpu"), job)
    return {
        "songs": len(test),
        "bars": len(held_out),
        "accuracy": round(judged.accuracy, 4),
        "nats_per_bar": {
            "model": round(judged.total / len(held_out), 3),
            **{name: round(value, 3) for name, value in baselines(learned, held_out).items()},
        },
        **judge_notes(BandModel(Network(load_file(weights)), genres), test, job=job.part(0.2, 1)),
    }


def judge_notes(model: BandModel, test: Sequence[LearnedSong], *, job: Job) -> dict[str, Any]:
    """Return the figures of what a model composes to the songs in `test`, whatever kind it is of."""
    own = []
    for number, song in enumerate(test):
        own.append(_composed(model, song, number, job=job.part(number / len(test), (number + 1) / len(test))))
    return {
        "in_chord_or_scale": _harmony(test, own),
        "empty_drum_bars": _empty_drums(test, own),
        "told_apart": _told_apart(test, own),
        "seconds_for_8_bars": round(seconds_for_8_bars(model, model.genres[0]), 3),
    }


def baselines(learned: Bars, held_out: Bars) -> dict[str, float]:
    """Return how many nats a bar costs those who know, by lane, how often tokens are ("unigram"), and how often each
    follows each ("markov").
    """
    shape = (len(PARTS), VOCABULARY + 1, VOCABULARY)
    pairs = np.full(shape, 0.01)
    for sample in learned.samples:
        before = np.concatenate([[BEGIN], sample.tokens[:-1]])
        np.add.at(pairs[PARTS.index(sample.part)], (before, sample.tokens), 1)
    singles = pairs.sum(axis=1)
    likely_pairs = np.log(pairs / pairs.sum(axis=2, keepdims=True))
    likely = np.log(singles / singles.sum(axis=1, keepdims=True))
    unigram = markov = 0.0
    for sample in held_out.samples:
        part = PARTS.index(sample.part)
        before = np.concatenate([[BEGIN], sample.tokens[:-1]])
        unigram -= float(likely[part, sample.tokens].sum())
        markov -= float(likely_pairs[part, before, sample.tokens].sum())
    return {"unigram": unigram / len(held_out), "markov": markov / len(held_out)}


def _composed(model: BandModel, song: LearnedSong, seed: int, *, job: Job) -> dict[BandPart, NoteLane]:
    bars = range(min(_BARS, len(song.heard.bars)))
    manner = Manner(seed, temperature=1.0)
    return compose(model, song.heard, model.genres[song.genre], manner, bars=bars, job=job)


def _harmony(songs: Sequence[LearnedSong], own: Sequence[dict[BandPart, NoteLane]]) -> dict[str, float]:
    """Return the share of notes that are in the chord or scale of the moment, by lane."""
    shares = {}
    for part in PARTS[1:]:
        fits = [
            song.heard.chord_at(note.start).fits(note.pitch)
            for song, lanes in zip(songs, own, strict=True)
            for note in lanes[part].notes
        ]
        shares[str(part)] = round(float(np.mean(fits)), 4) if fits else 1.0
    return shares


def _empty_drums(songs: Sequence[LearnedSong], own: Sequence[dict[BandPart, NoteLane]]) -> float:
    """Return the share of composed bars in which no drum plays."""
    empty = count = 0
    for song, lanes in zip(songs, own, strict=True):
        starts = {int(np.searchsorted(song.heard.bars, note.start, "right")) for note in lanes[BandPart.DRUMS].notes}
        bars = min(_BARS, len(song.heard.bars))
        empty += sum(bar + 1 not in starts for bar in range(bars))
        count += bars
    return round(empty / max(count, 1), 4)


def _told_apart(songs: Sequence[LearnedSong], own: Sequence[dict[BandPart, NoteLane]]) -> float | None:
    """Return how often a small network tells composed bars from written ones, of songs it hasn't learned from.

    ½ is chance. Lanes that rest in the written bar are left out of the composed one. None: too few bars.
    """
    bars: list[NDArray[np.float32]] = []
    labels, owners = [], []
    for number, (song, lanes) in enumerate(zip(songs, own, strict=True)):
        true, made = written(song), empty_roll(song.heard.beats)
        for part, lane in lanes.items():
            write(made, part, lane.notes, song.heard)
        for bar in true.bars[:_BARS]:
            steps = slice(bar.steps.start, bar.steps.stop)
            if len(bar.steps) != _BEATS * STEPS or not true.roll[steps].any():
                continue
            for label, roll in ((0, true.roll), (1, made)):
                bars.append(_pictured(roll[steps], true.roll[steps]))
                labels.append(label)
                owners.append(number)
    rows, truth, whose = np.array(bars, np.float32), np.array(labels, np.float32), np.array(owners)
    if len(set(owners)) < 4:
        return None
    found = []
    for turn in (0, 1):
        test = whose % 2 == turn
        found.append(_classified(rows[~test], truth[~test], rows[test], truth[test]))
    return round(float(np.mean(found)), 4)


def _pictured(roll: Roll, like: Roll) -> NDArray[np.float32]:
    kept = roll.copy()
    for columns in COLUMNS.values():
        if not like[:, columns].any():
            kept[:, columns] = 0
    return np.asarray(kept.reshape(-1) / 3, np.float32)


def _classified(
    rows: NDArray[np.float32], truth: NDArray[np.float32], others: NDArray[np.float32], answers: NDArray[np.float32]
) -> float:
    """Return how often a network that learned from `rows` judges `others` rightly."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(rows.shape[1], 32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, 1))
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=1e-4)
    every, labels = torch.from_numpy(rows), torch.from_numpy(truth)
    for _epoch in range(_EPOCHS):
        for some in torch.split(torch.randperm(len(every)), 32):
            loss = nn.functional.binary_cross_entropy_with_logits(network(every[some])[:, 0], labels[some])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    network.eval()
    with torch.inference_mode():
        said = network(torch.from_numpy(others))[:, 0].numpy() > 0
    return float((said == (answers > 0.5)).mean())


def seconds_for_8_bars(model: BandModel, genre: Genre) -> float:
    """Return how long eight bars of all four lanes take."""
    chords = tuple(Chord(root, (0, 4, 7), _MAJOR) for root in (0, 5, 7, 0) * 2 for _beat in range(_BEATS))
    heard = Heard(tuple(range(0, 32, 4)), chords, (HeardSection(0, SectionKind.VERSE, 0.5),), 120.0)
    start = time.perf_counter()
    compose(model, heard, genre, Manner(), job=Job())
    return time.perf_counter() - start
