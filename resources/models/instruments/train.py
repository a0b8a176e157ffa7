"""Train the network that judges atoms (mashstudio/separation/steering), with songs that MashStudio renders itself.

    PYTHONPATH=. python resources/models/instruments/train.py render FOLDER FIRST LAST    a second a song, one core
    PYTHONPATH=. python resources/models/instruments/train.py fit FOLDER [--seed N]       some 10 minutes for 800 songs

`render` makes two melodic instruments play the corpus's songs, mostly with something of the drums and the bass left in,
as a separator leaves it; from song 10,000 on, drums and percussion. It finds the atoms, and tells how much of each is
whose. Needs FluidSynth and FluidR3 GM.
"""

import argparse
import random
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.separation.steering.atoms import PIECE, Atoms, find_atoms
from mashstudio.separation.steering.instruments import FAMILIES, INSTRUMENTS
from mashstudio.separation.steering.network import AtomJudge
from mashstudio.separation.steering.spectra import frames_of, magnitudes, spectrum
from mashstudio.separation.steering.traits import MELS, likeness, traits_of
from mashstudio.training.corpus.sampler import Played, Sound, find_soundfont, play
from mashstudio.training.corpus.score import BASS, CHORDS, DRUM_PART, LEAD, PARTS, Score, compose
from mashstudio.training.corpus.writing import rendered

HERE: Final = Path(__file__).parent
SEED: Final = 2004
PROGRAMS: Final = {
    "piano": range(4), "electric piano": range(4, 6), "keys": range(6, 8), "bells": range(8, 15),
    "organ": range(16, 21), "accordion": range(21, 24), "guitar": range(24, 29), "distorted guitar": range(29, 31),
    "violin": (40, 41, 110), "cello": (42, 43), "pizzicato": (45,), "harp": (46,), "strings": (44, 48, 49, 50, 51),
    "choir": range(52, 55), "brass": range(56, 62), "synth brass": range(62, 64), "sax": range(64, 68),
    "reed": range(68, 72), "flute": range(72, 80), "synth lead": range(80, 88), "synth pad": range(88, 96),
    "plucked": (15, 104, 105, 106, 107, 108),
}  # fmt: skip
"""General MIDI's, of each family."""
CHORDAL: Final = (
    "piano", "piano", "piano", "electric piano", "keys", "bells", "organ", "accordion", "guitar", "guitar", "guitar",
    "distorted guitar", "distorted guitar", "strings", "strings", "choir", "brass", "synth brass", "harp", "pizzicato",
    "plucked", "synth lead", "synth pad",
)  # fmt: skip
LEADING: Final = (
    "piano", "electric piano", "bells", "organ", "accordion", "guitar", "guitar", "distorted guitar", "violin",
    "violin", "cello", "harp", "strings", "choir", "brass", "brass", "synth brass", "sax", "sax", "reed", "flute",
    "flute", "flute", "synth lead", "synth lead", "synth lead", "synth pad", "plucked",
)  # fmt: skip
PERCUSSION: Final = (
    (54,), (56,), (60, 61), (62, 63, 64), (65, 66), (67, 68), (69,), (70,), (73, 74), (75,), (76, 77), (80, 81), (82,),
)  # fmt: skip
"""General MIDI's notes of what one player plays: tambourine, cowbell, bongos, congas, timbales, agogos, cabasa,
maracas, guiros, claves, wood blocks, triangles, shaker."""
_STEADY: Final = {54, 69, 70, 82}
_DRUMMED: Final = 10_000
"""From this number on, songs are of drums and percussion."""
_STEPS: Final = 4
_EPOCHS: Final = 90
_BATCH: Final = 16
_RATE: Final = 2e-3
_ABSENT: Final = 0.15
"""How often something is wanted that doesn't play: so the network learns to say so."""

Floats = NDArray[np.float32]


class Playing(NamedTuple):
    """What plays, and its family."""

    sound: Samples
    family: str


