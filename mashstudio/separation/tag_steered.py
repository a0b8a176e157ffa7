"""A separator whose stems instruments are taken out of, one after the other; the stems keep the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.model.stems import Part, StemName, Take
from mashstudio.separation.demucs_separator import DemucsSeparator
from mashstudio.separation.models import ModelFiles, ModelStore, default_models_folder
from mashstudio.separation.separator import Separator
from mashstudio.separation.steering.taking import STEERING_VERSION, take_out

KNOWN: Final = ("guitar", "piano")
SIX: Final = "htdemucs_6s"
"""A Demucs model that knows them."""

_SEPARATED: Final = 0.3


@dataclass(frozen=True)
class TagSteered:
    """Takes instruments out of the stems that `base` makes. direct: a model that knows some of them by itself."""

    base: Separator
    takes: tuple[Take, ...]
    direct: ModelFiles | None = None

    @property
    def name(self) -> Message:
        """The name shown to the user."""
        return self.base.name

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The cache parameters of its results."""
        takes = [[take.part, take.balance] for take in self.takes]
        known = {} if self.direct is None else {"direct": DemucsSeparator(self.direct).parameters}
        return {**self.base.parameters, "takes": takes, "steering": STEERING_VERSION, **known}

    def up_to(self, number: int) -> "TagSteered":
        """Return the separator that made the take `number`: it depends on those before it from the same stem."""
        stem = self.takes[number].part.stem
        return replace(self, takes=tuple(take for take in self.takes[: number + 1] if take.part.stem is stem))

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Write the four stems and what was taken out of them into `folder`; see `Separator`."""
        self.base.separate(samples_path, folder, job=job.part(0, _SEPARATED))
        share = (1 - _SEPARATED) / len(self.takes)
        for number, take in enumerate(self.takes):
            part = job.part(_SEPARATED + number * share, _SEPARATED + (number + 1) * share)
            write_take(folder / f"{take.part.stem}.npy", take, self.direct, folder, job=part)


def steered(separator: Separator, takes: tuple[Take, ...]) -> Separator:
    """Return a separator that takes these out of the stems that `separator` makes; itself if there are none."""
    if not takes:
        return separator
    known = any(take.part.tag in KNOWN for take in takes)
    return TagSteered(separator, takes, ModelStore(default_models_folder()).find(SIX) if known else None)


def base_of(separator: Separator) -> Separator:
    """Return the separator that makes the four stems."""
    return separator.base if isinstance(separator, TagSteered) else separator


def parts_made_by(separator: Separator) -> list[Part]:
    """Return the parts that a separator makes."""
    return [*StemName, *(take.part for take in separator.takes)] if isinstance(separator, TagSteered) else [*StemName]


def write_take(source: Path, take: Take, direct: ModelFiles | None, folder: Path, *, job: Job) -> None:
    """Take an instrument out of a stem (`source`: .npy); write it and the rest, which add up to it, into `folder`."""
    taken, rest = (folder / f"{part}.npy" for part in (take.part, take.part.stem))
    if direct is not None and take.part.tag in KNOWN:
        from mashstudio.separation.demucs_stems import write_instrument

        write_instrument(source, take.part.tag, (taken, rest), direct, job=job)
        return
    take_out(source, take.part.tag, take.balance, taken, rest, job=job)
