"""The tempo map, read by another program."""

from collections.abc import Sequence
from pathlib import Path

import mido
import pytest

from mashstudio.core.errors import StorageError
from mashstudio.core.units import Bpm
from mashstudio.export.tempo_map import TICKS_PER_BEAT, Signature, write_tempo_map


def written(
    path: Path, tempo: Bpm = 126.0, beats: int = 64, signatures: Sequence[Signature] = ((0, 4),)
) -> mido.MidiFile:
    markers = [(0, "A: 1"), (32, "둘째 노래")]
    write_tempo_map(path, name="밤 × Night", tempo=tempo, beats=beats, signatures=signatures, markers=markers)
    return mido.MidiFile(path, charset="utf-8")


def placed(file: mido.MidiFile, kind: str) -> list[tuple[float, mido.MetaMessage]]:
    """Return the messages of one kind with their beats."""
    at, found = 0, []
    for message in file.tracks[0]:
        at += message.time
        if message.type == kind:
            found.append((at / TICKS_PER_BEAT, message))
    return found


def test_it_holds_tempo_bars_and_markers(tmp_path: Path) -> None:
    file = written(tmp_path / "map.mid")
    assert [(at, round(mido.tempo2bpm(m.tempo), 3)) for at, m in placed(file, "set_tempo")] == [(0, 126)]
    assert [(at, m.numerator, m.denominator) for at, m in placed(file, "time_signature")] == [(0, 4, 4)]
    assert [(at, m.text) for at, m in placed(file, "marker")] == [(0, "A: 1"), (32, "둘째 노래")]
    assert [m.name for _, m in placed(file, "track_name")] == ["밤 × Night"]


@pytest.mark.parametrize("tempo", [60.0, 123.456, 174.0, 399.9])
def test_it_is_as_long_as_the_mix(tmp_path: Path, tempo: Bpm) -> None:
    file = written(tmp_path / "map.mid", tempo, beats=2000)
    assert file.length == pytest.approx(2000 * 60 / tempo, abs=2e-3)


def test_bars_change_where_they_do(tmp_path: Path) -> None:
    signatures = [(0, 3), (3, 4), (19, 7), (33, 12)]
    file = written(tmp_path / "map.mid", signatures=signatures)
    assert [(at, m.numerator) for at, m in placed(file, "time_signature")] == signatures
    assert placed(file, "end_of_track")[0][0] == 64


def test_a_folder_that_isn_t_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        written(tmp_path / "nowhere" / "map.mid")