def played(number: int, soundfont: Path) -> list[Playing]:
    """Return the parts of a song of 15 to 30 s, the two melodic ones first."""
    dice = random.Random(f"{SEED} take {number}")
    families = {CHORDS: dice.choice(CHORDAL), LEAD: dice.choice(LEADING)}
    while families[LEAD] == families[CHORDS]:
        families[LEAD] = dice.choice(LEADING)
    sounds = {part: dice.choice(PROGRAMS[family]) for part, family in families.items()}
    pans = {CHORDS: dice.randint(24, 104), LEAD: dice.randint(34, 94)}
    octaves = {part: 12 * dice.choice((0, 0, 0, 0, -1, 1)) for part in families}
    first = dice.randrange(10**6)
    scores = (compose(song, SEED, 45.0) for song in range(first, first + 100))
    score = next(each for each in scores if {note.part for note in each.notes} >= set(families))
    notes = tuple(
        replace(
            note,
            sound=replace(note.sound, program=sounds[note.part], pan=pans[note.part]),
            note=min(max(note.note + octaves[note.part], 28), 96),
        )
        if note.part in families
        else note
        for note in score.notes
    )
    stems = rendered(replace(score, notes=notes), SEED, soundfont)
    frames = dice.randint(15, 30) * SAMPLE_RATE
    start = _both_play(stems[CHORDS], stems[LEAD], frames)
    pieces = [stem[start : start + frames] for stem in stems]
    found = [Playing(pieces[part] * _gain(dice.uniform(-5, 5)), family) for part, family in families.items()]
    for part, family in ((DRUM_PART, "drums"), (BASS, "bass")):
        if dice.random() < 0.5:
            found.append(Playing(pieces[part] * _gain(dice.uniform(-26, -4)), family))
    return found


def drummed(number: int, soundfont: Path) -> list[Playing]:
    """Return the drums of a song of 15 to 30 s, mostly with percussion, and sometimes a little of what else plays."""
    dice = random.Random(f"{SEED} take {number}")
    family = dice.choice(CHORDAL)
    program, first = dice.choice(PROGRAMS[family]), dice.randrange(10**6)
    scores = (compose(song, SEED, 45.0) for song in range(first, first + 100))
    score = next(each for each in scores if {note.part for note in each.notes} >= {DRUM_PART, BASS, CHORDS})
    known = {note for notes in PERCUSSION for note in notes}
    notes = [
        replace(note, sound=replace(note.sound, program=program)) if note.part == CHORDS else note
        for note in score.notes
        if note.part != LEAD and not (note.part == DRUM_PART and note.note in known)
    ]
    for kind in dice.sample(PERCUSSION, dice.choice((0, 1, 1, 2, 2, 3))):
        notes += _percussion(score, kind, dice)
    stems = play(notes, round(score.seconds * SAMPLE_RATE), len(PARTS), soundfont)
    stems = [stem / np.float32(np.sqrt((stem**2).mean()) + 1e-9) * np.float32(0.05) for stem in stems]
    frames = dice.randint(15, 30) * SAMPLE_RATE
    start = _both_play(stems[DRUM_PART], stems[LEAD] if stems[LEAD].any() else stems[DRUM_PART], frames)
    pieces = [stem[start : start + frames] for stem in stems]
    found = [Playing(pieces[DRUM_PART], "drums")]
    if stems[LEAD].any():
        found.append(Playing(pieces[LEAD] * _gain(dice.uniform(-12, 2)), "percussion"))
    for part, name in ((CHORDS, family), (BASS, "bass")):
        if dice.random() < 0.5:
            found.append(Playing(pieces[part] * _gain(dice.uniform(-30, -10)), name))
    return found


