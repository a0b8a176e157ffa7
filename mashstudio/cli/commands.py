"""The commands of `mashstudio`: run each one with its options and print the result."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mashstudio.cli.terminal import clock, print_json
from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import shown
from mashstudio.model.alignment import Engine
from mashstudio.separation.registry import SeparatorChoice

if TYPE_CHECKING:
    from mashstudio.core.jobs import Job
    from mashstudio.document.proposals import Wish

DEFAULT_LUFS = -14.0
_MOST_PLACES = 20


def _lufs(text: str) -> float | None:
    if text == "none":
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -70 <= value <= 0:
        raise BadArgument(Message("“{text}” is not a loudness: use LUFS from -70 to 0, or none.", text=text))
    return value


def _separator(options: argparse.Namespace) -> SeparatorChoice:
    return SeparatorChoice(options.separator, options.model)


def tidy_up() -> None:
    """Remove what killed processes left behind."""
    from mashstudio.core.cache import Cache, default_cache_folder
    from mashstudio.session.autosave import default_autosave_folder
    from mashstudio.session.tidying import tidy_up as remove_leftovers

    remove_leftovers(Cache(default_cache_folder()), default_autosave_folder())


def studio(options: argparse.Namespace, job: "Job") -> None:
    """Open the window; without a display and without files, render the demo."""
    missing = next((path for path in options.files if not os.access(path, os.F_OK)), None)
    if missing is not None:
        raise BadArgument(Message("No such file or command: “{name}”. See mashstudio --help.", name=shown(missing)))
    if _has_display():
        from mashstudio.gui.app import run

        run(options.files)
    elif options.files:
        raise BadArgument(
            Message("No display to open the window on. See mashstudio --help for commands that work without one.")
        )
    else:
        options.out, options.force = None, False
        _render_demo(options, job)


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def analyze(options: argparse.Namespace, job: "Job") -> None:
    """Print each song's analysis, or why it can't be used. Raises the last error."""
    from mashstudio.pipeline import commands

    done = commands.analyze(options.files, options.out, replace=options.force, job=job)
    options.progress.clear()
    results = [each.result for each in done if each.result is not None]
    if options.json and results:
        print_json(results[0] if len(done) == 1 else results)
    for each in done:
        if each.result is not None and not options.json:
            print(_analysis_line(each.result))
            if each.written is not None:
                print(f"Written: {_path(each.written)}")
    errors = [each.error for each in done if each.error is not None]
    for error in errors[:-1]:
        options.progress.fail(error)
    if errors:
        raise errors[-1]


def _analysis_line(result: dict[str, Any]) -> str:
    found = [
        f"{result['bpm']:.2f} BPM ({result['tempo_sureness']})",
        f"{result['key_label']} ({result['key_sureness']}, {result['key']['camelot']})",
        *_cents(result["tuning"]),
        f"{result['num_beat']} beats in bars of {result['beats_per_bar']} ({result['downbeat_sureness']})",
        f"{result['loudness']:.1f} LUFS",
        clock(result["length"] / 1000),
        result["sentence"],
    ]
    return f"{result['title']}: {', '.join(found)}"


def separate(options: argparse.Namespace, job: "Job") -> None:
    """Write a song's stems."""
    from mashstudio.pipeline import commands

    used, written = commands.separate(options.file, options.out, _separator(options), replace=options.force, job=job)
    print(f"Separated with {used}:")
    for path in written:
        print(f"  {_path(path)}")


def take(options: argparse.Namespace, job: "Job") -> None:
    """Take an instrument out of a song."""
    from mashstudio.pipeline.taking import take_out

    took = take_out(options.song, options.tag, options.out, _separator(options), replace=options.force, job=job)
    sure = "" if took.sureness is None else f" ({took.sureness:.0%} sure)"
    print(f"Taken out of what {took.separator} leaves in {took.instrument.stem}: {took.instrument.name}{sure}")
    for path in took.written:
        print(f"  {_path(path)}")


def mash(options: argparse.Namespace, job: "Job") -> None:
    """Make a mashup of songs."""
    from mashstudio.model.choices import key_choice, tempo_choice
    from mashstudio.pipeline import commands
    from mashstudio.pipeline.suggesting import Arranging

    request = commands.MashRequest(
        songs=options.songs,
        out=options.out,
        project=options.project,
        tempo=None if options.tempo is None else tempo_choice(options.tempo),
        key=key_choice(options.key),
        cells=options.cells,
        engine=Engine(options.engine),
        separator=_separator(options),
        lufs=_lufs(options.lufs),
        limited=options.limiter,
        replace=options.force,
        arranging=Arranging(_wish(options), options.proposal),
    )
    _print_result(commands.mash(request, job=job))


