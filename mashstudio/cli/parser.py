"""The arguments of the `mashstudio` command."""

import argparse
from functools import partial
from pathlib import Path
from typing import NoReturn

from mashstudio.cli import commands
from mashstudio.cli.accompanying import add_accompany
from mashstudio.cli.commands import DEFAULT_LUFS
from mashstudio.cli.following import add_follow
from mashstudio.cli.learning import add_evaluate, add_train
from mashstudio.cli.library import add_library
from mashstudio.separation.registry import AUTO, CHOICES
from mashstudio.separation.steering.instruments import INSTRUMENTS

COMMANDS = {
    "studio", "analyze", "separate", "take", "mash", "suggest", "export", "play", "follow", "accompany", "demo",
    "library", "train", "evaluate", "models", "doctor",
}  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {' '.join(message.split())} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser for the arguments of `main`."""
    made = _Parser(prog="mashstudio", description="Make mashups of songs. Everything stays on your computer.")
    made.add_argument("--debug", action="store_true", help="print a traceback on errors")
    made.set_defaults(run=commands.studio, files=[])
    subparsers = made.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    common = _Parser(add_help=False)
    common.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    add = partial(subparsers.add_parser, parents=[common])

    command = add("studio", help="open the window with songs, a folder, a playlist or a project (default command)")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE")
    command.set_defaults(run=commands.studio)

    command = add("analyze", help="find tempo, beats, downbeats, key, loudness and tags")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help="print only JSON to standard output")
    command.add_argument("--out", type=Path, metavar="DIR", help="write one JSON file per song to this folder")
    _add_force(command)
    command.set_defaults(run=commands.analyze)

    command = add("separate", help="split a song into vocals, drums, bass and other")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the four WAV files")
    _add_separator(command)
    _add_force(command)
    command.set_defaults(run=commands.separate)

    _add_take(add("take", help="take an instrument out of a song"))

    _add_mash(add("mash", help="make a mashup of two to eight songs"))

    _add_suggest(add("suggest", help="find which parts of two to eight songs fit each other"))

    command = add(
        "export",
        help="render a project to a file",
        description="Render a project to a file. Muted lanes are left out; solo is ignored.",
    )
    command.add_argument("project", type=Path, metavar="PROJECT")
    command.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="output file: .wav, .flac, .mp3 or .ogg"
    )
    command.add_argument("--stems", action="store_true", help="also write each lane to a folder next to FILE")
    _add_separator(command)
    _add_lufs(command)
    _add_force(command)
    command.set_defaults(run=commands.export)

    _add_play(add("play", help="play a project in the terminal"))

    add_follow(add("follow", help="follow the beat of what is heard: a microphone, what is played, or a file"))

    add_accompany(add("accompany", help="let a band play along with a project, in a genre: MIDI and WAV files"))

    command = add("demo", help="open the bundled demo in the window, or render it to a file")
    command.add_argument("--out", type=Path, metavar="FILE", help="render to this file")
    _add_force(command)
    command.set_defaults(run=commands.demo)

    add_library(add("library", help="keep an index of your songs: find them, what is similar, and what fits"), common)

    add_train(add("train", help="train models with songs of your own"), common)
    add_evaluate(add("evaluate", help="judge a trained model by songs"), common)

    _add_models(add("models", help="list, get, import or remove separation models and trained models"), common)

    command = add("doctor", help="check this computer and suggest fixes")
    command.add_argument("--json", action="store_true", help="print only JSON to standard output")
    command.set_defaults(run=commands.doctor)
    return made


def _add_wish(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--length",
        choices=("short", "medium", "whole"),
        default="whole",
        help="about two or three minutes, or as long as the songs (default: whole)",
    )
    command.add_argument("--singer", metavar="LETTER", help="the one song that sings (default: all in turn)")


def _add_mash(command: argparse.ArgumentParser) -> None:
    command.add_argument("songs", type=Path, nargs="+", metavar="SONG", help="two to eight songs, called A, B, C …")
    command.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="output file: .wav, .flac, .mp3 or .ogg"
    )
    command.add_argument("--project", type=Path, metavar="P.mash", help="also save the mashup as a project")
    tempo_help = (
        "fastest, slowest, closest, between, a letter or BPM (default: fastest, unless that stretches a song far)"
    )
    command.add_argument("--tempo", help=tempo_help)
    command.add_argument(
        "--key", default="middle", help="middle, none, a letter or a key like “F minor” (default: middle)"
    )
    command.add_argument("--cells", help="stems and beats, like “A:vocals@1-32 B:drums,bass,other@1-64”")
    command.add_argument(
        "--proposal", type=int, choices=(1, 2, 3), default=1, help="which of three arrangements (default: the best)"
    )
    _add_wish(command)
    engine_help = "tempo and pitch engine: mashstudio (default) or rubberband (R3, much slower)"
    command.add_argument("--engine", choices=("mashstudio", "rubberband"), default="mashstudio", help=engine_help)
    _add_separator(command)
    _add_lufs(command)
    limiter_help = "limit peaks to −1 dBTP to reach the target loudness (default: lower the mix for its peaks)"
    command.add_argument("--limiter", action="store_true", help=limiter_help)
    _add_force(command)
    command.set_defaults(run=commands.mash)


def _add_take(command: argparse.ArgumentParser) -> None:
    command.description = "Take an instrument out of a song: two WAV files, it and the rest, which add up to the song."
    command.add_argument("song", type=Path, metavar="SONG")
    tags = ", ".join(instrument.name for instrument in INSTRUMENTS)
    command.add_argument("--tag", required=True, metavar="INSTRUMENT", help=f"{tags}; in Korean, too")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the two WAV files")
    _add_separator(command)
    _add_force(command)
    command.set_defaults(run=commands.take)


def _add_suggest(command: argparse.ArgumentParser) -> None:
    command.add_argument("songs", type=Path, nargs="+", metavar="SONG", help="two to eight songs, called A, B, C …")
    command.add_argument("--json", action="store_true", help="print only JSON to standard output")
    _add_wish(command)
    _add_separator(command)
    command.set_defaults(run=commands.suggest)


def _add_models(command: argparse.ArgumentParser, common: _Parser) -> None:
    actions = command.add_subparsers(metavar="ACTION", parser_class=_Parser)
    command.set_defaults(run=commands.models, action="list")
    list_help = "list models and whether they are installed"
    actions.add_parser("list", parents=[common], help=list_help).set_defaults(action="list")
    for action, argument, kind, help_text in (
        ("get", "name", str, "download a model"),
        ("import", "file", Path, "install a separation model from a file, or a trained model from its folder"),
        ("remove", "name", str, "delete a model"),
    ):
        sub = actions.add_parser(action, parents=[common], help=help_text)
        sub.add_argument(argument, type=kind)
        sub.set_defaults(action=action)


def _add_play(command: argparse.ArgumentParser) -> None:
    command.add_argument("project", type=Path, metavar="PROJECT")
    command.add_argument("--from", type=int, dest="start", metavar="BEAT", help="start at this beat, counted from 1")
    command.add_argument("--loop", metavar="BEAT-BEAT", help="loop these beats, including the last, like 5-8")
    command.add_argument("--device", metavar="NAME", help="audio device, or part of its name")
    command.add_argument("--metronome", action="store_true", help="click on beats, higher on downbeats")
    _add_separator(command)
    _add_lufs(command)
    command.set_defaults(run=commands.play)


def _add_force(command: argparse.ArgumentParser) -> None:
    command.add_argument("--force", action="store_true", help="replace existing files (never songs)")


def _add_separator(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--separator", choices=CHOICES, default=AUTO, help="stem separator (default: the best installed)"
    )
    command.add_argument("--model", metavar="NAME", help="Demucs model (see `mashstudio models`)")


def _add_lufs(command: argparse.ArgumentParser) -> None:
    help_text = f"target loudness, or none to only keep peaks at −1 dBTP (default: {DEFAULT_LUFS:g})"
    command.add_argument("--lufs", default=str(DEFAULT_LUFS), help=help_text)
