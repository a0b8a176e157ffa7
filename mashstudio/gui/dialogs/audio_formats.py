"""The export formats on offer."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.audio.encode import AudioFormat, Container
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP

_CONTEXT: Final = "AudioFormat"

Option = tuple[str, AudioFormat]
"""An option's English name and its format."""

FORMATS: Final[dict[Container, tuple[Option, ...]]] = {
    # The first of each is the default.
    "wav": (
        (QT_TRANSLATE_NOOP("AudioFormat", "24-bit"), AudioFormat("wav", "pcm24")),
        (QT_TRANSLATE_NOOP("AudioFormat", "16-bit, dithered"), AudioFormat("wav", "pcm16")),
        (QT_TRANSLATE_NOOP("AudioFormat", "32-bit float"), AudioFormat("wav", "float32")),
    ),
    "flac": (
        (QT_TRANSLATE_NOOP("AudioFormat", "24-bit"), AudioFormat("flac", "pcm24")),
        (QT_TRANSLATE_NOOP("AudioFormat", "16-bit, dithered"), AudioFormat("flac", "pcm16")),
    ),
    "mp3": (
        *((f"{rate} kbit/s", AudioFormat("mp3", bitrate=rate)) for rate in (320, 256, 192, 160, 128)),
        (QT_TRANSLATE_NOOP("AudioFormat", "Variable bitrate, best"), AudioFormat("mp3", quality=1.0)),
        (QT_TRANSLATE_NOOP("AudioFormat", "Variable bitrate, good"), AudioFormat("mp3", quality=0.8)),
        (QT_TRANSLATE_NOOP("AudioFormat", "Variable bitrate, small"), AudioFormat("mp3", quality=0.5)),
    ),
    "ogg": (
        (QT_TRANSLATE_NOOP("AudioFormat", "Good"), AudioFormat("ogg", quality=0.8)),
        (QT_TRANSLATE_NOOP("AudioFormat", "Best"), AudioFormat("ogg", quality=1.0)),
        (QT_TRANSLATE_NOOP("AudioFormat", "Small"), AudioFormat("ogg", quality=0.4)),
    ),
}


def format_name(audio_format: AudioFormat) -> str:
    """Return a format's name for the settings: "mp3/192 kbit/s"."""
    words = next(text for text, each in FORMATS[audio_format.container] if each == audio_format)
    return f"{audio_format.container}/{words}"


def format_named(name: str) -> AudioFormat:
    """Return the format that `format_name` named so, or the default if there is none."""
    named = {format_name(each): each for options in FORMATS.values() for _, each in options}
    return named.get(name, FORMATS["wav"][0][1])


def option_words(text: str) -> str:
    """Return an option's name in the user's language."""
    return QCoreApplication.translate(_CONTEXT, text)
