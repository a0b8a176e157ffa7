"""The command `mashstudio accompany`: its arguments, and what it prints."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mashstudio.cli.terminal import print_json
from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import shown

if TYPE_CHECKING:
    from mashstudio.core.jobs import Job


def add_accompany(command: argparse.ArgumentParser) -> None:
    """Add what `accompany` takes to its parser."""
    command.add_argument("project", type=Path, metavar="PROJECT")
    command.add_argument("--genre", required=True, metavar="NAME", help="pop, rock, jazz … (see `mashstudio models`)")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for MIDI and WAV files")
    command.add_argument("--bars", metavar="BAR-BAR", help="only these bars, including the last, like 1-32")
    command.add_argument("--lanes", metavar="LANES", help="only these, like drums,bass (default: also chords,lead)")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="another seed gives other notes (default: 0)")
    for name, default, text in (
        ("temperature", 0.9, "0: the likeliest notes, 1: varied, up to 2: bold"),
        ("density", 0.5, "0: few notes, 1: many"),
        ("complexity", 0.5, "0: on the beat, 1: syncopated"),
    ):
        command.add_argument(f"--{name}", type=float, default=default, metavar="X", help=f"{text} (default: {default})")
    command.add_argument("--json", action="store_true", help="print only JSON to standard output")
    command.add_argument("--force", action="store_true", help="replace existing files (never songs)")
    command.set_defaults(run=accompany)


def accompany(options: argparse.Namespace, job: "Job") -> None:
    """Write an accompaniment and print what was written."""
    from mashstudio.model.band import MOST, Manner
    from mashstudio.pipeline.accompanying import AccompanyRequest, accompany

    for name, most in MOST.items():
        if not 0 <= getattr(options, name) <= most:
            raise BadArgument(Message("--{name} must be a number from 0 to {most}.", name=name, most=most))
    manner = Manner(options.seed, options.temperature, options.density, options.complexity)
    request = AccompanyRequest(
        options.project, options.out, options.genre, options.bars, options.lanes, manner, options.force
    )
    result = accompany(request, job=job)
    options.progress.clear()
    if options.json:
        print_json(result)
        return
    notes = ", ".join(f"{lane} {count} notes" for lane, count in result["lanes"].items())
    print(f"{result['genre']}, bars {result['bars'][0]}–{result['bars'][1]} at {result['tempo']:.2f} BPM: {notes}")
    for path in result["written"]:
        print(f"Written: {shown(Path(path))}")
