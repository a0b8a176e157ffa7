"""Train a beat network. Runs in a child process."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from mashstudio.analysis.live_beats.follower import network_for
from mashstudio.analysis.live_beats.network import BeatNetwork, Heard
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.training.beats.batches import Batch, Pieces
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.beats.targets import UNKNOWN
from mashstudio.training.curves import Epoch
from mashstudio.training.run import Run, device_for

_EVALUATED_AT_ONCE: Final = 64
_PEAK: Final = 0.3
_LONGEST_STEP: Final = 1.0


@dataclass(frozen=True)
class BeatsOf:
    """A song's spectrogram (.npy), and its true beats in seconds with their places in the bar, from 1."""

    spectrogram: Path
    beats: tuple[float, ...]
    positions: tuple[int, ...]


def train(
    songs: Mapping[str, Sequence[BeatsOf]], settings: BeatSettings, identity: str, folder: Path, *, job: Job
) -> int:
    """Train until the end; leave the best weights in `folder`; return the best epoch, from 1.

    songs: to "train" and "valid" with. identity: see `Run`. The same seed gives the same weights on a CPU, in one run
    or several.
    """
    job.report(0, Message("Preparing the training"))
    # It is too small to gain from more threads, and with one its weights are the same on any number of cores.
    torch.set_num_threads(1)
    device = device_for(settings.device)
    train_set, valid_set = (pieces_of(songs[part], settings.length) for part in ("train", "valid"))
    torch.manual_seed(settings.seed)
    network = network_for(asdict(settings))
    mean, deviation = (torch.from_numpy(each)[network.heard] for each in train_set.statistics())
    network.mean.copy_(mean)
    network.deviation.copy_(deviation)
    network.to(device)
    optimizer = torch.optim.Adam(network.parameters(), lr=settings.learning_rate)
    run = Run(network, optimizer, settings, folder, identity, f"Beats, {settings.model}")
    mixed = device.type == "cuda"
    body: nn.Module = nn.DataParallel(network) if mixed and torch.cuda.device_count() > 1 else network

    def learn(dice: np.random.Generator, rate: float, job: Job, status: Message) -> Epoch:
        body.train()
        learned = _Sums()
        for drawn in train_set.batches(settings.batch_size, dice):
            job.report(0.9 * learned.count / len(train_set), status)
            with torch.autocast(device.type, torch.bfloat16, enabled=mixed):
                heard, batch = _heard(body, network, drawn, device)
            loss = _loss(heard, batch, settings)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), _LONGEST_STEP)
            optimizer.step()
            learned.add(loss, heard, batch)
        judged = _judged(network, valid_set, settings, device, job)
        return Epoch(rate, learned.loss, judged.loss, learned.accuracy, judged.accuracy)

    return run.to_the_end(learn, job=job)


def pieces_of(songs: Sequence[BeatsOf], length: int) -> Pieces:
    """Return what is learned from of some songs."""
    spectrograms = [np.load(song.spectrogram) for song in songs]
    return Pieces(spectrograms, [(np.array(song.beats), np.array(song.positions) == 1) for song in songs], length)


def _heard(body: nn.Module, network: BeatNetwork, batch: Batch, device: torch.device) -> tuple[Heard, Batch]:
    """Return what the network hears in a batch, and the batch on the device."""
    batch = Batch(*(tensor.to(device) for tensor in vars(batch).values()))
    heard, _state = body(batch.frames, network.begin(len(batch.frames)))
    return heard, batch


def _loss(heard: Heard, batch: Batch, settings: BeatSettings) -> Tensor:
    """Return the weighted loss of the three heads over the frames that are inside of songs."""
    inside = batch.inside
    beat = nn.functional.binary_cross_entropy_with_logits(heard.beat.float()[inside], batch.beat[inside])
    downbeat = nn.functional.binary_cross_entropy_with_logits(heard.downbeat.float()[inside], batch.downbeat[inside])
    known = batch.tempo != UNKNOWN
    loss = settings.loss_weight_beat * beat + settings.loss_weight_downbeat * downbeat
    if known.any():
        tempo = nn.functional.cross_entropy(heard.tempo.float()[known], batch.tempo[known])
        loss = loss + settings.loss_weight_tempo * tempo
    return loss


class _Sums:
    """Sums up losses, and how well peaks and beats agree to a frame."""

    def __init__(self) -> None:
        self.count, self._loss = 0, 0.0
        self._peaks, self._right, self._beats, self._found = 0, 0, 0, 0

    def add(self, loss: Tensor, heard: Heard, batch: Batch) -> None:
        """Count a batch in."""
        pieces = len(batch.frames)
        self.count += pieces
        self._loss += loss.item() * pieces
        likely = torch.sigmoid(heard.beat.detach().float())
        around = nn.functional.max_pool1d(likely[:, None], 5, 1, 2)[:, 0]
        peaks = (likely == around) & (likely > _PEAK) & batch.inside
        near = nn.functional.max_pool1d(peaks.float()[:, None], 3, 1, 1)[:, 0] > 0
        beats = batch.beat == 1
        self._peaks += int(peaks.sum())
        self._right += int((peaks & (batch.beat > 0)).sum())
        self._beats += int(beats.sum())
        self._found += int((near & beats).sum())

    @property
    def loss(self) -> float:
        """The mean loss."""
        return self._loss / max(self.count, 1)

    @property
    def accuracy(self) -> float:
        """The F-measure of peaks, which count as right within a frame of a beat."""
        precision, recall = self._right / max(self._peaks, 1), self._found / max(self._beats, 1)
        return 2 * precision * recall / max(precision + recall, 1e-9)


@torch.inference_mode()
def _judged(network: BeatNetwork, valid_set: Pieces, settings: BeatSettings, device: torch.device, job: Job) -> _Sums:
    network.eval()
    sums = _Sums()
    for taken in valid_set.batches(_EVALUATED_AT_ONCE):
        job.check()
        heard, batch = _heard(network, network, taken, device)
        sums.add(_loss(heard, batch, settings), heard, batch)
    return sums
