"""A corpus is made, and gone on with, by one command."""

import csv
import ctypes.util
import json
import shutil
from pathlib import Path

import pytest
import soundfile

from mashstudio.cli.parser import parser
from mashstudio.cli.progress import ProgressLine
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.pipeline.corpus import CorpusRequest, make_corpus

SMALL = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
pytestmark = pytest.mark.skipif(
    ctypes.util.find_library("fluidsynth") is None or not SMALL.exists(),
    reason="needs libfluidsynth3 and timgm6mb-soundfont",
)


def test_a_corpus_is_made_and_gone_on_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "corpus"
    line = ["train", "corpus", out, "--hours", "0.001", "--seed", "43", "--soundfont", SMALL]
    options = parser().parse_args(list(map(str, line)))
    options.progress = ProgressLine()
    options.run(options, Job())
    assert "1 songs in 1 styles" in capsys.readouterr().out
    with (out / "metadata.csv").open() as file:
        (song,) = csv.DictReader(file)
    assert song["id"] == "00000"
    track = soundfile.info(out / "tracks" / "00000.flac")
    assert track.duration == pytest.approx(float(song["seconds"]), abs=0.001)
    beats = [line.split() for line in (out / "beats" / "00000.beats").read_text().splitlines()]
    assert {place for _, place in beats} == set(map(str, range(1, int(song["meter"]) + 1)))
    assert json.loads((out / "corpus.json").read_text())["soundfont_name"] == SMALL.name

    # What is there isn't rendered again; another seed's songs don't come between.
    (out / "tracks" / "00000.flac").write_bytes(b"mine")
    make_corpus(CorpusRequest(out, 0.001, 43, SMALL), job=Job())
    assert (out / "tracks" / "00000.flac").read_bytes() == b"mine"
    with pytest.raises(BadArgument, match="holds other files, or a corpus of another seed"):
        make_corpus(CorpusRequest(out, 0.001, 6, SMALL), job=Job())
    shutil.rmtree(out)
    out.touch()
    with pytest.raises(BadArgument, match="that is no folder"):
        make_corpus(CorpusRequest(out, 0.001, 43, SMALL), job=Job())
    with pytest.raises(BadArgument, match="The hours must be more than 0"):
        make_corpus(CorpusRequest(out, float("nan"), 43, SMALL), job=Job())
