"""How well a network judges songs: accuracy, each genre's recall, which genres it mixes up."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.jobs import Job
from mashstudio.core.text.lines import shown
from mashstudio.training.genre.settings import GenreSettings
from mashstudio.training.genre.songs import LabelledSong


@dataclass(frozen=True, eq=False)
class Judgement:
    """The verdicts on some songs. votes: how probable each of `genres` is for each song, (songs, genres)."""

    genres: tuple[str, ...]
    songs: tuple[LabelledSong, ...]
    votes: NDArray[np.float32]

    @property
    def confusion(self) -> NDArray[np.int64]:
        """How many songs of each genre (row) were taken for each (column)."""
        counts = np.zeros((len(self.genres), len(self.genres)), np.int64)
        for song, verdict in zip(self.songs, self.votes.argmax(axis=1), strict=True):
            counts[self.genres.index(song.genre), verdict] += 1
        return counts

    @property
    def accuracy(self) -> float:
        """The share of songs that were judged rightly."""
        return float(np.trace(self.confusion) / len(self.songs))

    @property
    def recall(self) -> dict[str, float | None]:
        """The share of each genre's songs that were found; None of a genre without songs."""
        counts = self.confusion
        return {
            genre: float(counts[row, row] / counts[row].sum()) if counts[row].any() else None
            for row, genre in enumerate(self.genres)
        }

    def to_json(self) -> dict[str, Any]:
        """Return the figures, and the songs that were taken for others."""
        verdicts = [self.genres[column] for column in self.votes.argmax(axis=1)]
        return {
            "songs": len(self.songs),
            "accuracy": round(self.accuracy, 4),
            "recall": {genre: None if share is None else round(share, 4) for genre, share in self.recall.items()},
            "genres": list(self.genres),
            "confusion": self.confusion.tolist(),
            "wrong": [
                {"song": shown(song.path), "genre": song.genre, "judged": verdict, "sure": round(float(votes.max()), 3)}
                for song, verdict, votes in zip(self.songs, verdicts, self.votes, strict=True)
                if song.genre != verdict
            ],
        }


def judge(
    features: Sequence[Path], genres: int, settings: GenreSettings, weights: Path, *, job: Job
) -> NDArray[np.float32]:
    """Return how probable each genre is for each song (.npy files of features). Runs in a child process.

    Raises ModelError if the weights aren't of the settings' network.
    """
    from mashstudio.core.errors import ModelError
    from mashstudio.core.messages import Message
    from mashstudio.core.text.lines import said
    from mashstudio.training.checkpoint import load_state
    from mashstudio.training.genre.batches import Chunks
    from mashstudio.training.genre.networks import network_for
    from mashstudio.training.genre.trainer import device_of, vote

    network = network_for(settings, genres)
    tensors, _ = load_state(weights)
    try:
        network.load_state_dict(tensors)
    except RuntimeError as error:
        raise ModelError(Message("{path} holds the weights of another network.", path=said(weights))) from error
    chunks = Chunks([np.load(path) for path in features], [0] * len(features), settings.chunk)
    device = device_of(settings)
    return vote(network.to(device), chunks, device, job=job)
