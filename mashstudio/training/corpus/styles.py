"""The styles of the corpus, as data: what each instrument plays in a bar.

A pattern has a sign for every step of a bar: X loud, x normal, o soft, . rest. In a bass, X and x are the chord's root,
3, 5, 7 and 8 its third, fifth, seventh and octave, a is a step that leads to the next root. Drums are written as
“k:X... s:..X.”, a letter for each drum (DRUMS).
"""

from dataclasses import dataclass
from typing import Any, Final

from mashstudio.core.units import Bpm

DRUMS: Final = {
    "k": 36, "s": 38, "r": 37, "c": 39, "h": 42, "p": 44, "o": 46, "d": 51, "x": 49, "t": 45, "m": 48, "f": 41,
    "b": 56, "g": 70, "q": 54, "n": 62, "l": 64, "w": 76, "e": 53,
}  # fmt: skip
"""General MIDI's drums: kick, snare, rim, clap, hats (closed, pedal, open), ride, crash, toms (low, mid, floor),
cowbell, maracas, tambourine, congas (high, low), wood block, ride's bell."""

ACOUSTIC: Final = 0
ROOM: Final = 8
POWER: Final = 16
ELECTRONIC: Final = 24
TR808: Final = 25
JAZZ: Final = 32
BRUSH: Final = 40
ORCHESTRA: Final = 48
MACHINE: Final = -1
"""Of the kits, General MIDI's (GS) programs; MACHINE: a drum machine synthesised by `machine`."""

MAJOR: Final = (0, 2, 4, 5, 7, 9, 11)
MINOR: Final = (0, 2, 3, 5, 7, 8, 10)
DORIAN: Final = (0, 2, 3, 5, 7, 9, 10)
MIXOLYDIAN: Final = (0, 2, 4, 5, 7, 9, 10)

POP: Final = ((0, 4, 5, 3), (5, 3, 0, 4), (0, 5, 3, 4), (0, 3, 4, 3), (3, 4, 2, 5), (0, 2, 3, 4))
DARK: Final = ((0, 5, 2, 6), (0, 6, 5, 6), (0, 3, 5, 4), (0, 5, 3, 6), (0, 0, 5, 6))
BLUES: Final = ((0, 0, 0, 0, 3, 3, 0, 0, 4, 3, 0, 4), (0, 3, 0, 0, 3, 3, 0, 0, 4, 4, 0, 4))
JAZZY: Final = ((1, 4, 0, 5), (0, 5, 1, 4), (1, 4, 0, 0), (2, 5, 1, 4), (0, 3, 2, 5))
VAMP: Final = ((0, 0, 3, 3), (0, 3), (0, 0, 0, 3), (0, 6), (0, 1))


@dataclass(frozen=True)
class Style:
    """A style. meter: beats of a bar; steps: of a beat. swing: where the second half of a beat (unit 2) or of each half
    (unit 4) begins, ½ even. human: seconds by which notes stray; 0: a sequencer. chords, lead: General MIDI programs.
    tones: of a chord. short: chords are cut off.
    """

    name: str
    tempo: tuple[Bpm, Bpm]
    kits: tuple[int, ...]
    drums: tuple[str, ...]
    bass: tuple[str, ...]
    chords: tuple[str, ...]
    bass_programs: tuple[int, ...]
    chord_programs: tuple[int, ...]
    lead_programs: tuple[int, ...]
    scale: tuple[int, ...] = MAJOR
    progressions: tuple[tuple[int, ...], ...] = POP
    meter: int = 4
    steps: int = 4
    swing: tuple[float, float] = (0.5, 0.5)
    unit: int = 2
    human: float = 0.004
    tones: int = 3
    short: bool = False
    drifts: bool = True


_ACOUSTIC_BASS, _FINGER, _PICK, _SLAP, _SYNTH_BASS = (32, 35), (33,), (34,), (36, 37), (38, 39)
_PIANOS, _ORGANS, _GUITARS, _CLEAN, _DIRTY = (0, 1, 4), (16, 18), (24, 25), (26, 27, 28), (29, 30)
_STRINGS, _PADS, _SAWS, _BRASS = (48, 49), (88, 89, 90, 91), (80, 81, 84), (56, 61, 62)
_WINDS, _MALLETS, _VOICES = (65, 66, 71, 73), (11, 12), (52, 53, 54)
_SWUNG: Final = (0.6, 0.68)
_SHUFFLED: Final = (0.53, 0.6)


