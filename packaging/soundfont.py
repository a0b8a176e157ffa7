"""Make resources/soundfonts/band.sf2: what accompaniments need of FluidR3 GM (Frank Wen, MIT licence).

    python3 packaging/soundfont.py /usr/share/sounds/sf2/FluidR3_GM.sf2 resources/soundfonts/band.sf2

Kept are the programs of the genres, of drum kits the drums that are written, of other programs the keys that a lane can
reach. Of samples in stereo the left side is kept, in the middle (lanes are panned as a whole). The
format: SoundFont 2.04, chapters 4 to 8.
"""

import struct
import sys
from pathlib import Path

_BASS, _CHORDS, _LEAD, _BOTH = (28, 60), (40, 84), (52, 93), (40, 93)
KEPT = {
    0: {32: _BASS, 33: _BASS, 36: _BASS, 38: _BASS, 43: _BASS, 0: _CHORDS, 4: _CHORDS, 24: _CHORDS,
        28: _CHORDS, 48: _CHORDS, 30: _BOTH, 11: _LEAD, 40: _LEAD, 61: _LEAD, 66: _LEAD, 73: _LEAD,
        80: _LEAD, 81: _LEAD},
    128: dict.fromkeys((0, 8, 16, 24, 25, 32, 40, 48), (35, 77)),
}  # fmt: skip
DRUMS = {36, 38, 37, 39, 42, 44, 46, 51, 49, 45, 48, 41, 56, 70, 54, 62, 64, 76, 53}
RECORDS = {b"phdr": "<20sHHHIII", b"pbag": "<HH", b"pmod": "<HHhHH", b"pgen": "<HH", b"inst": "<20sH", b"ibag": "<HH",
           b"imod": "<HHhHH", b"igen": "<HH", b"shdr": "<20sIIIIIBbHH"}  # fmt: skip
PAN, INSTRUMENT, KEYS, SAMPLE = 17, 41, 43, 53
FAR_RIGHT = 500
MONO, RIGHT = 1, 2
SILENCE = 46  # frames after every sample, as the format asks


def chunks(data, start, stop):
    """Yield name, start and size of every chunk of RIFF data."""
    while start < stop:
        size = struct.unpack_from("<I", data, start + 4)[0]
        yield data[start : start + 4], start + 8, size
        start += 8 + size + size % 2


def read(path):
    """Return the bank's tables, and its samples."""
    data, tables, samples = path.read_bytes(), {}, b""
    for name, start, size in chunks(data, 12, len(data)):
        if name != b"LIST":
            continue
        for inner, at, length in chunks(data, start + 4, start + size):
            if inner == b"smpl":
                samples = data[at : at + length]
            elif inner in RECORDS:
                tables[inner] = list(struct.iter_unpack(RECORDS[inner], data[at : at + length]))
    return tables, samples


def zones(tables, kind, first, last):
    """Yield the generators and modulators of each zone of a preset (b"p") or an instrument (b"i")."""
    bags, gens, mods = tables[kind + b"bag"], tables[kind + b"gen"], tables[kind + b"mod"]
    for bag in range(first, last):
        yield gens[bags[bag][0] : bags[bag + 1][0]], mods[bags[bag][1] : bags[bag + 1][1]]


def reach(gens, keys):
    """Return which of these keys a zone plays."""
    found = next((amount for name, amount in gens if name == KEYS), 0x7F00)
    return {key for key in keys if found & 0xFF <= key <= found >> 8}


