"""Follow the beat of sound that is still going on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file

from mashstudio.analysis.live_beats.network import BeatNetwork, Heard
from mashstudio.analysis.live_beats.spectrum import Spectrum
from mashstudio.analysis.live_beats.tracker import Activations, BeatTracker
from mashstudio.core.errors import ModelError
from mashstudio.core.files import PROJECT_FOLDER, check_checksums, read_json
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.model.heard_beat import HeardBeat

SHIPPED: Final = PROJECT_FOLDER / "resources" / "models" / "beats"
WEIGHTS, CONFIG = "model.safetensors", "config.json"
_LARGEST_CONFIG: Final = 1 << 20


def load_network(folder: Path) -> BeatNetwork:
    """Return the causal network in a model's folder. Raises ModelError if it holds none that follows one sound."""
    try:
        check_checksums(folder, (WEIGHTS, CONFIG))
        config: Any = read_json(folder / CONFIG, _LARGEST_CONFIG)
        settings = config["settings"]
        if config["kind"] != "beats" or settings["model"] != "causal":
            raise ModelError(
                Message("The model in {folder} can't follow live sound: train a causal one.", folder=said(folder))
            )
        network = network_for(settings)
        network.load_state_dict(load_file(folder / WEIGHTS))
    except (OSError, SafetensorError, RuntimeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            Message("The model in {folder} is damaged or of a newer version.", folder=said(folder))
        ) from error
    # What it remembers grows small differences: in float32, they would show how the sound was cut.
    return network.eval().double()


def network_for(settings: Mapping[str, Any]) -> BeatNetwork:
    """Return a new network of a training's settings, its weights drawn from torch's generator."""
    sources = settings["sources"].split(",") if settings["bpfed"] else []
    return BeatNetwork(hidden=int(settings["hidden"]), sources=sources, causal=settings["model"] == "causal")


def activations(heard: Heard, song: int = 0) -> Activations:
    """Return what was heard in one of the songs, as probabilities."""
    return Activations(
        torch.sigmoid(heard.beat[song]).double().numpy(),
        torch.sigmoid(heard.downbeat[song]).double().numpy(),
        torch.softmax(heard.tempo[song], dim=-1).double().numpy(),
    )


class BeatFollower:
    """Hears beats in sound that comes in pieces; they are the same however it is cut.

    model: a folder of a trained model; None: the one that comes with MashStudio. Raises ModelError.
    """

    def __init__(self, model: Path | None = None) -> None:
        self._network = load_network(model or SHIPPED)
        self._state = self._network.begin()
        self._spectrum, self._tracker = Spectrum(), BeatTracker()

    @torch.inference_mode()
    def feed(self, samples: NDArray[np.float32]) -> list[HeardBeat]:
        """Return the beats that are decided by these samples (mono, 44,100 Hz), each within 100 ms of its sound."""
        frames = self._spectrum.feed(samples)
        if len(frames) == 0:
            return []
        heard, self._state = self._network(torch.from_numpy(frames)[None], self._state)
        return self._tracker.feed(activations(heard))
