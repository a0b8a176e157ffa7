"""Formatting of tempi, keys, shifts, levels and times for the user."""

import math

from PySide6.QtCore import QCoreApplication

from mashstudio.core.messages import Message
from mashstudio.core.units import Bpm, Cents, Decibels, Seconds, Semitones
from mashstudio.gui.text.translation import translate
from mashstudio.model.alignment import is_far
from mashstudio.model.analysis import Sureness, sureness
from mashstudio.model.choices import LETTERS
from mashstudio.model.key import TONICS, Key, Mode
from mashstudio.model.mashup import FEWEST_SOURCES
from mashstudio.pipeline.costs import Cost, SongCost

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_MINUS = "\N{MINUS SIGN}"
_FLAT, _SHARP = "\N{MUSIC FLAT SIGN}", "\N{MUSIC SHARP SIGN}"


def tempo_text(tempo: Bpm) -> str:
    """Return “126.0 BPM”."""
    return f"{tempo:.1f} BPM"


def plain_tempo(tempo: Bpm) -> str:
    """Return “126” or “126.5”: a tempo among others."""
    return f"{tempo:.1f}".removesuffix(".0")


def sureness_word(confidence: float) -> str:
    """Return the word for a level of confidence."""
    translate = QCoreApplication.translate
    match sureness(confidence):
        case Sureness.SURE:
            return translate("Figures", "sure")
        case Sureness.FAIR:
            return translate("Figures", "fair")
    return translate("Figures", "guess")


def key_message(key: Key) -> Message:
    """Return a key's name, to be translated: “C major”."""
    tonic = TONICS[key.tonic].replace("b", _FLAT).replace("#", _SHARP)
    major = key.mode is Mode.MAJOR
    return Message("{tonic} major", tonic=tonic) if major else Message("{tonic} minor", tonic=tonic)


def key_name(key: Key) -> str:
    """Return a key's name in the user's language."""
    return translate(key_message(key))


def key_pair(number: int) -> str:
    """Return both keys of a key number: “C major / A minor”."""
    return f"{key_name(Key(number, Mode.MAJOR))} / {key_name(Key((number - 3) % 12, Mode.MINOR))}"


def signed(number: float, decimals: int = 0) -> str:
    """Return a number with its sign, without one if it rounds to 0."""
    text = f"{abs(number):.{decimals}f}"
    sign = "" if float(text) == 0 else "+" if number > 0 else _MINUS
    return sign + text


def stretch_text(cost: SongCost) -> str:
    """Return a song's change of speed: “+5.0 %”, with a mark for doubled or halved beats and `far_sign`."""
    rate = {2: " ×2", 0.5: " ÷2"}.get(cost.rate, "")
    return f"{signed((cost.stretch - 1) * 100, 1)} %{rate}{far_sign(cost.stretch)}"


def far_sign(stretch: float) -> str:
    """Return the mark of a song stretched so far that it no longer sounds like itself; else ""."""
    return " ⚠" if is_far(stretch) else ""


def stretches(cost: Cost) -> str:
    """Return what a tempo costs the songs: “A +5.0 %, B 0.0 %”; of many, the most stretched first."""
    songs = list(cost.songs.items())
    if len(songs) > FEWEST_SOURCES:
        # The line may be cut short.
        songs.sort(key=lambda each: -abs(each[1].stretch - 1))
    return ", ".join(f"{LETTERS[source]} {stretch_text(song)}" for source, song in songs)


def shifts(cost: Cost) -> str:
    """Return what a key costs the songs: “A +1, B −1 semitones”, and “A −23 cents” for songs out of tune."""
    translate = QCoreApplication.translate
    shifted = ", ".join(f"{LETTERS[source]} {signed(song.shift)}" for source, song in cost.songs.items())
    parts = [translate("Figures", "{songs} semitones").format(songs=shifted)]
    if all(song.correction for song in cost.songs.values()):
        tuned = ", ".join(f"{LETTERS[source]} {signed(song.correction)}" for source, song in cost.songs.items())
        return ", ".join([*parts, translate("Figures", "{songs} cents").format(songs=tuned)])
    for source, song in cost.songs.items():
        if song.correction:
            parts.append(f"{LETTERS[source]} {cents(song.correction)}")
    return ", ".join(parts)


def semitones(shift: Semitones) -> str:
    """Return “+2 semitones”."""
    if abs(shift) == 1:
        return QCoreApplication.translate("Figures", "{number} semitone").format(number=signed(shift))
    return QCoreApplication.translate("Figures", "{number} semitones").format(number=signed(shift))


def cents(number: Cents) -> str:
    """Return “+23 cents”."""
    return QCoreApplication.translate("Figures", "{number} cents").format(number=signed(number))


def level(decibels: Decibels, unit: str = "dB", decimals: int = 1) -> str:
    """Return “−14.2 LUFS”; silence is “−∞”."""
    if math.isinf(decibels):
        return f"{_MINUS}∞ {unit}"
    text = f"{abs(decibels):.{decimals}f}"
    return f"{_MINUS if decibels < 0 and float(text) else ''}{text} {unit}"


def clock(seconds: Seconds, decimals: int = 0) -> str:
    """Return “1:23” or “1:23.4”, with hours if there are any; truncated, not rounded, as clocks do."""
    units = math.floor(max(seconds, 0) * 10**decimals + 1e-6)
    whole, part = divmod(units, 10**decimals)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{text}.{part:0{decimals}}" if decimals else text


def megabytes(size: int) -> str:
    """Return bytes as “84 MB”."""
    return f"{size / 1e6:.0f} MB"


def ago(seconds: Seconds) -> str:
    """Return how long ago something was; “just now” also if the clock was set back."""
    translate = QCoreApplication.translate
    if seconds < _MINUTE:
        return translate("Figures", "just now")
    if seconds < _HOUR:
        return translate("Figures", "{number} min ago").format(number=int(seconds // _MINUTE))
    if seconds < _DAY:
        return translate("Figures", "{number} h ago").format(number=int(seconds // _HOUR))
    days = int(seconds // _DAY)
    if days == 1:
        return translate("Figures", "1 day ago")
    return translate("Figures", "{number} days ago").format(number=days)


def percent(share: float) -> str:
    """Return a share of 0–1 as “93 %”."""
    return f"{round(share * 100)} %"
