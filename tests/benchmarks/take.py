"""How well an instrument is taken out of a part of a song: SI-SDR of what is taken, less that of the part itself (dB).

    python tests/benchmarks/take.py [--seeds 1 3 4] [--soundfont FILE] [--separated] [--real FOLDER]

Rendered cases: twelve for each seed, six instruments in real arrangements of thirty seconds, each beside one other
melodic instrument, none of them heard in training; needs FluidSynth and FluidR3 GM. --soundfont: played by another
soundfont than in training, which says how much the network knows beyond FluidR3. --separated: taken out of what the
built-in separator leaves in `other` of the whole song, judged beside that. --real FOLDER: songs with their true guitar,
made by `python3 ../shared/tools/real_songs.py FOLDER`: a minute of each, the guitar taken out of what the separator
leaves in `other`, and out of the guitar and what it leaves of the backing, as if it had left the guitar whole.

Beside it: HPSS alone (librosa's harmonic part for what sustains, the percussive one for what is plucked or struck,
whichever is better, so it has seen the truth), the atoms chosen by the taggers' words without the network, and the
oracle, which knows whose each atom is.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import librosa
import numpy as np
import soundfile
import soxr
import torch

from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.separation.spleeter_separator import SpleeterSeparator
from mashstudio.separation.steering.atoms import PIECE, Atoms, find_atoms
from mashstudio.separation.steering.instruments import instrument_named
from mashstudio.separation.steering.spectra import BEGIN, HOP, SIZE, Joined, frames_of, magnitudes, sound_of, spectrum
from mashstudio.separation.steering.taking import take
from mashstudio.taggers.log_mel import RATE, log_mel, samples_for
from mashstudio.taggers.musicnn_weights import VOCABULARIES, load_networks, load_vgg
from mashstudio.taggers.vgg_network import FRAMES
from mashstudio.training.corpus.sampler import find_soundfont
from mashstudio.training.corpus.score import CHORDS, LEAD, compose
from mashstudio.training.corpus.writing import rendered

TARGETS: Final = {
    "guitar": (CHORDS, (24, 25, 27)),
    "piano": (CHORDS, (0, 1, 2)),
    "strings": (CHORDS, (48, 49)),
    "flute": (LEAD, (73,)),
    "synth": (LEAD, (80, 81)),
    "violin": (LEAD, (40,)),
}
"""Which part plays each instrument, and by which of General MIDI's programs."""
OTHERS: Final = {CHORDS: (0, 25, 27, 48, 18, 4, 90), LEAD: (73, 65, 40, 11, 80, 56, 66)}
_ALIKE: Final = (range(24, 31), (0, 1, 2, 4, 5), (40, 41, 42, 48, 49, 50), (73,), (80, 81, 90), (16, 18))
_SECONDS: Final = 30
_REAL_SECONDS: Final = 60
_HEARD: Final = 24
_WORDS: Final = {"strings": ("strings", "violin", "cello"), "synth": ("synth", "electronic")}
"""The taggers' words for an instrument, where it isn't its name."""


@dataclass(frozen=True, eq=False)
class Case:
    """target is taken out of `part`; truth: what it should be; both (frames, 2)."""

    name: str
    tag: str
    part: Samples
    target: Samples


def si_sdr(truth: Samples, heard: Samples) -> float:
    """Return the scale-invariant signal-to-distortion ratio in dB (Le Roux et al., "SDR half-baked", 2019)."""
    a, b = truth.ravel().astype(np.float64), heard.ravel().astype(np.float64)
    scaled = a * (a @ b) / (a @ a)
    return float(10 * np.log10((scaled @ scaled + 1e-20) / ((b - scaled) @ (b - scaled) + 1e-20)))


def rendered_cases(seed: int, soundfont: Path, separated: bool) -> Iterator[Case]:
    """Yield two cases for each instrument."""
    for tag, (part, programs) in TARGETS.items():
        for turn in (0, 1):
            dice = random.Random(f"{seed} {tag} {turn}")
            program = dice.choice(programs)
            first = dice.randrange(10**6)
            scores = (compose(number, seed, 60.0) for number in range(first, first + 100))
            score = next(each for each in scores if {note.part for note in each.notes} >= {CHORDS, LEAD})
            other = LEAD if part == CHORDS else CHORDS
            family = next((family for family in _ALIKE if program in family), (program,))
            used = {part: program, other: dice.choice([each for each in OTHERS[other] if each not in family])}
            notes = tuple(
                replace(note, sound=replace(note.sound, program=used[note.part])) if note.part in used else note
                for note in score.notes
            )
            stems = rendered(replace(score, notes=notes), seed, soundfont)
            start = _both_play(stems[part], stems[other])
            pieces = [stem[start : start + _SECONDS * SAMPLE_RATE] for stem in stems]
            whole: Samples = np.sum(np.stack(pieces), axis=0, dtype=np.float32)
            beside = _other(whole) if separated else pieces[part] + pieces[other]
            yield Case(f"{seed} {tag} {turn} ({used[part]} beside {used[other]})", tag, beside, pieces[part])


