"""The commands `mashstudio train` and `mashstudio evaluate`: their arguments, and what they print."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mashstudio.cli.terminal import print_json
from mashstudio.core.text.lines import shown

if TYPE_CHECKING:
    from mashstudio.core.jobs import Job

_MOST_WRONG = 20
_METHODS = {
    "tracked": "tracked live",
    "peaks": "peaks over",
    "dbn": "DBN over",
    "analysis": "MashStudio's analysis",
    "librosa": "librosa",
}

Show = Callable[[dict[str, Any]], None]


def add_train(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add what `train` does to its parser. common: the options that every command has."""
    actions = command.add_subparsers(metavar="ACTION", required=True)
    sub = actions.add_parser(
        "genre",
        parents=[common],
        help="train a network that tells genres apart",
        description="FOLDER holds a folder of songs for each genre; train_list.txt, valid_list.txt and test_list.txt"
        " in it say which songs are for what, else a fifth validates and a fifth tests. Run the same command again"
        " to go on with an interrupted training.",
    )
    _add_training(sub)
    sub.set_defaults(run=train_genre)
    sub = actions.add_parser(
        "beats",
        parents=[common],
        help="train a network that hears beats, downbeats and the tempo",
        description="FOLDER holds the songs in tracks/ and, for each, a file of the same name in beats/: a line for"
        " each beat with its time in seconds and its place in the bar. Run the same command again to go on with an"
        " interrupted training.",
    )
    _add_training(sub)
    sub.set_defaults(run=train_beats)
    sub = actions.add_parser(
        "accompaniment",
        parents=[common],
        help="train a network that writes accompaniments",
        description="FOLDER holds MIDI files of one genre, with drums on channel 10, and --genre names it. Without a"
        " folder the ten genres of MashStudio are learned, from songs that it composes itself. Run the same command"
        " again to go on with an interrupted training. Settings follow the folder, before any option.",
    )
    sub.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    sub.add_argument("--genre", metavar="NAME", help="the genre of the MIDI files")
    sub.add_argument(
        "--model",
        choices=("ar", "gan"),
        default="ar",
        help="ar: a network that writes note by note (default); gan: generator and discriminator, bar by bar",
    )
    _add_settings(sub)
    sub.set_defaults(run=train_accompaniment)
    sub = actions.add_parser(
        "corpus",
        parents=[common],
        help="make songs with known beats, chords, sections and stems",
        description="Needs FluidSynth and a General MIDI soundfont (on Debian: sudo apt-get install libfluidsynth3"
        " fluid-soundfont-gm). The same seed and soundfont give the same songs. Run the same command again to go on"
        " with an interrupted one.",
    )
    sub.add_argument("out", type=Path, metavar="OUT", help="folder for the corpus")
    sub.add_argument("--hours", type=float, required=True, metavar="N", help="how much music, in hours")
    sub.add_argument("--seed", type=int, default=1, metavar="S", help="another seed gives other songs (default: 1)")
    sub.add_argument("--soundfont", type=Path, metavar="FILE", help="a General MIDI soundfont, .sf2 or .sf3")
    wish = "make every second song to a groove of MMA (on Debian: sudo apt-get install mma)"
    sub.add_argument("--mma", action="store_true", help=wish)
    sub.set_defaults(run=make_corpus)
    sub = actions.add_parser(
        "export", parents=[common], help="copy a trained model without what only its training needs, and add it as ONNX"
    )
    sub.add_argument("model", type=Path, metavar="MODEL")
    sub.add_argument("out", type=Path, metavar="OUT", help="new folder: weights, description, ONNX, checksums")
    sub.set_defaults(run=export)


