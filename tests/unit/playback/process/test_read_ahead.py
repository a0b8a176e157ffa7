"""Stems are read before they are played."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from mashups import LANE_COUNT, even_alignment, mashup_of, two_songs

from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.mashup import DOUBLE_SPEED
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.process.read_ahead import AHEAD, MappedStem, read_ahead
from mashstudio.render.compile import compile_plan
from mashstudio.render.loop import loop_plan

ALIGNMENT = even_alignment(120.0, (60, 60), (0, 0))
BEAT = SAMPLE_RATE // 2


class Noted(MappedStem):
    """A stem's file that records what was read."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.parts: list[tuple[int, int]] = []

    def read(self, start: int, end: int) -> None:
        self.parts.append((start, end))
        super().read(start, end)

    def holds(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.parts)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Noted]:
    np.save(tmp_path / "stem.npy", np.ones((60 * BEAT, 2), np.float32))
    file = Noted(str(tmp_path / "stem.npy"))
    yield file
    file.close()


def test_what_sounds_in_the_next_second_is_read_from_wherever_it_lies(file: Noted) -> None:
    plan = compile_plan(mashup_of({2: [0, 1, 40, 41, -1, 7]}), ALIGNMENT)
    files = [None, None, file, *[None] * 5]
    read_ahead(Program(plan), files, BEAT)
    assert file.holds(BEAT, 2 * BEAT)
    assert file.holds(40 * BEAT, 41 * BEAT)
    assert not file.holds(7 * BEAT, 7 * BEAT + 1)
    file.parts.clear()
    read_ahead(Program(plan), files, 4 * BEAT)
    assert file.holds(7 * BEAT, 8 * BEAT)


def test_where_a_loop_begins_is_read_before_it_goes_round(file: Noted) -> None:
    plan = compile_plan(mashup_of({0: list(range(30))}), ALIGNMENT)
    loop = (2 * BEAT, 20 * BEAT)
    program = Program(plan, None, loop, loop_plan(plan, *loop))
    read_ahead(program, [file, *[None] * 7], 19 * BEAT)
    assert file.holds(19 * BEAT, 20 * BEAT)
    assert file.holds(2 * BEAT, 2 * BEAT + AHEAD // 2)


def test_reading_stops_at_the_file_s_ends_and_keeps_nothing(file: Noted) -> None:
    tracemalloc.start()
    try:
        file.read(-500, 10**9)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()
    file.read(50, 50)
    assert file.samples[100, 0] == 1


@pytest.mark.parametrize("array", [np.zeros(100, np.float32), np.zeros((100, 2)), np.zeros((100, 3), np.float32)])
def test_what_holds_no_samples_is_refused(array: np.ndarray, tmp_path: Path) -> None:
    np.save(tmp_path / "other.npy", array)
    with pytest.raises(ValueError, match="no samples"):
        MappedStem(str(tmp_path / "other.npy"))


def test_a_reversed_run_is_read_from_its_end(file: Noted) -> None:
    cells = np.array(mashup_of({0: [45, 44, 43, 42, 41, 40]}).cells)
    cells["backwards"][0] = 1
    read_ahead(Program(compile_plan(two_songs(cells), ALIGNMENT)), [file, *[None] * 7], BEAT)
    assert file.holds(43 * BEAT, 45 * BEAT)
    assert not file.holds(40 * BEAT, 41 * BEAT)


def test_a_run_at_another_speed_is_read_from_its_own_file(file: Noted) -> None:
    cells = np.array(mashup_of({0: [10, 12, 14, 16]}).cells)
    cells["speed"][0] = DOUBLE_SPEED
    files = [*[None] * 2 * LANE_COUNT, file, *[None] * (LANE_COUNT - 1)]
    read_ahead(Program(compile_plan(two_songs(cells), ALIGNMENT)), files, 0)
    assert file.holds(5 * BEAT, 6 * BEAT)
