"""What long work is doing, and why a song can't be used, in the user's language: the layers below speak English."""

import re
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.gui.translation import QT_TRANSLATE_NOOP

_CONTEXT: Final = "Status"

STATUSES: Final = (
    # What is being done: every text that job.report is called with.
    QT_TRANSLATE_NOOP("Status", "Reading {name}"),
    QT_TRANSLATE_NOOP("Status", "Drawing the waveform"),
    QT_TRANSLATE_NOOP("Status", "Drawing the spectrogram"),
    QT_TRANSLATE_NOOP("Status", "Finding the beats"),
    QT_TRANSLATE_NOOP("Status", "Refining the beats"),
    QT_TRANSLATE_NOOP("Status", "Finding the key"),
    QT_TRANSLATE_NOOP("Status", "Finding the phrases"),
    QT_TRANSLATE_NOOP("Status", "Measuring the loudness"),
    QT_TRANSLATE_NOOP("Status", "Loading the separator"),
    QT_TRANSLATE_NOOP("Status", "Loading Demucs {name}"),
    QT_TRANSLATE_NOOP("Status", "Separating the stems"),
    QT_TRANSLATE_NOOP("Status", "Separating the stems with Demucs"),
    QT_TRANSLATE_NOOP("Status", "Fitting the stems to the grid (preview)"),
    QT_TRANSLATE_NOOP("Status", "Fitting the stems to the grid (final quality)"),
    QT_TRANSLATE_NOOP("Status", "Measuring the mix"),
    QT_TRANSLATE_NOOP("Status", "Looking at this machine"),
    QT_TRANSLATE_NOOP("Status", "Checking {name}"),
    QT_TRANSLATE_NOOP("Status", "Copying {name}"),
    QT_TRANSLATE_NOOP("Status", "Copied {name}"),
    QT_TRANSLATE_NOOP("Status", "Downloading {what}: {have} of {size} MB"),
    QT_TRANSLATE_NOOP("Status", "Downloading {what}: {size} MB"),
    # Why a song can't be used: the reasons of UnusableSong, and what the session says of a song.
    QT_TRANSLATE_NOOP(
        "Status",
        "{name}: It is not a sound file, or it is damaged at its beginning. "
        "Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP(
        "Status",
        "{name}: It is not a sound file, or it is damaged. "
        "Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP(
        "Status",
        "{name}: It holds samples that are not numbers. Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP("Status", "{name}: It is longer than 3 hours. Cut out the part you want to use."),
    QT_TRANSLATE_NOOP(
        "Status",
        "{name}: It is shorter than {seconds} seconds. Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP(
        "Status",
        "{name}: It holds nothing but silence. Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP("Status", "{name}: It is locked by copy protection (DRM). Choose a copy that isn't."),
    QT_TRANSLATE_NOOP(
        "Status", "{name}: It has {channels} channels; up to 8 can be used. Mix it down to stereo first."
    ),
    QT_TRANSLATE_NOOP("Status", "{name}: Its sample rate is {rate} Hz; 8 to 192 kHz can be used. Convert it first."),
    QT_TRANSLATE_NOOP("Status", "{name}: That is a folder. Choose a sound file in it."),
    QT_TRANSLATE_NOOP("Status", "{name}: The file is empty. Choose another one."),
    QT_TRANSLATE_NOOP("Status", "{name}: There is no such file. Check its name and folder."),
    QT_TRANSLATE_NOOP("Status", "{name}: It can't be read: {reason}. Check that you may open it."),
    QT_TRANSLATE_NOOP("Status", "{name}: It can't be decoded ({reason}) Choose another file, or convert it first."),
    QT_TRANSLATE_NOOP("Status", "This song is on the other deck already; a mashup needs two different ones."),
    QT_TRANSLATE_NOOP("Status", "Something unexpected went wrong ({reason}). The log file has the details."),
)


def status_in_words(text: str) -> str:
    """What a layer below says, in the user's language; as it is when nobody has thought of it here."""
    for template, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return QCoreApplication.translate(_CONTEXT, template).format(**found.groupdict())
    return text


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A pattern for every status, those with the most fixed text first: “{name}: …” fits nearly anything."""
    fixed = sorted(STATUSES, key=lambda template: -len(re.sub(r"\{\w+\}", "", template)))
    return tuple((template, _pattern(template)) for template in fixed)


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    source = "".join(f"(?P<{part}>.+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile(source, re.DOTALL)
