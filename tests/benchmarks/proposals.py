"""Whether arrangements made of what fits hold: ten pairs of songs, arranged, mixed and measured.

    python tests/benchmarks/proposals.py FOLDER [--real FOLDER] [--pairs N] [--length short|medium|whole]

FOLDER: keeps the rendered songs, the cache and the mixes (one WAV for each pair). --real: songs that
`python3 ../shared/tools/real_songs.py FOLDER` wrote; their guitar is the voice. The others are rendered (Debian:
fluidsynth, fluid-soundfont-gm).

Columns: bars; the share of beats on which two voices are heard (%), by what the leads do on the beats that play; beats
without any stem; the share of borders, where voice or band change, on which a section of a song that sounds there
begins or ends (%), and the share of swaps, where another song's band comes, at which its own section begins; loudness
in LUFS, the range of its 3-second windows (10th to 95th percentile above the gate, LU) and how much louder the drop's
first bars are than the break's; joins with a click (a step four times as steep as anything within a second of it) and
holes (0.1 s under −60 dBFS within the mix).
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2] / "resources" / "demo")]

from random_songs import Part, rendered

from mashstudio.audio.loudness import KWeighting, integrated_loudness
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Decibels, Samples
from mashstudio.document.edits import filled_beats
from mashstudio.document.placing import with_proposal
from mashstudio.document.proposals import Length, Proposal, Role, Stretch, Wish, proposals
from mashstudio.document.suggest import HeardSong, suggest
from mashstudio.model.beat_sound import is_active
from mashstudio.model.choices import Middle
from mashstudio.model.mashup import SILENT, Mashup
from mashstudio.model.stems import StemName
from mashstudio.pipeline.mashing import (
    Snapshot,
    align_mashup,
    mix_mashup,
    new_mashup,
    ready_songs,
    separators_of,
    song_beats,
)
from mashstudio.pipeline.song_places import song_at
from mashstudio.pipeline.suggesting import heard_together, songs_to_hear
from mashstudio.render.renderer import Renderer
from mashstudio.separation.spleeter_separator import SpleeterSeparator

_QUIET: Final = frozenset({StemName.VOCALS})
FORM: Final = (
    Part("I", 4, _QUIET), Part("V"), Part("C"), Part("V"), Part("C"),
    Part("B", 4, frozenset({StemName.VOCALS, StemName.DRUMS})), Part("C"), Part("I", 4, _QUIET),
)  # fmt: skip
RENDERED: Final = 5
JOB: Final = Job()


def rendered_songs(folder: Path) -> list[Path]:
    """Return folders with the stems of rendered songs."""
    made = []
    for number in range(RENDERED):
        song = folder / f"rendered {number}"
        made.append(song)
        if not song.exists():
            song.mkdir(parents=True)
            for stem, samples in rendered(number, FORM).stems.items():
                soundfile.write(song / f"{stem}.wav", samples * np.float32(0.5), SAMPLE_RATE)
    return made


def real_songs(real: Path, folder: Path) -> list[Path]:
    """Return folders with the guitar of each song as its voice, and the rest as its band."""
    made = []
    for guitar in sorted(real.glob("*.guitar.wav")):
        name = guitar.name.removesuffix(".guitar.wav")
        song = folder / name
        made.append(song)
        if not song.exists():
            song.mkdir(parents=True)
            (song / "vocals.wav").symlink_to(guitar.resolve())
            (song / "other.wav").symlink_to((real / f"{name}.backing.wav").resolve())
    return made


def arranged(
    paths: tuple[Path, Path], length: Length, cache: Cache
) -> tuple[Snapshot, Proposal, list[HeardSong]] | None:
    """Return two songs with the best proposal, that proposal, and what was heard of them; None if nothing fits."""
    songs = ready_songs({source: song_at(path, job=JOB) for source, path in enumerate(paths)}, cache, job=JOB)
    separators = separators_of(songs, SpleeterSeparator())
    mashup, alignment = new_mashup(songs, None, Middle(), None)
    heard = heard_together(songs_to_hear(songs, alignment, separators), cache, job=JOB)
    made = proposals(heard, suggest(heard), Wish(length), alignment.grid.tempo)
    if not made:
        return None
    proposal = made[0]
    planned = {source: song.shift for source, song in alignment.songs.items()}
    mashup = with_proposal(mashup, song_beats(alignment), planned, proposal)
    return Snapshot(mashup, align_mashup(mashup, songs), songs, separators), proposal, heard


def two_voices(mashup: Mashup, heard: list[HeardSong]) -> float:
    """Return the share of beats on which more than one voice is heard, in %."""
    voices = np.zeros(mashup.beats, np.int64)
    for row, lane in enumerate(mashup.lanes):
        if lane.part is StemName.VOCALS:
            beats = mashup.played[row]
            voices += (beats != SILENT) & is_active(heard[lane.source].lead.activity)[beats]
    return 100 * float(np.mean(voices > 1))


def borders(proposal: Proposal, heard: list[HeardSong]) -> tuple[float, float]:
    """Return the shares of borders on a section's border, and of swaps at the coming band's section, in %."""
    starts = [{section.beat for section in song.sections} for song in heard]
    on, swaps = [], []

    def edge(stretch: Stretch, at: int) -> bool:
        spots = (stretch.band,) if stretch.voice is None else (stretch.voice, stretch.band)
        return any(spot.beat + at in starts[spot.source] for spot in spots)

    for before, after in pairwise(proposal.stretches):
        on.append(edge(before, before.beats) or edge(after, 0))
        if after.band.source != before.band.source:
            swaps.append(edge(after, 0) and after.band.beat in starts[after.band.source])
    return 100 * float(np.mean(on)), 100 * float(np.mean(swaps or [True]))


def windows(mix: Samples) -> NDArray[np.float64]:
    """Return the loudness of each 3 seconds, every second, LUFS."""
    weighting, minute = KWeighting(), 60 * SAMPLE_RATE
    weighed = [weighting.weigh(mix[start : start + minute]) for start in range(0, len(mix), minute)]
    power = (np.concatenate(weighed) ** 2).sum(axis=1)
    sums = np.concatenate([[0.0], np.cumsum(power)])
    starts = np.arange(0, max(len(power) - 3 * SAMPLE_RATE, 1), SAMPLE_RATE)
    ends = np.minimum(starts + 3 * SAMPLE_RATE, len(power))
    return np.asarray(-0.691 + 10 * np.log10((sums[ends] - sums[starts]) / (ends - starts) + 1e-12))


def loudness_range(mix: Samples) -> Decibels:
    """Return the range of the loudness of 3 seconds, LU (after EBU Tech 3342)."""
    short = windows(mix)
    short = short[short > -70]
    gate = 10 * np.log10(np.mean(10 ** (short / 10))) - 20
    low, high = np.percentile(short[short > gate], [10, 95])
    return float(high - low)


def drop(now: Snapshot, proposal: Proposal, mix: Samples) -> float:
    """Return how much louder the first four bars of the drop are than the break, LU; NaN without one."""
    found = {stretch.role: stretch for stretch in proposal.stretches}
    if Role.DROP not in found:
        return float("nan")
    quiet, loud = found[Role.BREAK], found[Role.DROP]
    frames = now.alignment.grid.frames(proposal.beats + 1)
    before = mix[frames[quiet.start] : frames[loud.start]]
    return float(integrated_loudness(mix[frames[loud.start] : frames[loud.start + 16]]) - integrated_loudness(before))


def clicks(now: Snapshot, proposal: Proposal, mix: Samples) -> int:
    """Return at how many joins the sound steps."""
    steps = np.abs(np.diff(mix.mean(axis=1), n=2))
    found = 0
    for stretch in proposal.stretches[1:]:
        at = int(now.alignment.grid.frame(stretch.start))
        near, around = steps[at - 441 : at + 441], steps[max(at - SAMPLE_RATE, 0) : at + SAMPLE_RATE].copy()
        around[SAMPLE_RATE - 441 : SAMPLE_RATE + 441] = 0
        found += bool(near.max() > 4 * around.max())
    return found


def holes(mix: Samples) -> int:
    """Return how many tenths of a second are silent within the mix."""
    tenth = SAMPLE_RATE // 10
    level = np.sqrt((mix[: len(mix) // tenth * tenth].reshape(-1, 2 * tenth) ** 2).mean(axis=1))
    loud = np.flatnonzero(level > 1e-3)
    return int((level[loud[0] : loud[-1]] <= 1e-3).sum())


def pairs(songs: list[Path], others: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield pairs: of each kind, and across."""
    yield from combinations(songs, 2)
    yield from zip(songs, others, strict=False)
    yield from combinations(others, 2)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--length", type=Length, choices=list(Length), default=Length.MEDIUM)
    options = parser.parse_args()
    cache = Cache(options.folder / "cache")
    measured = 0
    real = [] if options.real is None else real_songs(options.real, options.folder / "real")
    print(f"{'':44} bars  two voices  empty  borders  swaps   LUFS  range  drop  clicks  holes")
    for paths in pairs(real, rendered_songs(options.folder)):
        names = f"{paths[0].name} × {paths[1].name}"
        if (found := arranged(paths, options.length, cache)) is None:
            print(f"{names:44} nothing fits")
            continue
        now, proposal, heard = found
        mix = mix_mashup(now, cache, target=-14.0, job=JOB)
        sound = np.concatenate(list(Renderer(mix.plan, mix.stems).blocks()))
        soundfile.write(options.folder / f"{names}.wav", sound, SAMPLE_RATE)
        on, swaps = borders(proposal, heard)
        print(
            f"{names:44} {proposal.beats / 4:4.0f} {two_voices(now.mashup, heard):11.1f}"
            f" {int((~filled_beats(now.mashup)).sum()):6} {on:8.0f} {swaps:6.0f} {integrated_loudness(sound):6.1f}"
            f" {loudness_range(sound):6.1f} {drop(now, proposal, sound):5.1f} {clicks(now, proposal, sound):7}"
            f" {holes(sound):6}",
            flush=True,
        )
        measured += 1
        if measured == options.pairs:
            break


if __name__ == "__main__":
    main()