def _style(
    name: str,
    tempo: tuple[Bpm, Bpm],
    drums: tuple[str, ...],
    bass: str,
    chords: str,
    sounds: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]],
    **more: Any,
) -> Style:
    """Return a style. bass, chords: patterns, one of which a song takes; sounds: kits, and programs of the others."""
    return Style(name, tempo, sounds[0], drums, tuple(bass.split()), tuple(chords.split()), *sounds[1:], **more)


_MACHINES: Final = (MACHINE, MACHINE, TR808, ELECTRONIC)
_KITS: Final = (ACOUSTIC, ROOM)
_STIFF: Final[dict[str, Any]] = {"human": 0.0, "drifts": False}

STYLES: Final = (
    _style("rock", (100, 150), ("k:X.......X.x..... s:....X.......X... h:x.x.x.x.x.x.x.x.",
           "k:X..x....X.x..... s:....X.......X..o d:x.x.x.x.x.x.x.x."), "X.x.x.x.x.x.x.x. X..xX...X..x5.a.",
           "X..x..x.X..x..x. X.......X.......", ((ROOM, POWER), _PICK, _DIRTY, (29, 30, 65))),
    _style("hard rock", (110, 160), ("k:X.x.....X.x..x.. s:....X.......X... o:x...x...x...x...",), "XxxxXxxxXxxxXxxx",
           "X.....x.X..x..x.", ((POWER,), _PICK, (30,), (30,)), scale=MINOR, progressions=DARK),
    _style("metal", (140, 190), ("k:XxxxXxxxX.x.XxXx s:....X.......X... d:X.x.X.x.X.x.X.x.",
           "k:xxxxxxxxxxxxxxxx s:....X.......X... x:x...x...x...x..."), "XxxxXxxxX.x.XxXx", "XxxxXxxxX.x.XxXx",
           ((POWER,), _PICK, (30,), (30, 81)), scale=MINOR, progressions=DARK, short=True),
    _style("punk", (160, 200), ("k:X.....x.X.....x. s:....X.......X... h:x.x.x.x.x.x.x.x.",
           "k:X...X...X...X... s:..X...X...X...X. o:x...x...x...x..."), "x.x.x.x.x.x.x.x.", "X.x.X.x.X.x.X.x.",
           ((ROOM, POWER), _PICK, (29,), (29,))),
    _style("indie", (110, 145), ("k:X...X...X...X... s:....X.......X... h:..x...x...x...x. q:x.x.x.x.x.x.x.x.",
           "k:X.....x...X..... s:....X.......X... h:xxxxxxxxxxxxxxxx"), "X...x...X...x..a x.x.x.x.x.x.x.x.",
           "X..x..X..x..x.x. ..x...x...x...x.", (_KITS, _FINGER, _CLEAN, (27, 80, 12))),
    _style("pop", (92, 128), ("k:X.....x.X....... s:....X.......X... h:x.x.x.x.x.x.x.x.",
           "k:X..x....X..x.... c:....X.......X... h:x.xxx.x.x.xxx.x."), "X.....x.X...5... X..x....X..x..5.",
           "X.......X..x.... X...X...X...X...", ((ACOUSTIC, ELECTRONIC, MACHINE), (33, 38), (0, 4, 25), (80, 52, 73))),
    _style("dance pop", (116, 130), ("k:X...X...X...X... c:....X.......X... o:..x...x...x...x.",),
           "..x...x...x...x. X.xX.xX.xX.xX.x.", "X..x..x...x..x.. X.......X.......",
           (_MACHINES, _SYNTH_BASS, (81, 90, 4), (80, 81, 52)), **_STIFF),
    _style("k-pop", (98, 132), ("k:X..x..X...X..x.. s:....X.......X..x h:x.x.x.xxx.x.x.xx c:....X.......X...",
           "k:X..X..X.X..X..X. c:....X.......X... h:xoxoxoxoxoxoxoxo"), "X..X..X.X..X..5. X.....8.X.x...a.",
           "X..x..x.X..x..x. X...............", (_MACHINES, _SYNTH_BASS, (81, 4, 90, 62), (80, 81, 54)), tones=4,
           **_STIFF),
    _style("ballad", (60, 84), ("k:X.......x.x..... r:....x.......x... d:x.o.x.o.x.o.x.o.",
           "k:X......xX....... s:....X.......X... h:x.x.x.x.x.x.x.x."), "X.......x.....5.",
           "x.x.x.x.x.x.x.x. X...............",
           (_KITS, _FINGER, (0, 4, 24), (73, 65, 52, 40)), tones=4, human=0.007),
    _style("piano ballad", (56, 80), ("g:..............o.", "k:x............... g:o...o...o...o..."),
           "X.......x.......",
           "xoooxoooxoooxooo X...x...X...x...", ((BRUSH,), (32, 48), (0,), (40, 52, 68)), human=0.01),
    _style("power ballad", (66, 88), ("k:X.......X.x..... s:....X.......X... o:x.x.x.x.x.x.x.x.",), "X.......X.....a.",
           "X.......X.......", ((POWER, ROOM), _PICK, (29, 48), (30, 52))),
    _style("country", (96, 130), ("k:X.......X....... s:....X.......X... h:x.x.x.x.x.x.x.x. r:..o...o...o...o.",),
           "X.......5.......", "..x.X.x...x.X.x. ....X.......X...", (_KITS, (32, 33), (25, 27), (105, 40, 25)),
           short=True),
    _style("train beat", (100, 125), ("k:X...X...X...X... s:ooXoooXoooXoooXo",), "X...5...X...5..a",
           "..X...X...X...X.",
           ((BRUSH, ACOUSTIC), (32,), (25,), (105, 22)), short=True),
    _style("folk", (88, 126), ("q:....x.......x...", "k:X.......X....... q:x.x.x.x.x.x.x.x."), "X.......5.......",
           "X.x.xxx.X.x.xxx. x.x.x.x.x.x.x.x.", ((BRUSH,), (32,), (24, 25), (73, 40, 22)), human=0.008),
    _style("funk", (92, 116), ("k:X..x..X...x..x.. s:....X..o.o..X..o h:xxxxxxxxxxxxxxoo",
           "k:X.x.......Xx.... s:....X..o.o.oX... h:x.x.x.x.x.x.x.o."), "X..x..8.X..x.7.8 X.8...x5..8.X.a.",
           "..x.x..x..x.x.x. X..x..x...x..x..", (_KITS, _SLAP, (28, 16, 7), (61, 65, 56)), scale=DORIAN,
           progressions=VAMP, tones=4, short=True),
    _style("soul", (84, 112), ("k:X.....x.X.x..... s:....X.......X... h:x.x.x.x.x.x.x.x. q:....x.......x...",),
           "X..xX.5.8..x5.a.", "..X...X...X...X. X.....x...x.....", (_KITS, _FINGER, (16, 4, 27), (61, 65, 53)),
           tones=4),
    _style("disco", (112, 128), ("k:X...X...X...X... s:....X.......X... o:..x...x...x...x. h:x...x...x...x...",),
           "X.8.X.8.X.8.X.8. X..8..X.8..X..8.", "..x...x...x...x. X..x..x.X..x..x.",
           ((ACOUSTIC, ELECTRONIC), (33, 36), (28, 4, 48), (48, 61)), scale=MINOR, progressions=DARK, tones=4,
           short=True),
    _style("motown", (108, 132), ("k:X...X...X...X... s:X...X...X...X... q:x.x.x.x.x.x.x.x.",), "X..x5.8.X..x5.a.",
           "....X.......X...", (_KITS, _FINGER, (0, 27), (61, 66)), short=True),
    _style("gospel", (70, 100), ("k:X....xX.....X.x. s:....X.......X..x h:x.xxx.xxx.xxx.xx",), "X..x..5.8.7.5.3.",
           "X..x..x.X...x.x.", ((ACOUSTIC,), _FINGER, (16, 0), (52, 53)), tones=4, swing=_SHUFFLED, unit=4),
    _style("hip-hop", (82, 98), ("k:X..x....x.X..... s:....X.......X... h:x.x.x.x.x.x.x.xx",
           "k:X......xX.x..... s:....X.......X..o h:xxx.x.xxx.x.x.x."), "X..x....X.x..... X.......x..5....",
           "X............... X.......x.......", ((MACHINE, ACOUSTIC, TR808), (33, 38, 32), (4, 0, 11), (11, 73, 56)),
           scale=MINOR, progressions=VAMP, swing=_SHUFFLED, unit=4, tones=4, drifts=False),
    _style("boom bap", (84, 96), ("k:X.x....x..X..... s:....X.......X... h:x.x.x.x.x.x.x.x.",), "X......xX.x.....",
           "X.....x.........", ((ACOUSTIC, MACHINE), (32, 33), (4, 11), (65, 11)), scale=DORIAN, progressions=VAMP,
           swing=(0.56, 0.64), unit=4, tones=4, drifts=False),
    _style("trap", (130, 156), ("k:X.....x...X..... c:........X....... h:x.x.x.x.xxx.x.x.",
           "k:X..X......X..x.. c:........X....... h:xxxxx.x.x.xxxxxx"), "X.....x...X.....", "X...............",
           ((MACHINE, TR808), (38, 39), (88, 11, 0), (80, 11, 73)), scale=MINOR, progressions=DARK, **_STIFF),
    _style("drill", (138, 146), ("k:X......X...X.... s:......X.......X. h:x..x..x.x..x..x.",), "X......X...a....",
           "X...............", ((MACHINE, TR808), (38,), (48, 0), (11, 68)), scale=MINOR, progressions=DARK, **_STIFF),
    _style("r&b", (64, 92), ("k:X..x....X.x....x c:....X.......X... h:x.xxx.x.x.xxx.x.",), "X..x....X.x.5...",
           "X......x........ X.....x.X.......", ((MACHINE, TR808, ACOUSTIC), (38, 33), (4, 88), (52, 80)), tones=4,
           progressions=JAZZY, swing=_SHUFFLED, unit=4, drifts=False),
    _style("lo-fi", (70, 88), ("k:X.....x..xX..... s:....X.......X... h:x.x.x.xox.x.x.xo",), "X.......x..5....",
           "X.....x.........", ((ACOUSTIC, MACHINE), (33, 32), (4, 11, 24), (11, 73)), progressions=JAZZY, tones=4,
           swing=(0.55, 0.63), unit=4, human=0.008),
    _style("reggaeton", (86, 100), ("k:X...X...X...X... s:...x..x....x..x. h:x.x.x.x.x.x.x.x.",), "X..x..x.X..x..x.",
           "..x...x...x...x. X...............", (_MACHINES, _SYNTH_BASS, (25, 81), (80, 73)), scale=MINOR,
           progressions=DARK, **_STIFF),
    _style("house", (118, 128), ("k:X...X...X...X... c:....X.......X... o:..x...x...x...x. h:x.xox.xox.xox.xo",
           "k:X...X...X...X... r:...x..x....x..x. o:..x...x...x...x."), "..x...x...x...x. X..x..x.X..x..x.",
           "..x..x....x..x.. X..x..x.........", (_MACHINES, _SYNTH_BASS, (4, 81, 16), (81, 52)), scale=MINOR,
           progressions=VAMP, tones=4, short=True, swing=_SHUFFLED, unit=4, **_STIFF),
    _style("deep house", (116, 124), ("k:X...X...X...X... r:....x..x....x... h:..x...x...x...x. g:oxoxoxoxoxoxoxox",),
           "X.....x...x..x..", "X.....x.........", (_MACHINES, _SYNTH_BASS, (4, 89), (11, 73)), scale=DORIAN,
           progressions=VAMP, tones=4, **_STIFF),
    _style("techno", (124, 140), ("k:X...X...X...X... h:..x...x...x...x.",
           "k:X...X...X...X... o:..x...x...x...x. c:....X.......X... r:x..x..x..x..x..x"),
           ".xxx.xxx.xxx.xxx ..x...x...x...x.", "...x.....x...... ..x...x...x...x.",
           ((MACHINE, MACHINE, ELECTRONIC), _SYNTH_BASS, (81, 90), (80, 81)), scale=MINOR, progressions=((0,), (0, 0,
           0, 5)),
           short=True, **_STIFF),
    _style("trance", (132, 142), ("k:X...X...X...X... o:..x...x...x...x. c:....X.......X...",),
           "..x...x...x...x. .xxx.xxx.xxx.xxx",
           "X..x..x..x..x.x. xxxxxxxxxxxxxxxx", ((MACHINE,), _SYNTH_BASS, (81, 90), (81, 80)), scale=MINOR,
           progressions=DARK, short=True, **_STIFF),
    _style("electro", (108, 128), ("k:X..X..X...X..... s:....X.......X... h:x.xxx.xxx.xxx.xx b:..x..x....x..x..",),
           "X.x.8.x.X.x.8.x.", "X.......x.......", (_MACHINES, _SYNTH_BASS, (81, 62), (80,)), scale=MINOR,
           progressions=VAMP, **_STIFF),
    _style("drum and bass", (168, 178), ("k:X.........X..... s:....X.......X... h:x.x.x.x.x.x.x.x.",
           "k:X..X......X..... s:....X..o.o..X..o d:x.x.x.x.x.x.x.x."), "X.....x...X..... X...............",
           "X...............", ((ACOUSTIC, MACHINE, ELECTRONIC), (38, 39), (90, 4), (11, 80)), scale=MINOR,
           progressions=DARK, tones=4, **_STIFF),
    _style("breakbeat", (126, 140), ("k:X.x......xX..... s:....X..o.o..X..o h:x.x.x.x.x.x.x.x.",), "X..x..x.....x.8.",
           "X......x........", ((ACOUSTIC, ELECTRONIC), _SYNTH_BASS, (81, 16), (80,)), scale=DORIAN, progressions=VAMP,
           **_STIFF),
    _style("uk garage", (128, 134), ("k:X.........X..... s:....X.......X... h:..x..xx...x..xx. r:.......o..o.....",),
           "X.....x...x..x..", "..x..x....x..x..", (_MACHINES, _SYNTH_BASS, (4, 16), (11, 52)), scale=MINOR,
           progressions=VAMP, tones=4, swing=(0.58, 0.66), unit=4, human=0.0, drifts=False),
    _style("dubstep", (138, 142), ("k:X......x........ s:........X....... h:x.x.x.x.x.x.x.x.",), "X..x..X.....x.x.",
           "X...............", ((MACHINE, ELECTRONIC), _SYNTH_BASS, (90, 88), (80, 81)), scale=MINOR,
           progressions=DARK,
           **_STIFF),
    _style("reggae", (66, 84), ("k:........X....... r:........X....... h:x.xox.xox.xox.xo",
           "k:X.......X....... r:........X....... h:x.x.x.x.x.x.x.x."), "X..x..x...x.5...",
           "....X.......X... ..x.X.x...x.X.x.", ((ACOUSTIC, ROOM), _FINGER, (16, 27, 28), (66, 73)), short=True,
           swing=(0.5, 0.62), unit=4),
    _style("ska", (140, 170), ("k:X.......X....... s:....X.......X... h:x.x.x.x.x.x.x.x.",), "X...3...5...8...",
           "..X...X...X...X.", (_KITS, _FINGER, (27, 16), (56, 66)), short=True),
    _style("dub", (64, 78), ("k:........X....... r:....x.......x..o h:x..ox..ox..ox..o",), "X.x..x..5.......",
           "....X.......X...", ((ROOM,), _FINGER, (16, 28), (66, 22)), scale=MINOR, progressions=VAMP, short=True),
    _style("bossa nova", (112, 144), ("k:X..xX..xX..xX..x r:x..x..x...x..x.. h:xxxxxxxxxxxxxxxx",), "X.....5.5.....X.",
           "x..x..x..x..x... x.x..x.x..x.x...", ((BRUSH, JAZZ), (32,), (24,), (73, 66, 11)), progressions=JAZZY,
           tones=4,
           short=True, human=0.005),
    _style("samba", (96, 112), ("k:X..xX..xX..xX..x g:xoxxxoxxxoxxxoxx n:x.x..x.xx.x..x.x q:..x...x...x...x.",),
           "X..xX..5X..xX..5", "x.x..x.x..x.x.x.", (_KITS, (32, 33), (24, 0), (73, 56)), progressions=JAZZY, tones=4,
           short=True),
    _style("salsa", (88, 106), ("b:X.x.X.x.X.x.X.x. n:..x...xx..x...xx l:......x.......x. w:x..x..x...x.x...",),
           "...x..5....x..8.",
           "x.x..x.xx.x..x.x", (_KITS, (32,), (0,), (56, 57)), scale=MINOR, progressions=DARK, tones=4, short=True),
    _style("cha-cha", (108, 126), ("b:X...X...X...X... k:......x.......x. n:....x.xx....x.xx g:x.x.x.x.x.x.x.x.",),
           "X.....5...8.5...", "..x...x...x...x.", (_KITS, (32,), (0, 24), (73, 56)), scale=MINOR, progressions=VAMP,
           short=True),
    _style("afrobeat", (100, 120), ("k:X..x..X...X..x.. s:......o..o....x. h:x.xxx.xxx.xxx.xx g:x.x.x.x.x.x.x.x.",),
           "X..x..5..x..8.x.", "..x.x..x..x.x..x", (_KITS, _FINGER, (27, 16), (61, 66)), scale=DORIAN,
           progressions=VAMP,
           short=True),
    _style("swing", (120, 200), ("d:x...x.o.x...x.o. p:....x.......x... k:o.......o.......",
           "d:x...x.ox....x.o. p:....x.......x... s:......o.......o."), "X...3...5...7... X...5...8...a...",
           "..x.......x..... X......x........", ((JAZZ, BRUSH), (32,), (0, 26), (65, 66, 56, 71)), progressions=JAZZY,
           tones=4, swing=_SWUNG, short=True, human=0.006),
    _style("big band", (130, 190), ("d:x...x.o.x...x.o. p:....x.......x... k:x...x...x...x... s:......x.......x.",),
           "X...3...5...a...", "X.....x.....x... ..X.....X.......", ((JAZZ,), (32,), (61, 62), (66, 56)),
           progressions=JAZZY, tones=4, swing=_SWUNG, short=True),
    _style("slow blues", (54, 76), ("k:X.....x..... s:...X.....X.. h:xxxxxxxxxxxx",), "X.x3.x5.x7.5",
           "X.....x..... ...x.....x..",
           ((ACOUSTIC, BRUSH), (33, 32), (16, 26, 0), (26, 22, 65)), scale=MIXOLYDIAN, progressions=BLUES, tones=4,
           steps=3,
           human=0.007),
    _style("shuffle", (104, 140), ("k:X.....X..... s:...X.....X.. h:x.xx.xx.xx.x",), "X.x3.35.57.5",
           "X....xX....x ..x..x..x..x",
           (_KITS, _FINGER, (26, 16, 0), (22, 65, 26)), scale=MIXOLYDIAN, progressions=BLUES, tones=4, steps=3,
           short=True),
    _style("doo-wop", (62, 84), ("k:X.....X..... s:...X.....X.. d:xxxxxxxxxxxx",), "X..X..5..3..", "xxxxxxxxxxxx",
           ((ACOUSTIC, BRUSH), (32, 33), (0,), (53, 65)), steps=3),
    _style("waltz", (88, 170), ("k:X........... s:....o...o... h:x...x...x...",), "X...........", "....x...x...",
           ((BRUSH, JAZZ), (32,), (0, 24, 48), (40, 71, 73)), meter=3, human=0.006, short=True),
    _style("jazz waltz", (130, 180), ("d:x...x.o.x... p:....x....... k:x...........",), "X.......5... X...3...5...",
           "....x..x.... X......x....", ((JAZZ, BRUSH), (32,), (0, 26), (65, 73, 11)), progressions=JAZZY, meter=3,
           tones=4, swing=_SWUNG, short=True),
    _style("six eight", (52, 80), ("k:X..... s:...X.. h:xxxxxx", "k:X....x s:...X.. d:x.xx.x"), "X..5.. X.x3.a",
           "xxxxxx X..x..",
           (_KITS, _FINGER, (0, 25, 48), (52, 65, 73)), meter=2, steps=3),
    _style("jig", (108, 126), ("k:X..x.. q:x.xx.x",), "X..5..", "X.xx.x", ((BRUSH,), (32,), (25,), (73, 40, 21)),
           meter=2, steps=3, scale=DORIAN, progressions=VAMP),
    _style("five four", (110, 170), ("k:X.....x.....x....... s:......o.....X..o.... h:x.x.x.x.x.x.x.x.x.x.",
           "d:x...x.x.x...x...x.x. k:X...........X....... s:......o.........o..."), "X.....5.....X...5...",
           "X.....x.....x...x...",
           ((JAZZ, ACOUSTIC), (32, 33), (0, 4), (65, 66)), scale=DORIAN, progressions=VAMP, meter=5, tones=4,
           short=True),
    _style("seven eight", (190, 270), ("k:X.......X..... s:....X.......X. h:xxxxxxxxxxxxxx",), "X...x...X...x.",
           "X...x...X.....",
           (_KITS, (33, 34), (27, 29, 0), (30, 81, 65)), scale=DORIAN, progressions=VAMP, meter=7, steps=2),
    _style("twelve eight afro", (80, 110), ("b:x.x.xx.x.x.x k:X.....X..... n:..x..x..x..x",), "X....x5....x",
           "x..x..x..x..",
           (_KITS, _FINGER, (27, 12), (73, 12)), steps=3, scale=MIXOLYDIAN, progressions=VAMP, short=True),
    _style("march", (104, 124), ("k:X...x...X...x... s:..x...x...x.xxx.",), "X...5...X...5...", "..x...x...x...x.",
           (_KITS, (58, 32), (61, 56), (56, 73)), short=True),
    _style("new wave", (120, 150), ("k:X...x...X...x... s:....X.......X... h:xxxxxxxxxxxxxxxx",), "x.x.x.x.x.x.x.x.",
           "X.......x...x...", ((MACHINE, ELECTRONIC, ACOUSTIC), (34, 38), (27, 90, 50), (80, 81)), drifts=False),
    _style("synthwave", (84, 118), ("k:X.......X....... s:....X.......X... h:x.x.x.x.x.x.x.x.",),
           "xxxxxxxxxxxxxxxx x.8.x.8.x.8.x.8.",
           "X...............", ((MACHINE, ELECTRONIC), _SYNTH_BASS, (90, 88, 50), (81, 80)), scale=MINOR,
           progressions=DARK, **_STIFF),
    _style("ambient beat", (70, 100), ("k:X.........x..... r:....o.......o... g:o.o.o.o.o.o.o.o.",),
           "X...............",
           "X...............", ((MACHINE, ELECTRONIC), (38, 39), _PADS, (11, 73, 98)), scale=DORIAN, progressions=VAMP,
           tones=4, **_STIFF),
)  # fmt: skip

