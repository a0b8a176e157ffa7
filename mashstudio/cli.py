"""The `mashstudio` command: opens the studio, or does its work without a window.

Exit status: 0 done, 2 bad arguments, 1 anything else. Errors are one line on standard error.
"""

import argparse
import json
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from mashstudio.facts.errors import BadArgument, Cancelled, MashStudioError

if TYPE_CHECKING:
    from mashstudio.jobs import Job

DEFAULT_LUFS = -14.0
_COMMANDS = {"studio", "analyze", "separate", "mash", "export", "play", "demo", "models", "doctor"}


class _Parser(argparse.ArgumentParser):
    """argparse, but its errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status."""
    options = _parser().parse_args(_with_command(sys.argv[1:] if arguments is None else list(arguments)))
    signal.signal(signal.SIGTERM, _interrupt)
    progress = options.progress = _Progress()
    try:
        # Imported where Ctrl-C is already understood, as is everything heavy.
        from mashstudio.jobs import Job

        if options.run not in (_studio, _demo):
            _tidy_up()
        options.run(options, Job(progress.show, on_tell=progress.tell))
    except BadArgument as error:
        return _fail(error, 2, progress, options.debug)
    except MashStudioError as error:
        return _fail(error, 1, progress, options.debug)
    except KeyboardInterrupt:
        return _fail(Cancelled(), 1, progress, options.debug)
    except BrokenPipeError:
        return 1
    except Exception as error:
        unexpected = MashStudioError(
            f"Something unexpected went wrong ({type(error).__name__}: {error}). "
            "Run it again with --debug and report what it prints."
        )
        return _fail(unexpected, 1, progress, options.debug)
    progress.clear()
    return 0


def _tidy_up() -> None:
    from mashstudio.cache import Cache, default_cache_folder
    from mashstudio.studio.autosave import default_autosave_folder
    from mashstudio.studio.tidying import tidy_up

    tidy_up(Cache(default_cache_folder()), default_autosave_folder())


def _with_command(arguments: list[str]) -> list[str]:
    """`arguments` with the command that is meant when none is named: files are opened in the studio."""
    if arguments and not arguments[0].startswith("-") and arguments[0] not in _COMMANDS:
        return ["studio", *arguments]
    return arguments


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _fail(error: Exception, status: int, progress: "_Progress", debug: bool) -> int:
    progress.clear()
    if debug:
        traceback.print_exc()
    print(f"mashstudio: {' '.join(str(error).split())}", file=sys.stderr)
    return status


