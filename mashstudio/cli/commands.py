"""The commands of `mashstudio`: what each one does with its options, and what it prints."""

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from mashstudio.cli.terminal import print_json
from mashstudio.facts.errors import BadArgument, MashStudioError, SomeFailed

if TYPE_CHECKING:
    from mashstudio.jobs import Job

DEFAULT_LUFS = -14.0


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


def studio(options: argparse.Namespace, job: "Job") -> None:
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


def analyze(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    results = commands.analyze(options.files, options.out, job=job)
    if options.json:
        print(json.dumps(results[0] if len(results) == 1 else results, ensure_ascii=False, indent=1))
        return
    for result in results:
        print(
            f"{result['title']}: {result['bpm']:.2f} BPM, {result['key_label']} ({result['key']['camelot']}), "
            f"{result['num_beat']} beats in bars of {result['beats_per_bar']}, {result['loudness']:.1f} LUFS, "
            f"{_clock(result['length'] / 1000)}"
        )


def separate(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    used, written = commands.separate(options.file, options.out, options.separator, options.model, job=job)
    print(f"Separated with {used}:")
    for path in written:
        print(f"  {path}")


def mash(options: argparse.Namespace, job: "Job") -> None:
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


def export(options: argparse.Namespace, job: "Job") -> None:
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


def play(options: argparse.Namespace, job: "Job") -> None:
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


def demo(options: argparse.Namespace, job: "Job") -> None:
    if options.out is None and _has_display():
        from mashstudio.gui.app import run
        from mashstudio.studio.commands import DEMO

        run([DEMO])
    else:
        _render_demo(options, job)


def _render_demo(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    out = options.out or commands.default_demo_path()
    print("Rendering the bundled demo: two short songs, one mashup.", flush=True)
    _print_result(commands.demo(out, lufs=DEFAULT_LUFS, job=job))


def models(options: argparse.Namespace, job: "Job") -> None:
    from mashstudio.studio import commands

    print(commands.models(options.action, getattr(options, "name", None), getattr(options, "file", None), job=job))


def doctor(options: argparse.Namespace, job: "Job") -> None:
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
        shift = f"{song['shift']:+d} semitones" if song["shift"] else "key as it is"
        change = f"{song['bpm']:.2f} → {result['bpm']:.2f} BPM" if song["stretch"] != 1 else f"{song['bpm']:.2f} BPM"
        print(f"{title}: {song['title']} ({change}, {song['key']}, {shift})")
    print(f"Stems: {result['separator']}")
    level = f"{result['loudness']:.1f} LUFS, {result['true_peak']:.1f} dBTP"
    print(f"Mix: {result['beats']} beats, {_clock(result['seconds'])}, {level}")
    if result["shortfall"] > 0.05:
        print(f"     {result['shortfall']:.1f} dB quieter than asked: louder would push the peaks over −1 dBTP.")
    for path in result["written"]:
        print(f"Written: {path}")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
