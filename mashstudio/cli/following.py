"""`mashstudio follow`: beats, bars and tempo of what is heard, or of a file as if it were heard."""

import argparse
import queue
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mashstudio.cli.terminal import print_json
from mashstudio.core.errors import BadArgument, ToolMissing
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds

if TYPE_CHECKING:
    from mashstudio.core.jobs import Job
    from mashstudio.model.heard_beat import HeardBeat
    from mashstudio.playback.ipc.ear import EarEvent, Input

_REFRESH: Final[Seconds] = 0.05
_FLASH: Final[Seconds] = 0.12


def add_follow(command: argparse.ArgumentParser) -> None:
    """Add what `follow` does to its parser."""
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a song, heard as if it were played now")
    command.add_argument("--device", metavar="NAME", help="what to listen to, or part of its name (see --devices)")
    command.add_argument("--devices", action="store_true", help="list what can be listened to")
    command.add_argument("--seconds", type=_seconds, metavar="N", help="end after so many seconds")
    command.add_argument("--json", action="store_true", help="print only JSON to standard output, at the end")
    command.set_defaults(run=follow)


def _seconds(text: str) -> float:
    """Parse a length. Raises argparse's error for anything else."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of seconds")
    return seconds


def follow(options: argparse.Namespace, job: "Job") -> None:
    """Follow a file, or a device until Ctrl-C."""
    from mashstudio.pipeline.following import beats_to_json, follow_file

    if options.file is not None and (options.device is not None or options.devices):
        raise BadArgument(Message("Follow a file or a device, not both."))
    if options.devices:
        _print_inputs(options.json)
        return
    if options.file is not None:
        beats = follow_file(options.file, options.seconds, job=job)
        options.progress.clear()
        if not options.json:
            for beat in beats:
                print(f"{beat.time:9.3f} s  {beat.position}/{beat.beats_per_bar}  {beat.bpm:6.2f} BPM")
            return
    else:
        beats = _follow_device(options.device, options.seconds, screen=not options.json)
    if options.json:
        print_json(beats_to_json(beats))


def _print_inputs(as_json: bool) -> None:
    inputs = _inputs()
    if as_json:
        print_json([{"name": str(each.device), "words": each.words, "default": each.default} for each in inputs])
        return
    for each in inputs:
        print(f"{'*' if each.default else ' '} {each.words}")
    if not inputs:
        print("There is nothing to listen to: no microphone, no line in, no sound server.")


def _inputs() -> "tuple[Input, ...]":
    """Return what can be listened to. Raises ToolMissing if that can't be found out."""
    from mashstudio.playback.client.listener import list_inputs

    listed = list_inputs()
    if listed is None:
        raise ToolMissing(Message("Can't list the audio devices; run `mashstudio doctor` to find out why."))
    return listed.inputs


def find_input(wanted: str) -> "Input":
    """Return the input whose name is or contains `wanted`. Raises BadArgument if there is none or several."""
    inputs = _inputs()
    exact = [each for each in inputs if wanted in (each.words, each.device.name, str(each.device))]
    near = exact or [each for each in inputs if wanted.casefold() in f"{each.words}\n{each.device}".casefold()]
    if len(near) == 1:
        return near[0]
    names = ", ".join(each.words for each in near or inputs)
    if near:
        raise BadArgument(Message("“{name}” matches several inputs: {names}.", name=wanted, names=names))
    if inputs:
        raise BadArgument(Message("No input “{name}”; choose one of these: {names}.", name=wanted, names=names))
    raise BadArgument(Message("No input “{name}”, nor any other.", name=wanted))


def _follow_device(wanted: str | None, seconds: Seconds | None, *, screen: bool) -> "list[HeardBeat]":
    """Follow a device for so long, or until Ctrl-C; return the beats. Raises BadArgument, ToolMissing."""
    from mashstudio.playback.client.listener import Listener

    device = None if wanted is None else find_input(wanted).device
    events: queue.SimpleQueue[EarEvent] = queue.SimpleQueue()
    shown = _Shown(screen)
    listener = Listener(events.put, device)
    try:
        while not shown.ended(seconds):
            with suppress(queue.Empty):
                shown.take(events.get(timeout=_REFRESH))
            shown.refresh()
    except KeyboardInterrupt:
        # The usual way to end.
        pass
    finally:
        listener.close()
        shown.clear()
    return shown.beats


class _Shown:
    """The line in the terminal, and the beats so far. It also goes to a file or a pipe, a line for each beat."""

    def __init__(self, screen: bool) -> None:
        self.beats: list[HeardBeat] = []
        self._screen, self._live = screen, screen and sys.stdout.isatty()
        self._bar, self._at, self._width = 0, 0.0, 0
        self._opened: Seconds | None = None

    def ended(self, seconds: Seconds | None) -> bool:
        """Return True once so many seconds have been heard."""
        return seconds is not None and self._opened is not None and time.monotonic() - self._opened >= seconds

    def take(self, event: "EarEvent") -> None:
        """Take in what the listener says. Raises ToolMissing if it can't go on."""
        from mashstudio.model.heard_beat import HeardBeat
        from mashstudio.playback.ipc.ear import BeatHeard, EarFailed, InputOpened, message_of_ear

        message = message_of_ear(event)
        match event:
            case BeatHeard(at, after, position, beats_per_bar, bpm, confidence):
                self.beats.append(HeardBeat(after, position, beats_per_bar, bpm, confidence))
                self._bar += position == 1
                self._at = at
                if self._screen and not self._live:
                    print(self._words(True), flush=True)
            case InputOpened(device):
                if self._opened is None:
                    self._opened = time.monotonic()
                self.clear()
                if self._screen:
                    print(f"Listening to {device} (Ctrl-C ends)", flush=True)
            case EarFailed():
                raise ToolMissing(message or Message("Listening has ended."))
        if message is not None:
            self.clear()
            print(message, file=sys.stderr, flush=True)

    def refresh(self) -> None:
        """Update the line."""
        if not self._live or not self.beats:
            return
        line = self._words(time.perf_counter() - self._at < _FLASH)
        print(f"\r{line:<{self._width}}", end="", flush=True)
        self._width = len(line)

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            print(f"\r{'':<{self._width}}\r", end="", flush=True)
            self._width = 0

    def _words(self, lit: bool) -> str:
        beat = self.beats[-1]
        light = ("█" if beat.position == 1 else "▶") if lit else "·"
        return f"{light} {beat.bpm:6.2f} BPM · bar {self._bar}.{beat.position} of {beat.beats_per_bar}"