class Thinned:
    """A smaller bank, table by table."""

    def __init__(self, tables, samples):
        self.old, self.samples = tables, samples
        self.tables = {name: [] for name in RECORDS}
        self.data = bytearray()
        self.instruments, self.kept = {}, {}

    def preset(self, number):
        """Keep a preset, with what it plays of its keys."""
        name, program, bank, first, *rest = self.old[b"phdr"][number]
        keys = DRUMS if bank == 128 else set(range(*KEPT[bank][program]))
        self.tables[b"phdr"].append((name, program, bank, len(self.tables[b"pbag"]), *rest))
        for gens, mods in zones(self.old, b"p", first, self.old[b"phdr"][number + 1][3]):
            if not gens or gens[-1][0] != INSTRUMENT:
                self.zone(b"p", gens, mods)
            elif own := reach(gens, keys):
                self.zone(b"p", [*gens[:-1], (INSTRUMENT, self.instrument(gens[-1][1], frozenset(own)))], mods)

    def instrument(self, number, keys):
        """Keep what an instrument plays of some keys; return its new number."""
        if (number, keys) not in self.instruments:
            name, first = self.old[b"inst"][number]
            added = []
            for gens, mods in zones(self.old, b"i", first, self.old[b"inst"][number + 1][1]):
                if not gens or gens[-1][0] != SAMPLE:
                    added.append((gens, mods))
                    continue
                kind = self.old[b"shdr"][gens[-1][1]][9]
                pan = dict(gens).get(PAN, 0)
                if not reach(gens, keys) or kind == RIGHT or (kind == MONO and pan == FAR_RIGHT):
                    continue
                kept = [gen for gen in gens[:-1] if gen[0] != PAN]
                added.append(([*kept, (SAMPLE, self.sample(gens[-1][1]))], mods))
            self.instruments[number, keys] = len(self.tables[b"inst"])
            self.tables[b"inst"].append((name, len(self.tables[b"ibag"])))
            for gens, mods in added:
                self.zone(b"i", gens, mods)
        return self.instruments[number, keys]

    def sample(self, number):
        """Keep a sample; return its new number."""
        if number not in self.kept:
            name, start, end, loop, stop, rate, pitch, correction, _link, _kind = self.old[b"shdr"][number]
            at = len(self.data) // 2
            self.data += self.samples[2 * start : 2 * end] + bytes(2 * SILENCE)
            moved = [at + each - start for each in (start, end, loop, stop)]
            self.kept[number] = len(self.tables[b"shdr"])
            self.tables[b"shdr"].append((name, *moved, rate, pitch, correction, 0, MONO))
        return self.kept[number]

    def zone(self, kind, gens, mods):
        """Write a zone."""
        tables = self.tables
        tables[kind + b"bag"].append((len(tables[kind + b"gen"]), len(tables[kind + b"mod"])))
        tables[kind + b"gen"] += gens
        tables[kind + b"mod"] += mods

    def bytes(self):
        """Return the file."""
        tables = self.tables
        tables[b"phdr"].append((b"EOP", 0, 0, len(tables[b"pbag"]), 0, 0, 0))
        tables[b"inst"].append((b"EOI", len(tables[b"ibag"])))
        tables[b"shdr"].append((b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0))
        for kind in (b"p", b"i"):
            tables[kind + b"bag"].append((len(tables[kind + b"gen"]), len(tables[kind + b"mod"])))
            tables[kind + b"gen"].append((0, 0))
            tables[kind + b"mod"].append((0, 0, 0, 0, 0))
        info = [(b"ifil", struct.pack("<HH", 2, 1)), (b"isng", b"EMU8000\0"), (b"INAM", b"MashStudio band\0"),
                (b"ICOP", b"Fluid R3 GM, Frank Wen, MIT licence\0")]  # fmt: skip
        table = [(name, b"".join(struct.pack(form, *row) for row in tables[name])) for name, form in RECORDS.items()]
        parts = [(b"INFO", info), (b"sdta", [(b"smpl", bytes(self.data))]), (b"pdta", table)]
        return chunk(b"RIFF", b"sfbk" + b"".join(chunk(b"LIST", name + b"".join(chunk(*each) for each in some))
                                                 for name, some in parts))  # fmt: skip


def chunk(name, content):
    """Return a chunk of RIFF data."""
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def main(source, target):
    """Thin the bank `source`."""
    tables, samples = read(Path(source))
    bank = Thinned(tables, samples)
    wanted = [number for number, (_name, program, kind, *_rest) in enumerate(tables[b"phdr"][:-1])
              if program in KEPT.get(kind, {})]  # fmt: skip
    for number in sorted(wanted, key=lambda each: (tables[b"phdr"][each][2], tables[b"phdr"][each][1])):
        bank.preset(number)
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_bytes(bank.bytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
