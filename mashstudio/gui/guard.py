"""A guard for every method that Qt calls.

An exception that leaves a paint, event or layout handler ends the process (PySide 6.11 doesn't even call
sys.excepthook), so none may leave.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from traceback import clear_frames
from types import FunctionType
from typing import Any

from typing_extensions import override

_MARK = "mashstudio_guarded"


class Guarded:
    """A mixin, first among the bases of a class that overrides Qt's methods: their errors are reported, and work goes
    on.

    A failed method returns what Qt's own method returns; a failed handler without a result simply ends.
    """

    @override
    def __init_subclass__(cls, **arguments: Any) -> None:
        """Wrap each Python method that overrides one of Qt's."""
        super().__init_subclass__(**arguments)
        for name, function in overrides(cls).items():
            if not hasattr(function, _MARK):
                setattr(cls, name, _guarded(function, _own_method(cls, name)))


def overrides(cls: type) -> dict[str, FunctionType]:
    """Return the Python methods of `cls`, own and inherited, that override Qt's."""
    found: dict[str, FunctionType] = {}
    for owner in cls.__mro__:
        for name, value in vars(owner).items():
            ours = isinstance(value, FunctionType) and not name.startswith("_") and name not in found
            if ours and not _is_qt(owner) and _own_method(cls, name) is not None:
                found[name] = value
    return found


def _is_qt(cls: type) -> bool:
    return cls.__module__.partition(".")[0] in {"PySide6", "Shiboken"}


def _own_method(cls: type, name: str) -> Callable[..., Any] | None:
    """Return Qt's own method of that name; None if there is none."""
    return next((vars(owner)[name] for owner in cls.__mro__ if _is_qt(owner) and name in vars(owner)), None)


def _guarded(function: FunctionType, own: Callable[..., Any] | None) -> Callable[..., Any]:
    silent = function.__annotations__.get("return", ...) in {None, "None"}

    @wraps(function)
    def guarded(self: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return function(self, *arguments, **named)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            # A painter kept alive by the traceback would block its widget from painting.
            clear_frames(error.__traceback__)
        with suppress(NotImplementedError):
            return None if silent or own is None else own(self, *arguments, **named)

    setattr(guarded, _MARK, True)
    return guarded
