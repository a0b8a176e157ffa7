"""Songs in an order in which each leads to the next."""

import itertools
import random

import numpy as np
import pytest
from library_songs import listed

from mashstudio.library import order
from mashstudio.library.facts import Listed
from mashstudio.library.order import in_order
from mashstudio.model.key import parse_key


def numbers(songs: list[Listed]) -> list[int]:
    return [int(song.facts.sha256, 16) for song in songs]


def song(number: int, key: str, tempo: float, energy: int) -> Listed:
    return listed(number, key=parse_key(key), tempo=tempo, energy=energy)


def length(songs: list[Listed]) -> float:
    return sum(order._distance(one, other) for one, other in itertools.pairwise(songs))


def test_songs_go_round_the_wheel_from_calm_to_energetic() -> None:
    songs = [song(n, f"{n + 1}A", 120.0 + n, n + 1) for n in range(9)]
    mixed = random.Random(1).sample(songs, 9)
    assert numbers(in_order(mixed)) == list(range(9))


def test_half_time_is_the_same_tempo() -> None:
    songs = [song(0, "8A", 80.0, 1), song(1, "8A", 118.0, 5), song(2, "8A", 160.0, 1)]
    assert numbers(in_order(songs)) == [0, 2, 1]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 12, 40])
def test_every_song_comes_once_and_the_same_songs_give_the_same_order(count: int) -> None:
    songs = [listed(number) for number in range(count)]
    found = in_order(songs)
    assert sorted(numbers(found)) == list(range(count))
    assert numbers(in_order(songs[::-1])) == numbers(found)


def test_few_songs_have_the_best_order_and_many_nearly() -> None:
    songs = [listed(number * 5) for number in range(7)]
    best = min(length(list(each)) for each in itertools.permutations(songs))
    assert length(in_order(songs)) == pytest.approx(best)
    songs = [listed(number * 5) for number in range(order._FEW)]
    exact = length(in_order(songs))
    distances = [[order._distance(one, other) for other in songs] for one in songs]
    exchanged = length([songs[index] for index in order._exchanged(np.array(distances))])
    assert exact <= exchanged <= 1.25 * exact