class _Progress:
    """Progress on standard error: a bar on a terminal, else a line for every new status."""

    _WIDTH = 30

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._told: set[str] = set()
        self._shown = 0

    def show(self, fraction: float, status: str) -> None:
        if self._terminal:
            done = round(fraction * self._WIDTH)
            line = f"[{'█' * done}{'░' * (self._WIDTH - done)}] {fraction:4.0%} {status}"[:110]
            print(f"\r{line:<{self._shown}}", end="", file=sys.stderr, flush=True)
            self._shown = len(line)
        elif status not in self._told:
            # Two songs are worked on at once and their reports alternate: each is told once.
            self._told.add(status)
            print(f"{fraction:4.0%} {status}", file=sys.stderr, flush=True)

    def tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self.clear()
            print(f"mashstudio: {' '.join(sentence.split())}", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            print(f"\r{' ' * self._shown}\r", end="", file=sys.stderr, flush=True)
            self._shown = 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="mashstudio", description="Make song mashups. Everything stays on this computer.")
    parser.add_argument("--debug", action="store_true", help="print a traceback when something goes wrong")
    parser.set_defaults(run=_studio, files=[])
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    common = _Parser(add_help=False)
    common.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    add = partial(commands.add_parser, parents=[common])

    command = add("studio", help="open the window; with songs or a project, open them (this is what no command does)")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE")
    command.set_defaults(run=_studio)

    command = add("analyze", help="find tempo, beats, downbeats, key and loudness")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help="print JSON alone on standard output")
    command.add_argument("--out", type=Path, metavar="DIR", help="write one JSON file per song into this folder")
    command.set_defaults(run=_analyze)

    command = add("separate", help="split a song into vocals, drums, bass and other")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for the four WAV files")
    _add_separator(command)
    command.set_defaults(run=_separate)

    command = add("mash", help="make a mashup of two songs")
    command.add_argument("a", type=Path, metavar="A")
    command.add_argument("b", type=Path, metavar="B")
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help="the mix: .wav, .flac, .mp3 or .ogg")
    command.add_argument("--project", type=Path, metavar="P.mash", help="save the mashup as a project, too")
    command.add_argument("--tempo", default="faster", help="faster, slower, a, b or BPM (default: faster)")
    command.add_argument("--key", default="middle", help="middle, a, b, none or a key: “F minor” (default: middle)")
    command.add_argument("--cells", help="what sounds when: “A:vocals@1-32 B:drums,bass,other@1-64”")
    _add_separator(command)
    _add_lufs(command)
    command.set_defaults(run=_mash)

    command = add("export", help="render a project to a file")
    command.add_argument("project", type=Path, metavar="PROJECT")
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help="the mix: .wav, .flac, .mp3 or .ogg")
    command.add_argument("--stems", action="store_true", help="write every lane into a folder beside FILE, too")
    _add_separator(command)
    _add_lufs(command)
    command.set_defaults(run=_export)

    _add_play(add("play", help="play a project in the terminal"))

    command = add("demo", help="open the bundled demo in the window, or render it to a file")
    command.add_argument("--out", type=Path, metavar="FILE", help="render it to this file")
    command.set_defaults(run=_demo)

    _add_models(add("models", help="Demucs' separation models: list, get, import or remove them"), common)

    command = add("doctor", help="say what works on this machine and how to mend what doesn't")
    command.add_argument("--json", action="store_true", help="print JSON alone on standard output")
    command.set_defaults(run=_doctor)
    return parser


def _add_models(command: argparse.ArgumentParser, common: _Parser) -> None:
    actions = command.add_subparsers(metavar="ACTION", parser_class=_Parser)
    command.set_defaults(run=_models, action="list")
    actions.add_parser("list", parents=[common]).set_defaults(action="list")
    for action, argument, kind in (("get", "name", str), ("import", "file", Path), ("remove", "name", str)):
        sub = actions.add_parser(action, parents=[common])
        sub.add_argument(argument, type=kind)
        sub.set_defaults(action=action)


def _add_play(command: argparse.ArgumentParser) -> None:
    command.add_argument("project", type=Path, metavar="PROJECT")
    command.add_argument("--from", type=int, dest="start", metavar="BEAT", help="the beat to begin at, from 1")
    command.add_argument("--loop", metavar="BEAT-BEAT", help="repeat these beats, the last one included: 5-8")
    command.add_argument("--device", metavar="NAME", help="the sound device to play on, or a part of its name")
    command.add_argument("--metronome", action="store_true", help="click on beats, higher on downbeats")
    _add_separator(command)
    _add_lufs(command)
    command.set_defaults(run=_play)


def _add_separator(command: argparse.ArgumentParser) -> None:
    command.add_argument("--separator", choices=("auto", "demucs", "spleeter"), default="auto")
    command.add_argument("--model", metavar="NAME", help="which Demucs model (see `mashstudio models`)")


def _add_lufs(command: argparse.ArgumentParser) -> None:
    help_text = f"loudness to aim for, or none to only keep the peaks at −1 dBTP (default: {DEFAULT_LUFS:g})"
    command.add_argument("--lufs", default=str(DEFAULT_LUFS), help=help_text)


def _lufs(text: str) -> float | None:
    if text == "none":
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -70 <= value <= 0:
        raise BadArgument(f"“{text}” is not a loudness: give LUFS from -70 to 0, or none.")
    return value


