"""Files are taken for the stems of one song by their names and lengths, and for songs otherwise."""

from pathlib import Path

import pytest
from stem_songs import tone, write_stem_mp4, write_stems

from mashstudio.audio import stem_sets
from mashstudio.audio.lengths import read_lengths
from mashstudio.audio.stem_sets import guess_stems
from mashstudio.core.jobs import Job
from mashstudio.model.stems import StemName


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lengths without a child process, which would take longer than the test."""
    monkeypatch.setattr(stem_sets, "lengths_of", read_lengths)


def files(folder: Path, **seconds: float) -> list[Path]:
    """Write silent files of these lengths; underscores in names are spaces."""
    write_stems(folder, {f"{name.replace('_', ' ')}.wav": tone(0, each) for name, each in seconds.items()})
    return [folder / f"{name.replace('_', ' ')}.wav" for name in seconds]


@pytest.mark.parametrize(
    ("seconds", "sure"),
    [
        ({"vocals": 2, "drums": 2}, True),
        # Nothing but parts: shorter files end in silence.
        ({"vocals": 1, "drums": 2, "bass": 1.5}, True),
        ({"Song_vocals": 2, "Song_drums": 2, "Song_thing": 2}, False),
        ({"vocals": 2, "drums": 2, "bass": 2, "instrumental": 2}, False),
        ({"Voices_of_Spring": 2, "Drums_of_War": 3}, False),
        ({"Audio_1": 2, "Audio_2": 2, "Audio_3": 2}, False),
        ({"Bass_Down_Low": 2, "Hello": 2}, None),
        ({"Bass_Down_Low": 2, "Drum_Song": 3, "Hello": 2, "Goodbye": 1, "Yes": 2}, None),
        ({"one": 2, "two": 2, "three": 2}, None),
        ({"Audio_1": 2, "Audio_2": 3, "Audio_3": 2}, None),
        ({"vocals": 2}, None),
    ],
)
def test_names_and_lengths_say_whether_they_are_stems(
    tmp_path: Path, seconds: dict[str, float], sure: bool | None
) -> None:
    guess = guess_stems(files(tmp_path, **seconds), job=Job())
    assert (None if guess is None else guess.sure) == sure


def test_what_matches_nothing_goes_to_other_and_the_whole_song_is_left_out(tmp_path: Path) -> None:
    paths = files(tmp_path, Song_vocals=2, Song_drums=2, Song_thing=2, Song=2)
    guess = guess_stems(paths, job=Job())
    assert guess is not None
    parts = (StemName.VOCALS, StemName.DRUMS, StemName.OTHER)
    assert [each.part for each in guess.files] == [*parts, None]
    assert [each.clear for each in guess.files] == [True, True, False, True]
    assert guess.stems.files == tuple(zip(parts, paths[:3], strict=True))
    assert guess.stems.folder == tmp_path


def test_lengths_are_those_of_the_headers_and_unknown_of_anything_else(tmp_path: Path) -> None:
    (wav,) = files(tmp_path, a=2)
    mp4 = write_stem_mp4(tmp_path / "a.mp4", tone(440, 3), [])
    (text := tmp_path / "a.mp3").write_text("#EXTM3U\n/etc/passwd\n")
    lengths = read_lengths([wav, mp4, text, tmp_path / "gone.wav"], job=Job())
    assert lengths == [2.0, pytest.approx(3, abs=0.1), None, None]