CLASSICAL: Final = (
    _style("allegro", (104, 144), ("k:X.......o....... f:X.......x.......",
           "k:X...o...X...o... s:....o.......oooo f:X.......x...x..."), "X...5...8...5... X.......5.......",
           "x.x.x.x.x.x.x.x. X...x...X...x... ..x.x.x...x.x.x.", ((ORCHESTRA,), (43, 42), (48, 6, 0), (40, 73, 71)),
           human=0.006),
    _style("adagio", (54, 76), ("f:x...............", "k:o....... s:........oooooooo f:X.......x......."),
           "X.......x....... X...5...x...3...", "X............... x...x...x...x...",
           ((ORCHESTRA,), (43, 42), (48, 49, 0), (40, 68, 73)), scale=MINOR, progressions=DARK, human=0.009),
    _style("minuet", (108, 140), ("k:X........... f:x...........", "k:X...o...o... s:........o.oo f:X..........."),
           "X...3...5... X...........", "....x...x... x.x.x.x.x.x.", ((ORCHESTRA,), (43,), (6, 48, 0), (40, 73, 68)),
           meter=3, human=0.006, short=True),
)  # fmt: skip
"""Styles that no song of the corpus has: accompaniments are learned from them."""


def parts_of(drums: str) -> dict[str, str]:
    """Return the pattern of each drum in “k:X... s:..X.”."""
    return dict(part.split(":") for part in drums.split())
