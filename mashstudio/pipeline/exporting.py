"""Export a mashup to files: the mix, its stems and its tempo map. Either all of them appear, or none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.audio.encode import AudioFormat, Container, Tags
from mashstudio.audio.loudness import Loudness, MasterGain
from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument, StorageError
from mashstudio.core.files import atomic_write, explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.leftovers import FOLDER_ENDING, temporary_beside
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_outputs
from mashstudio.core.text.lines import name_that_fits, said
from mashstudio.core.units import SAMPLE_RATE, Decibels, Seconds
from mashstudio.export.mastering import Lanes, whole_plan, written_lanes
from mashstudio.export.mix import export_mix, export_stems
from mashstudio.export.tempo_map import Marker, write_tempo_map
from mashstudio.model.alignment import Alignment
from mashstudio.model.bars import bars_of
from mashstudio.model.choices import BAND, LETTERS
from mashstudio.model.mashup import SILENT, Lane, Mashup
from mashstudio.model.plan import Plan
from mashstudio.model.song import song_files
from mashstudio.model.stems import Part, tag_of
from mashstudio.pipeline.band_stems import is_rendered
from mashstudio.pipeline.mashing import Snapshot, audible_plan, fit_lanes, mastered, stems_used
from mashstudio.pipeline.stages import is_at_hand
from mashstudio.render.lanes import only_lanes, sounding_lanes

_WRITING: Final[dict[Container, float]] = {"wav": 0.1, "flac": 0.2, "mp3": 4.0, "ogg": 0.8}
"""Time to write a mix, relative to the time to measure it."""

_STEMS, _TEMPO_MAP = "stems", "tempo map.mid"


@dataclass(frozen=True)
class ExportOptions:
    """What to write, and how.

    out: the mix. loudness: the target in LUFS; None: only limit the peaks. beats: the first beat and the one after the
    last; None: the whole mashup. soloed: export only the soloed lanes; otherwise solo, which is for listening, leaves
    nothing out. stems: also write every lane that sounds, into the folder “OUT stems” beside `out`; muted_stems: the
    muted ones too.
    tempo_map: also write a MIDI file, “OUT tempo map.mid”, in that folder if there is one, else beside `out`. replace:
    existing files may be replaced, unless they are songs or the project.
    """

    out: Path
    audio_format: AudioFormat
    loudness: Decibels | None = -14.0
    beats: tuple[int, int] | None = None
    tags: Tags = field(default_factory=Tags)
    soloed: bool = False
    stems: bool = False
    muted_stems: bool = False
    tempo_map: bool = False
    replace: bool = False


@dataclass(frozen=True)
class Exported:
    """What was written. seconds: the mix's length; loudness: of the mix as written.

    left_out_db: how much quieter the mix is because of the lanes left out; they count in the master gain.
    """

    written: tuple[Path, ...]
    seconds: Seconds
    master: MasterGain
    loudness: Loudness
    left_out_db: Decibels = 0.0


def usual_tags(now: Snapshot) -> Tags:
    """Return an export's default tags."""
    artists = dict.fromkeys(ready.song.artist for ready in now.songs.values() if ready.song.artist)
    first = now.mashup.sources[0].id
    shift = now.alignment.songs[first].shift
    return Tags(
        title=now.mashup.title,
        artist=" × ".join(artists),
        bpm=now.alignment.grid.tempo,
        key=None if now.alignment.key_number is None else now.songs[first].analysis.key.shifted(shift),
        comment="Made with MashStudio",
    )


def check_out(out: Path) -> None:
    """Raise BadArgument or StorageError if `out` can't be the name of a file to write."""
    with explain_storage(out):
        if not out.resolve().parent.is_dir():
            raise BadArgument(
                Message("Can't write {path}: its folder doesn't exist; create it or choose another.", path=said(out))
            )
        if out.is_dir():
            raise BadArgument(Message("Can't write {path}: that is a folder; add a file name.", path=said(out)))


def lane_names(lanes: Iterable[Lane]) -> list[str]:
    """Return a distinct stem name for every lane of a mashup: “A vocals”, “A vocals 2”, “Accompaniment drums”."""
    names: list[str] = []
    seen: Counter[tuple[int, Part]] = Counter()
    for lane in lanes:
        seen[lane.source, lane.part] += 1
        number = seen[lane.source, lane.part]
        name = f"Accompaniment {tag_of(lane.part)}" if lane.source == BAND else f"{LETTERS[lane.source]} {lane.part}"
        names.append(name + (f" {number}" if number > 1 else ""))
    return names


