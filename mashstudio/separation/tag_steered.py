"""A separator whose stems instruments are taken out of, one after the other; the stems keep the rest."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from mashstudio.audio.arrays import create_samples
from mashstudio.core.errors import NotHeard
from mashstudio.core.files import write_text
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.model.stems import Part, StemName, Take
from mashstudio.separation.demucs_separator import DemucsSeparator
from mashstudio.separation.models import ModelFiles, ModelStore, default_models_folder
from mashstudio.separation.separator import Separator
from mashstudio.separation.steering.instruments import Heard, Instrument, instrument_named
from mashstudio.separation.steering.model import take_parameters

KNOWN: Final = ("guitar", "piano")
SIX: Final = "htdemucs_6s"
"""A Demucs model that knows them."""

HEARD: Final = "heard.json"
_STRONGEST: Final = 3
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
        takes = [[each.part, each.balance] for each in self.takes]
        direct = {}
        if self.direct is not None and any(map(_is_known, self.takes)):
            direct["direct"] = DemucsSeparator(self.direct).parameters
        return {**self.base.parameters, "takes": takes, **take_parameters(), **direct}

    def up_to(self, number: int) -> "TagSteered":
        """Return the separator that made the take `number`: it depends on those before it from the same stem."""
        stem = self.takes[number].part.stem
        return replace(self, takes=tuple(each for each in self.takes[: number + 1] if each.part.stem is stem))

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Write the four stems and what was taken out of them into `folder`; see `Separator`, and `take_out`."""
        self.base.separate(samples_path, folder, job=job.part(0, _SEPARATED))
        self.take_out(folder, job=job.part(_SEPARATED, 1))

    def take_out(self, folder: Path, *, job: Job) -> None:
        """Take the instruments out of the stems in `folder` (.npy each); what isn't heard in them is silent."""
        for number, each in enumerate(self.takes):
            part, stem = job.part(number / len(self.takes), (number + 1) / len(self.takes)), each.part.stem
            try:
                write_take(folder / f"{stem}.npy", each, self.direct, folder, job=part)
            except NotHeard:
                frames = len(np.load(folder / f"{stem}.npy", mmap_mode="r"))
                create_samples([folder / f"{each.part}.npy"], frames)


def steered(separator: Separator, takes: tuple[Take, ...]) -> Separator:
    """Return a separator that takes these out of the stems that `separator` makes; itself if there are none."""
    if not takes:
        return separator
    known = any(map(_is_known, takes))
    return TagSteered(separator, takes, ModelStore(default_models_folder()).find(SIX) if known else None)


def base_of(separator: Separator) -> Separator:
    """Return the separator that makes the four stems."""
    return separator.base if isinstance(separator, TagSteered) else separator


def parts_made_by(separator: Separator) -> list[Part]:
    """Return the parts that a separator makes."""
    return [*StemName, *(each.part for each in separator.takes)] if isinstance(separator, TagSteered) else [*StemName]


def write_take(source: Path, wanted: Take, direct: ModelFiles | None, folder: Path, *, job: Job) -> None:
    """Take an instrument out of a stem (`source`: .npy); write it and the rest, which add up to it, into `folder`.

    HEARD is written beside them, unless `direct` is used. Raises NotHeard if the instrument isn't heard in the stem.
    """
    # The rest may take the place of its source.
    with TemporaryDirectory(dir=folder) as scratch:
        made = Path(scratch, "taken.npy"), Path(scratch, "rest.npy")
        if direct is not None and _is_known(wanted):
            from mashstudio.separation.demucs_stems import write_instrument

            write_instrument(source, wanted.part.tag, made, direct, job=job)
        else:
            from mashstudio.separation.steering.taking import take

            instrument = instrument_named(wanted.part.tag)
            heard = take(source, instrument, made, balance=wanted.balance, job=job)
            if not made[0].exists():
                raise NotHeard(_refusal(instrument, heard.surely))
            write_text(folder / HEARD, json.dumps(heard._asdict()))
        for path, part in zip(made, (wanted.part, wanted.part.stem), strict=True):
            path.replace(folder / f"{part}.npy")


def _is_known(take: Take) -> bool:
    return take.part.tag in KNOWN


def heard_with(taken: Path) -> Heard | None:
    """Return what is heard in an instrument that was taken out (.npy), in its stem and in the rest; None: not known."""
    # Nobody needs it: from another version, say, it is as good as missing.
    with suppress(OSError, TypeError, ValueError):
        return Heard(**json.loads(taken.with_name(HEARD).read_text("utf-8")))
    return None


def _refusal(instrument: Instrument, heard: Mapping[str, float]) -> Message:
    strongest = [name for name, surely in heard.items() if surely > 0][:_STRONGEST]
    return Message(
        "No {name} is heard in this song; what is heard most: {strongest}.",
        name=instrument.name,
        strongest=", ".join(strongest) or "—",
    )
