"""How good a GAN's accompaniments are, on songs it hasn't learned from. Runs in a child process."""

from pathlib import Path
from typing import Any

import torch
from safetensors.numpy import load_file

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.generation.bar_network import BarNetwork
from mashstudio.generation.models import BandModel, Genre
from mashstudio.training.accompaniment.gan.batches import batches
from mashstudio.training.accompaniment.gan.networks import Pair
from mashstudio.training.accompaniment.gan.settings import GanSettings
from mashstudio.training.accompaniment.gan.trainer import TOGETHER, bars_apart, judged, learned_songs
from mashstudio.training.accompaniment.judging import judge_notes
from mashstudio.training.accompaniment.trainer import Songs, bars_in
from mashstudio.training.model_folder import CHECKPOINT, WEIGHTS
from mashstudio.training.run import best_weights


def judge(
    songs: Songs | None, genres: tuple[Genre, ...], settings: GanSettings, folder: Path, *, job: Job
) -> dict[str, Any]:
    """Return the figures of the GAN whose training is in `folder`, on the songs to "test" with; None: composed ones.

    accuracy: the discriminator's, ½ when it can't tell composed bars from written ones. distance: between such bars,
    0–1, and between those of the songs learned from and of the others ("written").
    """
    torch.set_num_threads(1)
    job.report(0, Message("Judging"))
    parts = learned_songs(songs, settings)
    learned = bars_in(parts["train"], len(genres))
    held_out = bars_in(parts["test"], len(genres), learned)
    pair = Pair(len(genres), settings)
    pair.load_state_dict(best_weights(folder / CHECKPOINT))
    every, other = (list(batches(bars, TOGETHER)) for bars in (held_out, learned))
    job.report(0.2, Message("Judging"))
    away, accuracy = judged(pair, every, settings.noise, torch.device("cpu"))
    model = BandModel(BarNetwork(load_file(folder / WEIGHTS)), genres)
    return {
        "songs": len(parts["test"]),
        "bars": len(held_out),
        "accuracy": round(accuracy, 4),
        "distance": {"composed": round(away, 4), "written": round(bars_apart(every, other), 4)},
        **judge_notes(model, parts["test"], job=job.part(0.3, 1)),
    }