def _percussion(score: Score, kind: tuple[int, ...], dice: random.Random) -> list[Played]:
    """Return what one player plays, in the place of the lead: a bar that comes again, with changes."""
    meter, often = score.style.meter, dice.uniform(0.2, 0.5)
    sound = Sound(max(score.kit, 0), drums=True, pan=dice.randint(14, 114))
    steady, every = kind[0] in _STEADY, dice.choice((1, 2, 2))

    def bar() -> list[int]:
        if steady:
            return [dice.choice(kind) if step % every == 0 else 0 for step in range(meter * _STEPS)]
        return [dice.choice(kind) if dice.random() < often else 0 for _step in range(meter * _STEPS)]

    usual, notes = bar(), []
    accents = [dice.randint(60, 90) + (25 if dice.random() < 0.3 else 0) for _step in usual]
    for beat in range(0, len(score.beats) - meter, meter):
        now = bar() if dice.random() < 0.15 else usual
        for step, note in enumerate(now):
            if note:
                place = np.interp(beat + step / _STEPS, np.arange(len(score.beats)), score.beats)
                at, velocity = float(place) + dice.gauss(0, 0.004), accents[step] + dice.randint(-8, 8)
                notes.append(Played(max(at, 0.0), 0.1, LEAD, sound, note, min(velocity, 127)))
    return notes


def _gain(db: float) -> np.float32:
    return np.float32(10 ** (db / 20))


def _both_play(one: Samples, other: Samples, frames: int) -> int:
    """Return where a stretch begins in which both are as loud as can be."""
    step = SAMPLE_RATE // 10
    window = np.ones(frames // step)
    energies = [np.convolve((sound[::step] ** 2).sum(axis=1), window, "valid") for sound in (one, other)]
    return int(np.minimum(*energies).argmax()) * step


def shares(atoms: Atoms, part: Samples, playing: list[Playing]) -> Floats:
    """Return how much of each atom is of each family: (atoms, families)."""
    found = torch.zeros(len(atoms.energy), len(FAMILIES))
    for first in range(0, frames_of(part), PIECE):
        frames = min(PIECE, frames_of(part) - first)
        whole = magnitudes(spectrum(part, first, frames)) ** 2
        each = [magnitudes(spectrum(sound, first, frames)) ** 2 for sound, _family in playing]
        model, activity = atoms.modelled(first, frames), atoms.activity[:, first : first + frames]
        for (_sound, family), power in zip(playing, each, strict=True):
            of_it = whole / model * power / (torch.stack(each).sum(dim=0) + 1e-9)
            found[:, FAMILIES.index(family)] += ((atoms.shapes.T @ of_it) * activity).sum(dim=1)
    return np.asarray(found / (found.sum(dim=1, keepdim=True) + 1e-12), np.float32)


def render(folder: Path, numbers: range) -> None:
    """Write what is known of each song's atoms."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for number in numbers:
        file = folder / f"{number:05}.npz"
        if file.exists():
            continue
        playing = (played if number < _DRUMMED else drummed)(number, find_soundfont())
        part: Samples = np.sum(np.stack([sound for sound, _family in playing]), axis=0, dtype=np.float32)
        atoms = find_atoms(part, job=Job())
        traits = traits_of(atoms)
        np.savez(
            file,
            known=traits,
            likeness=likeness(atoms, traits),
            shares=shares(atoms, part, playing),
            energy=atoms.energy.numpy(),
        )
        print(f"song {number}: {' and '.join(family for _sound, family in playing)}", flush=True)


class Songs(NamedTuple):
    """What is known of all songs' atoms, and what is true of them. weight: how much an atom counts, by its energy."""

    known: Tensor
    likeness: Tensor
    shares: Tensor
    weight: Tensor


def read_songs(folder: Path) -> Songs:
    """Read what `render` wrote."""
    files = [np.load(file) for file in sorted(folder.glob("*.npz"))]
    known, alike, share, energy = (
        torch.from_numpy(np.stack([file[name] for file in files])).float()
        for name in ("known", "likeness", "shares", "energy")
    )
    weight = (energy / energy.sum(dim=1, keepdim=True)) ** 0.6
    return Songs(known, alike, share, weight / weight.sum(dim=1, keepdim=True))


def questions(songs: Songs) -> list[tuple[list[Tensor], list[Tensor]]]:
    """Return what can be asked about each song: instruments and single families that play in it, and that don't."""
    asked = [*(each.families for each in INSTRUMENTS), *((family,) for family in PROGRAMS)]
    table = torch.tensor([[float(family in families) for family in FAMILIES] for families in asked])
    present = (songs.weight[..., None] * songs.shares).sum(dim=1) > 0.03
    heard = [(table * plays).any(dim=1) for plays in present.float()]
    return [(list(table[plays]), list(table[~plays])) for plays in heard]


def fit(folder: Path, seed: int) -> None:
    """Train the network with the songs in `folder`, and write it beside this file."""
    torch.manual_seed(seed)
    dice = random.Random(seed)
    songs = read_songs(folder)
    asked = questions(songs)
    usable = [index for index, (playing, _absent) in enumerate(asked) if playing]
    network = AtomJudge(songs.known.shape[-1], dropout=0.3, blindness=0.2)
    traits = songs.known.flatten(0, 1)
    network.mean.copy_(traits.mean(dim=0))
    network.deviation.copy_(traits.std(dim=0) + 1e-2)
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=1e-2)
    batches = -(-len(usable) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=_EPOCHS * batches)
    for epoch in range(_EPOCHS):
        dice.shuffle(usable)
        losses = []
        for begin in range(0, len(usable), _BATCH):
            chosen = usable[begin : begin + _BATCH]
            wanted = [dice.choice(asked[index][dice.random() < _ABSENT]) for index in chosen]
            loss = _loss(network, songs, chosen, wanted, dice)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss))
        print(f"epoch {epoch + 1}: {np.mean(losses):.4f}", flush=True)
    save_file(network.state_dict(), HERE / "model.safetensors")