def _both_play(one: Samples, other: Samples) -> int:
    window = np.ones(_SECONDS * 100)
    energies = [np.convolve((sound**2).sum(axis=1)[:: SAMPLE_RATE // 100], window, "valid") for sound in (one, other)]
    return int(np.minimum(*energies).argmax()) * (SAMPLE_RATE // 100)


def _other(song: Samples) -> Samples:
    """Return what the built-in separator leaves in `other`."""
    with tempfile.TemporaryDirectory() as name:
        np.save(Path(name, "mix.npy"), song)
        SpleeterSeparator().separate(Path(name, "mix.npy"), Path(name), job=Job())
        other: Samples = np.load(Path(name, "other.npy"))
        return other


def real_cases(folder: Path) -> Iterator[Case]:
    """Yield a minute of each song, twice."""
    for path in sorted(folder.glob("*.guitar.wav")):
        title = path.name.removesuffix(".guitar.wav")
        guitar, backing = (
            soundfile.read(folder / f"{title}.{part}.wav", dtype="float32", always_2d=True)[0]
            for part in ("guitar", "backing")
        )
        start = max(min(len(guitar), len(backing)) // 2 - _REAL_SECONDS * SAMPLE_RATE // 2, 0)
        guitar, backing = (
            np.repeat(sound, 3 - sound.shape[1], axis=1)[start : start + _REAL_SECONDS * SAMPLE_RATE]
            for sound in (guitar, backing)
        )
        yield Case(f"{title}, from other", "guitar", _other(guitar + backing), guitar)
        yield Case(f"{title}, whole guitar", "guitar", guitar + _other(backing), guitar)


def taken(case: Case) -> tuple[Samples, float]:
    """Return what is taken (silence if it isn't heard), and how far the parts are from adding up, in dB."""
    with tempfile.TemporaryDirectory() as name:
        np.save(Path(name, "part.npy"), case.part)
        files = Path(name, "taken.npy"), Path(name, "rest.npy")
        take(Path(name, "part.npy"), instrument_named(case.tag), files, job=Job())
        if not files[0].exists():
            return np.zeros_like(case.part), -np.inf
        sound, rest = map(np.load, files)
        error = np.abs(sound.astype(np.float64) + rest - case.part).max() / np.abs(case.part).max()
        return sound, float(20 * np.log10(error + 1e-15))


def hpss(case: Case) -> float:
    """Return the better of the harmonic and the percussive part."""
    spectra = librosa.stft(np.ascontiguousarray(case.part.T), n_fft=SIZE, hop_length=HOP)
    parts = librosa.decompose.hpss(spectra)
    sounds = [librosa.istft(each, hop_length=HOP, length=len(case.part)).T for each in parts]
    return max(si_sdr(case.target, sound) for sound in sounds)


def sounding(part: Samples, atoms: Atoms, gains: torch.Tensor) -> Samples:
    """Return the sound of the atoms with their gains."""
    joined = Joined()
    pieces = []
    for first in range(0, frames_of(part), PIECE):
        frames = min(PIECE, frames_of(part) - first)
        pieces.append(joined.next(spectrum(part, first, frames) * atoms.share(gains, first, frames)))
    return np.concatenate(pieces)[-BEGIN:][: len(part)]


def by_words(case: Case, atoms: Atoms) -> Samples:
    """Return the atoms in which musicnn and its other network hear the instrument's words more than in the mean one.

    Heard are the loudest, each alone, for three seconds where it is loudest; of the others, half is taken.
    """
    heard = atoms.energy.argsort(descending=True)[:_HEARD].tolist()
    spectrograms = torch.from_numpy(np.stack([log_mel(_alone(case.part, atoms, atom)) for atom in heard]))
    columns = [VOCABULARIES["mtt"].index(word) for word in _WORDS.get(case.tag, (case.tag,))]
    with torch.inference_mode():
        tags = [network(spectrograms).tags[:, columns] for network in (load_networks()["mtt"], load_vgg())]
    strengths = torch.logit(torch.cat(tags, dim=1), 1e-5).mean(dim=1)
    gains = torch.full_like(atoms.energy, 0.5)
    gains[heard] = torch.sigmoid(strengths - strengths.mean())
    return sounding(case.part, atoms, gains)


def _alone(part: Samples, atoms: Atoms, atom: int) -> Samples:
    gains = torch.zeros_like(atoms.energy)
    gains[atom] = 1
    length = -(-samples_for(FRAMES) * SAMPLE_RATE // RATE)
    frames = (length + SIZE) // HOP + 1
    sums = torch.cat([torch.zeros(1), atoms.activity[atom].cumsum(dim=0)])
    first = int((sums[frames:] - sums[:-frames]).argmax())
    sound = sound_of(spectrum(part, first, frames) * atoms.share(gains, first, frames))
    mono = soxr.resample(sound.mean(axis=1)[SIZE // 2 :], SAMPLE_RATE, RATE)[: samples_for(FRAMES)]
    loud: Samples = (mono * 0.1 / (np.sqrt(np.mean(mono**2)) + 1e-9)).astype(np.float32)
    return loud


def by_oracle(case: Case, atoms: Atoms) -> Samples:
    """Return the atoms of which more than half is the instrument's."""
    mine, whole = torch.zeros(len(atoms.energy)), torch.zeros(len(atoms.energy))
    rest = case.part - case.target
    for first in range(0, frames_of(case.part), PIECE):
        frames = min(PIECE, frames_of(case.part) - first)
        power, other = (magnitudes(spectrum(sound, first, frames)) ** 2 for sound in (case.target, rest))
        heard = magnitudes(spectrum(case.part, first, frames)) ** 2 / atoms.modelled(first, frames)
        activity = atoms.activity[:, first : first + frames]
        mine += ((atoms.shapes.T @ (heard * power / (power + other + 1e-9))) * activity).sum(dim=1)
        whole += ((atoms.shapes.T @ heard) * activity).sum(dim=1)
    return sounding(case.part, atoms, (mine / (whole + 1e-12) > 0.5).float())


COLUMNS: Final = ("taken", "HPSS", "words", "oracle")


def tell(case: Case) -> list[float]:
    """Print and return the improvements of a case."""
    began = time.perf_counter()
    sound, error = taken(case)
    seconds = time.perf_counter() - began
    before = si_sdr(case.target, case.part)
    atoms = find_atoms(case.part, job=Job())
    judged = partial(si_sdr, case.target)
    refused = not sound.any()
    ours = 0.0 if refused else judged(sound) - before
    row = [ours, hpss(case) - before, judged(by_words(case, atoms)) - before, judged(by_oracle(case, atoms)) - before]
    told = " ".join(f"{value:+7.2f}" for value in row)
    note = "  not heard" if refused else f"  sum {error:.0f} dB"
    print(f"{case.name:40} {before:+6.1f} {told}  {seconds:.0f} s{note}", flush=True)
    return row


def summary(name: str, rows: list[list[float]]) -> None:
    """Print means, shares of positive cases, and the worst."""
    table = np.array(rows)
    for word, values in (("mean", table.mean(0)), ("worst", table.min(0)), ("positive, %", 100 * (table > 0).mean(0))):
        print(f"{name + ', ' + word:46} " + " ".join(f"{value:+7.2f}" for value in values), flush=True)


def main() -> None:
    """Run and print everything asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--soundfont", type=Path)
    parser.add_argument("--separated", action="store_true")
    parser.add_argument("--real", type=Path)
    options = parser.parse_args()
    print(f"{'case':40} {'before':>6} " + " ".join(f"{column:>7}" for column in COLUMNS))
    rows = [
        tell(case)
        for seed in options.seeds
        for case in rendered_cases(seed, options.soundfont or find_soundfont(), options.separated)
    ]
    if rows:
        summary(f"{len(rows)} rendered cases", rows)
    if options.real is not None:
        real = [tell(case) for case in real_cases(options.real)]
        if not real:
            sys.exit(f"No songs in {options.real}: make them with python3 ../shared/tools/real_songs.py")
        summary("real guitars, from other", real[::2])
        summary("real guitars, whole", real[1::2])


if __name__ == "__main__":
    main()
