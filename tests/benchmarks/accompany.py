"""How good the accompaniments of the model that comes with MashStudio are, on songs composed after its training.

    .venv/bin/python tests/benchmarks/accompany.py [MODEL] [--songs 3]

Prints the figures of its report for new songs: surprise in nats by bar beside a unigram and a Markov table, notes in
the chord or scale, bars without drums, how often a small classifier tells composed bars from written ones (½ is
chance), and seconds for eight bars of four lanes; of a GAN of the ten genres all but the first two.
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from mashstudio.core.jobs import Job
from mashstudio.generation.models import SHIPPED, load_model
from mashstudio.generation.network import Network
from mashstudio.training.accompaniment.judging import judge, judge_notes
from mashstudio.training.accompaniment.songs import composed
from mashstudio.training.model_folder import WEIGHTS, read_model

SEED = 77


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", nargs="?", type=Path, default=SHIPPED)
    parser.add_argument("--songs", type=int, default=3, help="of each genre")
    options = parser.parse_args()
    model, settings = load_model(options.model), read_model(options.model).settings
    train, test = (composed(options.songs, SEED, part) for part in ("train", "test"))
    if isinstance(model.network, Network):
        figures = judge(train, test, model.genres, settings["hidden"], options.model / WEIGHTS, job=Job())
    else:
        figures = judge_notes(model, test, job=Job())
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