def _loss(network: AtomJudge, songs: Songs, chosen: list[int], wanted: list[Tensor], dice: random.Random) -> Tensor:
    known = songs.known[chosen].clone()
    asked = torch.zeros(len(chosen), len(FAMILIES) + 1)
    for row, families in enumerate(wanted):
        known[row, :, -2] *= dice.choice((-1, 1))  # left and right are the same
        known[row, :, :MELS] += _coloured(dice)
        if dice.random() < 0.2:
            asked[row, -1] = 1
        else:
            asked[row, :-1] = families
    verdict = network(known, songs.likeness[chosen], asked)
    weight, shares_ = songs.weight[chosen], songs.shares[chosen]
    named = -(weight * (shares_ * verdict.families.log_softmax(dim=-1)).sum(dim=-1)).sum() / len(chosen)
    truth = (shares_ * asked[:, None, :-1]).sum(dim=-1)
    steered = functional.binary_cross_entropy_with_logits(verdict.wanted, truth, reduction="none")
    counts = weight * (1 - asked[:, -1:])
    loss: Tensor = 0.3 * named + 2 * (counts * steered).sum() / len(chosen)
    return loss


def _coloured(dice: random.Random) -> Tensor:
    """Return a smooth change of timbre, as other microphones and rooms make."""
    mels = torch.linspace(0, torch.pi, MELS)
    waves = [dice.gauss(0, 0.12) * torch.cos(wave * mels + dice.uniform(0, 2 * torch.pi)) for wave in (1, 2, 3)]
    return torch.stack(waves).sum(dim=0)


def main() -> None:
    """Render songs, or train with them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    for name in ("render", "fit"):
        actions.add_parser(name).add_argument("folder", type=Path)
    actions.choices["render"].add_argument("first", type=int)
    actions.choices["render"].add_argument("last", type=int)
    actions.choices["fit"].add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.action == "render":
        render(options.folder, range(options.first, options.last))
    else:
        fit(options.folder, options.seed)


if __name__ == "__main__":
    main()
