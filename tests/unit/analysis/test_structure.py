"""Phrases begin where the sound changes, in songs of any length."""

import tracemalloc

import numpy as np

from mashstudio.analysis.structure import _novelty, find_phrases


def test_the_novelty_is_highest_where_the_sound_changes() -> None:
    random = np.random.default_rng(1)
    parts = [random.standard_normal(26) + 0.1 * random.standard_normal((8, 26)) for _ in range(4)]
    novelty = _novelty(np.concatenate(parts))
    assert sorted(np.argsort(-novelty)[:3]) == [8, 16, 24]


def test_memory_does_not_grow_with_the_square_of_the_bars() -> None:
    features = np.random.default_rng(1).standard_normal((500, 26))
    tracemalloc.start()
    _novelty(features)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Three hours may have 20,000 bars.
    assert peak < 4 * features.nbytes


def test_phrases_begin_where_chords_return() -> None:
    dice = np.random.default_rng(1)
    verse, chorus, link = (np.repeat(dice.integers(24, size=bars), 4).astype(np.int8) for bars in (8, 8, 4))
    chords = np.concatenate([verse, link, chorus, verse, chorus])
    steady = np.ones((len(chords) // 4, 26))
    phrases = find_phrases(steady, chords, np.arange(0, len(chords), 4))
    assert (phrases // 4).tolist() == [0, 8, 12, 20, 28]
