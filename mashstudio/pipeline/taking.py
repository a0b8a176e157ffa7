"""An instrument taken out of a song, as two files that add up to the song."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.audio.encode import AudioFormat, Tags, write_audio
from mashstudio.audio.songs import load_samples, open_song, samples_of
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.files import check_can_be_folder, explain_storage, free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.outputs import check_outputs
from mashstudio.core.units import Samples
from mashstudio.model.stems import Take, Taken
from mashstudio.pipeline.song_places import song_at
from mashstudio.pipeline.stages import separated
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.own_stems import separator_for
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.separation.steering.instruments import Instrument, instrument_named
from mashstudio.separation.tag_steered import heard_with, steered

_FORMAT: Final = AudioFormat("wav", "float32")
_BLOCK: Final = 1 << 18


@dataclass(frozen=True)
class Took:
    """The instrument, how surely it is heard (0–1; None: not known), the separator's name, and the files."""

    instrument: Instrument
    sureness: float | None
    separator: str
    written: list[Path]


def take_out(path: Path, name: str, out: Path, separator: SeparatorChoice, *, replace: bool, job: Job) -> Took:
    """Take an instrument out of a song: write it and the rest of the song into the folder `out`, as float WAV.

    Raises BadArgument if no instrument has that name, one of the files would be the song itself, or exists and
    `replace` is false; NotHeard if the instrument isn't heard.
    """
    instrument = instrument_named(name)
    targets = [out / f"{instrument.name}.wav", out / "rest.wav"]
    check_can_be_folder(out)
    check_outputs(targets, [path], replace=replace)
    usual = choose_separator(separator, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    opened = open_song(song_at(path, job=job), cache, job=job.part(0, 0.1))
    song, chosen = opened.song, separator_for(opened.song, usual)
    part = Taken(f"{instrument.stem}.{instrument.name}")

    def write() -> float | None:
        parts = separated(song, opened.samples_path, steered(chosen, (Take(part),)), cache, job=job.part(0.1, 0.9))
        whole = load_samples(samples_of(song, opened.samples_path, cache, job=job))
        sound = load_samples(parts[part])
        with explain_storage(out):
            out.mkdir(parents=True, exist_ok=True)
        for index, (target, blocks) in enumerate(zip(targets, ([sound], _rest(whole, sound)), strict=True)):
            tags = Tags(title=f"{song.title} ({target.stem})", artist=song.artist)
            writing = job.part(0.9 + index / 20, 0.95 + index / 20)
            write_audio(target, blocks, len(sound), _FORMAT, tags, job=writing)
        heard = heard_with(parts[part])
        return None if heard is None else heard.surely[instrument.name]

    sureness = cache.lasting(write)
    return Took(instrument, sureness, str(chosen.name), targets)


def _rest(whole: Samples, sound: Samples) -> Iterator[Samples]:
    for start in range(0, len(whole), _BLOCK):
        yield whole[start : start + _BLOCK] - sound[start : start + _BLOCK]
        free_pages(whole, sound)