def suggest(options: argparse.Namespace, job: "Job") -> None:
    """Print which parts of songs fit each other."""
    from mashstudio.pipeline.suggesting import suggestions

    found = suggestions(options.songs, _separator(options), _wish(options), job=job)
    options.progress.clear()
    if options.json:
        print_json(found)
        return
    for song in found["songs"]:
        print(f"{song['letter']}: {song['title']} ({song['bpm']:.2f} BPM, {song['key']})")
    for shift in found["transpositions"]:
        others = " or ".join(f"{semitones:+d}" for semitones in shift["or"])
        print(f"{shift['b']} with {shift['a']}: {shift['semitones']:+d} semitones (else {others})")
    for place in found["places"][:_MOST_PLACES]:
        sung, played = (_spot(place[side]) for side in ("a", "b"))
        print(f"{place['rank']:3}. {place['fit']}: {sung} sings over {played}, {place['bars']} bars")
        print(f"     {'; '.join(place['reasons'])}")
    if not found["places"]:
        print("Nothing fits: nobody sings, no instruments play, or the songs are too short or in different metres.")
    elif len(found["places"]) > _MOST_PLACES:
        print(f"The best {_MOST_PLACES} of {len(found['places'])} places; --json prints all.")
    for number, each in enumerate(found["arrangements"], 1):
        roles = ", ".join(f"{section['role']} {section['beats']}" for section in each["sections"])
        print(f"Proposal {number}: {each['beats']} beats, {' and '.join(each['sings'])} sing: {roles}")


def _wish(options: argparse.Namespace) -> "Wish":
    """Return which arrangements are wanted. Raises BadArgument for a letter that no song can have."""
    from mashstudio.document.proposals import Length, Wish
    from mashstudio.model.choices import LETTERS

    letter = options.singer
    if letter is None:
        return Wish(Length(options.length))
    if letter.upper() not in tuple(LETTERS):
        raise BadArgument(Message("There is no song {letter}.", letter=shown(letter)))
    return Wish(Length(options.length), LETTERS.index(letter.upper()))


def _spot(spot: dict[str, Any]) -> str:
    return " ".join(filter(None, (spot["song"], spot["section"], f"bar {spot['bar']}")))


def export(options: argparse.Namespace, job: "Job") -> None:
    """Render a project."""
    from mashstudio.pipeline import commands

    request = commands.ExportRequest(
        project=options.project,
        out=options.out,
        with_stems=options.stems,
        separator=_separator(options),
        lufs=_lufs(options.lufs),
        replace=options.force,
    )
    _print_result(commands.export(request, job=job))


def play(options: argparse.Namespace, job: "Job") -> None:
    """Play a project in the terminal."""
    from mashstudio.cli.playing import PlayRequest, play

    request = PlayRequest(
        project=options.project,
        start=options.start,
        loop=options.loop,
        device=options.device,
        metronome=options.metronome,
        separator=_separator(options),
        lufs=_lufs(options.lufs),
    )
    play(request, prepared=options.progress.clear, job=job)


def demo(options: argparse.Namespace, job: "Job") -> None:
    """Open the demo, or render it."""
    if options.out is None and _has_display():
        from mashstudio.gui.app import run
        from mashstudio.pipeline.commands import DEMO

        run([DEMO])
    else:
        _render_demo(options, job)


def _render_demo(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.pipeline import commands

    tidy_up()
    out = options.out or commands.default_demo_path()
    print("Rendering the bundled demo: two short songs, one mashup.", flush=True)
    _print_result(commands.demo(out, lufs=DEFAULT_LUFS, replace=options.force, job=job))


def models(options: argparse.Namespace, job: "Job") -> None:
    """List, get, import or remove models."""
    from mashstudio.pipeline import commands

    print(commands.models(options.action, getattr(options, "name", None), getattr(options, "file", None), job=job))


def doctor(options: argparse.Namespace, job: "Job") -> None:
    """Print what works on this machine."""
    from mashstudio.pipeline.doctor import examine

    findings = examine(job=job)
    if options.json:
        print_json([{name: _plain(fact) for name, fact in vars(finding).items()} for finding in findings])
        return
    for finding in findings:
        print(f"{'✓' if finding.works else '✗'} {finding.what}: {finding.detail}")
        if finding.remedy:
            print(f"    {finding.remedy}")


def _plain(fact: object) -> object:
    """Return `fact` as JSON can hold it: a Message as text, None as ""."""
    return fact if isinstance(fact, bool) else str(fact or "")


def _print_result(result: dict[str, Any]) -> None:
    for song in result["songs"]:
        semitones = f"{song['shift']:+d} semitones" if song["shift"] else "key unchanged"
        shift = ", ".join([semitones, *_cents(song["correction"])])
        change = f"{song['bpm']:.2f} → {result['bpm']:.2f} BPM" if song["stretch"] != 1 else f"{song['bpm']:.2f} BPM"
        print(f"{song['letter']}: {song['title']} ({change}, {song['key']}, {shift})")
    print(f"Stems: {result['separator']}")
    level = f"{result['loudness']:.1f} LUFS, {result['true_peak']:.1f} dBTP"
    print(f"Mix: {result['beats']} beats, {clock(result['seconds'])}, {level}")
    if result["shortfall"] > 0.05:
        print(f"     {result['shortfall']:.1f} dB below the target, because peaks would exceed −1 dBTP.")
    if result["limited"] > 0.05:
        print(f"     Peaks are limited, the highest by {result['limited']:.1f} dB.")
    if result["left_out"] > 0.05:
        print(
            f"     {result['left_out']:.1f} dB quieter than with all lanes: the master gain also counts those left out."
        )
    for path in result["written"]:
        print(f"Written: {_path(Path(path))}")


def _path(path: Path) -> str:
    """Return a path that other programs accept, or a readable form if it contains unprintable characters."""
    return str(path) if str(path).isprintable() else shown(path)


def _cents(cents: float) -> list[str]:
    """Format a song's tuning or its correction; nothing if it is inaudible."""
    from mashstudio.model.analysis import AUDIBLE

    return [f"{cents:+.0f} cents"] if abs(cents) >= AUDIBLE else []