def _add_training(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("folder", type=Path, metavar="FOLDER")
    _add_settings(sub)


def _add_settings(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("settings", nargs="*", metavar="NAME=VALUE", help="settings, like batch_size=32 seed=7")
    sub.add_argument("--config", type=Path, metavar="FILE", help="a JSON file of settings")
    sub.add_argument("--out", type=Path, required=True, metavar="MODEL", help="folder for the model")
    sub.add_argument("--force", action="store_true", help="begin anew if the folder holds another training")


def add_evaluate(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add what `evaluate` does to its parser. common: the options that every command has."""
    actions = command.add_subparsers(metavar="ACTION", required=True)
    sub = actions.add_parser("genre", parents=[common], help="judge a genre model by songs")
    _add_judging(sub, "a folder of songs for each genre", "report.json and confusion.png")
    sub.set_defaults(run=evaluate_genre)
    sub = actions.add_parser(
        "beats",
        parents=[common],
        help="judge a beat model by songs with known beats",
        description="The model is judged by the tracker of live sound, and at each threshold by its peaks and by a"
        " DBN; beside it stand MashStudio's analysis (madmom's networks) and librosa.",
    )
    _add_judging(sub, "a folder with tracks/ and beats/", "report.json, plots and samples with clicks")
    sub.set_defaults(run=evaluate_beats)


def _add_judging(sub: argparse.ArgumentParser, songs: str, written: str) -> None:
    sub.add_argument("model", type=Path, metavar="MODEL", help="a model's folder, or an installed model's name")
    sub.add_argument("folder", type=Path, metavar="FOLDER", help=songs)
    sub.add_argument("--out", type=Path, metavar="DIR", help=f"also write {written} to this folder")
    sub.add_argument("--json", action="store_true", help="print only JSON to standard output")


def train_genre(options: argparse.Namespace, job: "Job") -> None:
    """Train a genre model and print how well it does."""
    from mashstudio.pipeline.learning import train_genre

    _train(options, train_genre, _print_report, job)


def train_beats(options: argparse.Namespace, job: "Job") -> None:
    """Train a beat model and print how well it does."""
    from mashstudio.pipeline.beat_learning import train_beats

    _train(options, train_beats, _print_beat_report, job)


def train_accompaniment(options: argparse.Namespace, job: "Job") -> None:
    """Train an accompaniment model and print how well it does."""
    from mashstudio.pipeline.band_learning import BandTraining, train_accompaniment

    folder, settings = options.folder, options.settings
    if folder is not None and "=" in str(folder) and not folder.is_dir():
        # Without a folder, what comes first is a setting.
        folder, settings = None, [str(folder), *settings]
    request = BandTraining(
        options.out, folder, options.genre, options.config, tuple(settings), options.force, options.model
    )
    _print_training(options, train_accompaniment(request, job=job), _print_band_report)


def _print_band_report(report: dict[str, Any]) -> None:
    fits = ", ".join(f"{part} {share:.1%}" for part, share in report["in_chord_or_scale"].items())
    counted = f"{report['songs']} songs, {report['bars']} bars of lanes"
    if "distance" in report:
        away = ", ".join(f"{name} {value:.3f}" for name, value in report["distance"].items())
        print(f"{counted}, the discriminator is right about {report['accuracy']:.1%} (50% is chance)")
        print(f"Distance from written bars, 0 to 1: {away}")
    else:
        nats = ", ".join(f"{name} {value:.1f}" for name, value in report["nats_per_bar"].items())
        print(f"{counted}, {report['accuracy']:.1%} of tokens foreseen")
        print(f"Surprise in nats per bar: {nats}")
    print(f"In the chord or scale: {fits}; bars without drums: {report['empty_drum_bars']:.1%}")
    if report["told_apart"] is not None:
        print(f"Told from written bars: {report['told_apart']:.1%} (50% is chance)")
    print(f"8 bars in {report['seconds_for_8_bars']:.2f} s")


def _train(options: argparse.Namespace, train: Callable[..., dict[str, Any]], show: Show, job: "Job") -> None:
    from mashstudio.pipeline.learning import TrainingRequest

    request = TrainingRequest(options.folder, options.out, options.config, tuple(options.settings), options.force)
    _print_training(options, train(request, job=job), show)


def _print_training(options: argparse.Namespace, report: dict[str, Any], show: Show) -> None:
    options.progress.clear()
    if report["songs"]:
        show(report)
    print(f"The weights of epoch {report['epoch']} are kept in {shown(options.out)}; the curves: training.html")


def evaluate_genre(options: argparse.Namespace, job: "Job") -> None:
    """Print how well a genre model does on some songs."""
    from mashstudio.pipeline.learning import evaluate_genre

    _show(options, evaluate_genre(options.model, options.folder, options.out, job=job), _print_report)


def evaluate_beats(options: argparse.Namespace, job: "Job") -> None:
    """Print how well a beat model does on some songs."""
    from mashstudio.pipeline.beat_judging import evaluate_beats

    _show(options, evaluate_beats(options.model, options.folder, options.out, job=job), _print_beat_report)


def _show(options: argparse.Namespace, report: dict[str, Any], show: Show) -> None:
    options.progress.clear()
    if options.json:
        print_json(report)
    else:
        show(report)


def _print_beat_report(report: dict[str, Any]) -> None:
    columns = f"{'F':>7}{'CMLt':>7}{'AMLt':>7}{'bars':>7}{'tempo 1':>9}{'tempo 2':>9}"
    print(f"{report['songs']} songs")
    print(f"{'':25}{columns}")
    for method, words in _METHODS.items():
        threshold = report["best"].get(method)
        if method in report:
            row = report[method] if threshold is None else report[method][threshold]
            print(f"{words if threshold is None else f'{words} {threshold}':25}{_figures(row)}")
    methods = [method for method in report["best"] if method in report]
    for method in methods:
        print(f"\n{_METHODS[method] + ' …':25}{columns}")
        for threshold, row in report[method].items():
            print(f"{threshold:>25}{_figures(row)}")


def _figures(row: dict[str, float]) -> str:
    shares = [row.get(key) for key in ("f_measure", "cmlt", "amlt", "downbeat_f_measure")]
    tempi = [row[key] for key in ("tempo_accuracy_1", "tempo_accuracy_2")]
    return "".join(f"{'–' if x is None else f'{x:.3f}':>7}" for x in shares) + "".join(f"{x:9.0%}" for x in tempi)


def make_corpus(options: argparse.Namespace, job: "Job") -> None:
    """Make a corpus and print how large it is."""
    from mashstudio.pipeline.corpus import CorpusRequest, make_corpus

    made = make_corpus(CorpusRequest(options.out, options.hours, options.seed, options.soundfont, options.mma), job=job)
    options.progress.clear()
    print(f"{made['songs']} songs in {made['styles']} styles, {made['hours']:.2f} hours: {shown(options.out)}")


def export(options: argparse.Namespace, job: "Job") -> None:
    """Copy a trained model, with ONNX."""
    from mashstudio.pipeline.model_export import export_with_onnx

    written = export_with_onnx(options.model, options.out, job=job)
    options.progress.clear()
    for path in written:
        print(f"Written: {shown(path)}")


def _print_report(report: dict[str, Any]) -> None:
    print(f"{report['songs']} songs, {report['accuracy']:.1%} right")
    width = max(map(len, report["genres"]))
    figures = max(len(str(max(map(max, report["confusion"])))), 2) + 1
    print(f"{'':{width}}        taken for")
    print(f"{'':{width}}  recall{''.join(f'{number:{figures}}' for number in range(1, len(report['genres']) + 1))}")
    for number, (genre, counts) in enumerate(zip(report["genres"], report["confusion"], strict=True), 1):
        recall = report["recall"][genre]
        share = "     –" if recall is None else f"{recall:6.0%}"
        print(f"{genre:{width}}  {share}{''.join(f'{count:{figures}}' for count in counts)}  {number}")
    for wrong in report["wrong"][:_MOST_WRONG]:
        print(f"{wrong['song']}: {wrong['judged']}, not {wrong['genre']} ({wrong['sure']:.0%} sure)")