def files_to_write(options: ExportOptions, stems: Iterable[str]) -> list[Path]:
    """Return the files of the mix, and of the stems with these names and the tempo map if they are wanted."""
    files = [options.out]
    if options.stems:
        folder, ending = _stems_folder(options), options.audio_format.container
        files += [folder / f"{name}.{ending}" for name in stems]
    if options.tempo_map:
        files.append(_tempo_map(options))
    return files


def _stems_folder(options: ExportOptions) -> Path:
    return options.out.with_name(name_that_fits(options.out.stem, f" {_STEMS}"))


def _tempo_map(options: ExportOptions) -> Path:
    folder = _stems_folder(options) if options.stems else options.out.parent
    return folder / name_that_fits(options.out.stem, f" {_TEMPO_MAP}")


def soloed_lanes(now: Snapshot, options: ExportOptions) -> Lanes:
    """Return the soloed lanes; none if exporting only these makes no difference."""
    part = _part(now, options)
    whole = whole_plan(part, now.alignment)
    soloed = written_lanes(whole, part.lanes, solo=True)
    return () if soloed == written_lanes(whole, part.lanes) else soloed


def muted_lanes(now: Snapshot, options: ExportOptions) -> Lanes:
    """Return the muted lanes that play something."""
    part = _part(now, options)
    return tuple(lane for lane in sounding_lanes(whole_plan(part, now.alignment)) if part.lanes[lane].mute)


def files_of(now: Snapshot, options: ExportOptions) -> list[Path]:
    """Return the files of an export. Raises BadArgument if nothing would be heard."""
    names = lane_names(now.mashup.lanes)
    return files_to_write(options, [names[lane] for lane in _what(now, options).stems])


def check_export(now: Snapshot, options: ExportOptions) -> None:
    """Raise BadArgument if nothing would be heard, or if a file can't be written or must not be replaced."""
    check_out(options.out)
    songs = [file for ready in now.songs.values() for file in song_files(ready.song.place)]
    read = songs + ([] if now.project is None else [now.project])
    check_outputs(files_of(now, options), read, replace=options.replace)


def export_mashup(now: Snapshot, options: ExportOptions, cache: Cache, *, job: Job) -> Exported:
    """Mix a mashup and write what `options` asks for.

    The mix is what the player plays: the same plan, the same samples, the same master gain. A selection is mixed as if
    the mashup had no other beats, and its loudness is measured on its own.
    Raises BadArgument as `check_export` does, StorageError if the files can't be written; then, and when the job is
    cancelled, every file is as it was.
    """
    check_export(now, options)
    what = _what(now, options)
    mixing = 0.0 if now.files is not None or _at_hand(now, cache) else 0.8
    # Take the whole mashup's stems for a selection too: those are the ones in the cache.

    def export() -> Exported:
        files = now.files
        if files is None or any(file is not None and not file.exists() for file in files):
            part = job.part(0, mixing)
            files = fit_lanes(now, cache, job=part)
        with _staging(options.out) as folder:
            doing = Message("writing {name}", name=said(options.out.name))
            part, names = job.part(mixing, 1), lane_names(now.mashup.lanes)
            done = run_in_child(_write, what, names, list(files), options, folder, job=part, doing=doing)
            if options.tempo_map:
                _write_tempo_map(folder / _TEMPO_MAP, now, options)
            job.check()
            written = _put_in_place(folder, options)
        return replace(done, written=tuple(written))

    return cache.lasting(export)


@dataclass(frozen=True, eq=False)
class _What:
    """The lanes of a plan to write. document: those that count as heard whatever is soloed."""

    whole: Plan
    document: Lanes
    mixed: Lanes
    stems: Lanes


def _write(
    what: _What, names: Sequence[str], files: list[Path | None], options: ExportOptions, folder: Path, *, job: Job
) -> Exported:
    """Measure and write the mix and its stems into `folder`. Runs in a child process so the window isn't held up."""
    target, audio_format = folder / options.out.name, options.audio_format
    each, stems = _WRITING[audio_format.container], len(what.stems) if options.stems else 0
    measuring = len({tuple(sounding_lanes(what.whole)), what.document, what.mixed})
    begin, end = (time / (measuring + each + stems * each) for time in (measuring, measuring + each))
    mix = mastered(what.whole, what.document, what.mixed, files, options.loudness, job=job.part(0, begin))
    export_mix(mix.plan, mix.stems, target, audio_format, options.tags, job=job.part(begin, end))
    if options.stems:
        alone = replace(only_lanes(what.whole, what.stems), master=mix.plan.master)
        export_stems(alone, mix.plan, mix.stems, names, folder / _STEMS, audio_format, job=job.part(end, 1))
    return Exported((), mix.plan.frames / SAMPLE_RATE, mix.master, mix.loudness, mix.left_out_db)