def _studio(options: argparse.Namespace, job: "Job") -> None:
    missing = next((path for path in options.files if not path.exists()), None)
    if missing is not None:
        raise BadArgument(f"There is no file or command “{missing}”. See mashstudio --help.")
    if _has_display():
        from mashstudio.gui.app import run

        run(options.files)
    elif options.files:
        raise BadArgument("There is no display to open the studio on. See mashstudio --help for what works without.")
    else:
        options.out = None
        _render_demo(options, job)


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _analyze(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    results = commands.analyze(options.files, options.out, job=job)
    if options.json:
        print(json.dumps(results[0] if len(results) == 1 else results, ensure_ascii=False, indent=1))
        return
    for result in results:
        found = [
            f"{result['bpm']:.2f} BPM ({result['tempo_sureness']})",
            f"{result['key_label']} ({result['key_sureness']}, {result['key']['camelot']})",
            *_cents(result["tuning"]),
            f"{result['num_beat']} beats in bars of {result['beats_per_bar']} ({result['downbeat_sureness']})",
            f"{result['loudness']:.1f} LUFS",
            _clock(result["length"] / 1000),
        ]
        print(f"{result['title']}: {', '.join(found)}")


def _separate(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    used, written = commands.separate(options.file, options.out, options.separator, options.model, job=job)
    print(f"Separated with {used}:")
    for path in written:
        print(f"  {path}")


def _mash(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    _print_result(
        commands.mash(
            (options.a, options.b),
            options.out,
            project=options.project,
            tempo=options.tempo,
            key=options.key,
            cells=options.cells,
            separator=options.separator,
            model=options.model,
            lufs=_lufs(options.lufs),
            job=job,
        )
    )


def _export(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    _print_result(
        commands.export(
            options.project,
            options.out,
            with_stems=options.stems,
            separator=options.separator,
            model=options.model,
            lufs=_lufs(options.lufs),
            job=job,
        )
    )


def _play(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio.playing import play

    play(
        options.project,
        start=options.start,
        loop=options.loop,
        device=options.device,
        metronome=options.metronome,
        separator=options.separator,
        model=options.model,
        lufs=_lufs(options.lufs),
        prepared=options.progress.clear,
        job=job,
    )


def _demo(options: argparse.Namespace, job: "Job") -> None:
    if options.out is None and _has_display():
        from mashstudio.gui.app import run
        from mashstudio.studio.commands import DEMO

        run([DEMO])
    else:
        _render_demo(options, job)


def _render_demo(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    _tidy_up()
    out = options.out or commands.default_demo_path()
    print("Rendering the bundled demo: two short songs, one mashup.", flush=True)
    _print_result(commands.demo(out, lufs=DEFAULT_LUFS, job=job))


def _models(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    print(commands.models(options.action, getattr(options, "name", None), getattr(options, "file", None), job=job))


def _doctor(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio.doctor import examine

    findings = examine(job=job)
    if options.json:
        print(json.dumps([finding.__dict__ for finding in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        print(f"{'✓' if finding.works else '✗'} {finding.what}: {finding.detail}")
        if finding.remedy:
            print(f"    {finding.remedy}")


def _print_result(result: dict[str, Any]) -> None:
    for title, song in zip(("A", "B"), result["songs"], strict=True):
        semitones = f"{song['shift']:+d} semitones" if song["shift"] else "key as it is"
        shift = ", ".join([semitones, *_cents(song["correction"])])
        change = f"{song['bpm']:.2f} → {result['bpm']:.2f} BPM" if song["stretch"] != 1 else f"{song['bpm']:.2f} BPM"
        print(f"{title}: {song['title']} ({change}, {song['key']}, {shift})")
    print(f"Stems: {result['separator']}")
    level = f"{result['loudness']:.1f} LUFS, {result['true_peak']:.1f} dBTP"
    print(f"Mix: {result['beats']} beats, {_clock(result['seconds'])}, {level}")
    if result["shortfall"] > 0.05:
        print(f"     {result['shortfall']:.1f} dB quieter than asked: louder would push the peaks over −1 dBTP.")
    for path in result["written"]:
        print(f"Written: {path}")


def _cents(cents: float) -> list[str]:
    """How far a song is out of tune, or is put right; nothing when nobody could hear it."""
    from mashstudio.facts.analysis import AUDIBLE

    return [f"{cents:+.0f} cents"] if abs(cents) >= AUDIBLE else []


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


if __name__ == "__main__":
    sys.exit(main())
