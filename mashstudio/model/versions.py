"""Versions of a mashup: up to four whole states of it, kept with a name, to switch between and compare."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mashstudio.model.mashup import Mashup

VERSION_LETTERS: Final = "ABCD"
LONGEST_VERSION_NAME: Final = 100


@dataclass(frozen=True)
class Version:
    """A kept state. mashup: it has no versions of its own. name: "" for none.

    Raises ValueError for an invalid field.
    """

    mashup: "Mashup"
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.name) > LONGEST_VERSION_NAME:
            raise ValueError(f"a version's name has at most {LONGEST_VERSION_NAME} letters")
        if self.mashup.versions != Versions():
            raise ValueError("a version has versions of its own")


@dataclass(frozen=True)
class Versions:
    """kept: one for each of VERSION_LETTERS; None: empty. used: the kept ones, the last kept or switched to first.

    Raises ValueError if the fields are inconsistent.
    """

    kept: tuple[Version | None, ...] = (None,) * len(VERSION_LETTERS)
    used: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.kept) != len(VERSION_LETTERS):
            raise ValueError(f"there are {len(VERSION_LETTERS)} versions, kept or empty")
        if sorted(self.used) != [slot for slot, version in enumerate(self.kept) if version is not None]:
            raise ValueError("the versions used last aren't those that are kept")