def _at_hand(now: Snapshot, cache: Cache) -> bool:
    """Return True if all stems of the mashup are cached on its grid."""
    return all(
        is_at_hand(now.to_fit(source, speed), stems, cache)
        for source in now.mashup.ids
        for speed, stems in stems_used(now.mashup, source).items()
    ) and all(is_rendered(lane, cache) for _speed, lanes in now.band_to_play() for lane in lanes.values())


def _part(now: Snapshot, options: ExportOptions) -> Mashup:
    """Return the mashup cut to the wanted beats."""
    first, stop = options.beats or (0, now.mashup.beats)
    return replace(now.mashup, cells=now.mashup.cells[:, first:stop])


def _what(now: Snapshot, options: ExportOptions) -> _What:
    part = _part(now, options)
    if options.beats is not None and not np.any(part.played != SILENT):
        raise BadArgument(Message("The selected beats are empty. Select others, or export the whole mashup."))
    whole, document = audible_plan(part, now.alignment)
    mixed = audible_plan(part, now.alignment, solo=True)[1] if options.soloed else document
    muted = {lane for lane, each in enumerate(part.lanes) if each.mute and options.muted_stems}
    return _What(whole, document, mixed, tuple(lane for lane in sounding_lanes(whole) if lane in {*mixed, *muted}))


def _write_tempo_map(path: Path, now: Snapshot, options: ExportOptions) -> None:
    part = _part(now, options)
    beat = 0 if options.beats is None else options.beats[0]
    first = now.mashup.sources[0]
    bars = bars_of(now.alignment.songs[first.id], first.offset + beat)
    write_tempo_map(
        path,
        name=options.tags.title,
        tempo=now.alignment.grid.tempo,
        beats=part.beats,
        signatures=bars.signatures(0, part.beats),
        markers=_phrases(part, now.alignment),
    )


def _phrases(mashup: Mashup, alignment: Alignment) -> list[Marker]:
    """Return a marker where the mashup plays the beginning of a song's phrase, with the phrase's number from 1."""
    found: dict[int, list[str]] = {}
    for source in mashup.sources:
        cells = mashup.cells[mashup.lanes_of(source.id)]
        begins = np.where(cells["half"] == 0, cells["beat"], SILENT)
        for number, phrase in enumerate(alignment.songs[source.id].phrases.tolist(), start=1):
            for beat in np.flatnonzero(np.any(begins == phrase, axis=0)).tolist():
                found.setdefault(beat, []).append(f"{source.letter} phrase {number}")
    return [(beat, ", ".join(names)) for beat, names in sorted(found.items())]


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """Yield a temporary folder beside `out`, on the same disk."""
    with temporary_beside(out.parent.resolve() / out.name, FOLDER_ENDING) as folder:
        with explain_storage(out):
            folder.mkdir(0o700)
        try:
            yield folder
        except StorageError as error:
            # The user doesn't know this folder.
            raise StorageError(_moved(error.message, str(folder), str(out.parent))) from error


def _moved(message: Message, folder: str, place: str) -> Message:
    """Return `message` with `place` where it names `folder`."""
    fields = message.fields.items()
    return message.filled(
        **{name: value.replace(folder, place) if isinstance(value, str) else value for name, value in fields}
    )


def _put_in_place(folder: Path, options: ExportOptions) -> list[Path]:
    """Move the written files from `folder` into place; return their paths."""
    moves: list[tuple[Path, Path]] = []
    if options.stems:
        target = _stems_folder(options)
        with explain_storage(target):
            target.mkdir(exist_ok=True)
        moves += [(path, target / path.name) for path in sorted((folder / _STEMS).iterdir())]
    if options.tempo_map:
        moves.append((folder / _TEMPO_MAP, _tempo_map(options)))
    # The mix goes last: once it exists, everything does.
    moves.append((folder / options.out.name, options.out))
    for source, target in moves:
        with atomic_write(target, keep_link=False) as temporary:
            source.replace(temporary)
    return [options.out, *(target for _, target in moves[:-1])]
