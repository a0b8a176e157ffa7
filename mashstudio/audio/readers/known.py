"""Formats recognised by their first bytes: those that FFmpeg reads, and those without usable sound."""

from typing import Final

from mashstudio.core.messages import Message

_BY_FFMPEG: Final = (
    (b"\x1aE\xdf\xa3", "matroska", "Matroska or WebM"),
    (b"0&\xb2u\x8ef\xcf\x11", "asf", "Windows Media"),
    (b"caff", "caf", "CAF"),
    (b"riff\x2e\x91\xcf\x11", "w64", "W64"),
    (b".snd", "au", "AU"),
    (b"RIFF????WAVE", "wav", "WAV"),
    (b"RF64????WAVE", "wav", "WAV"),
    (b"RIFF????AVI ", "avi", "AVI"),
    (b"FORM????AIFF", "aiff", "AIFF"),
    (b"FORM????AIFC", "aiff", "AIFF"),
    (b"wvpk", "wv", "WavPack"),
    (b"TTA1", "tta", "True Audio"),
    (b"MAC ", "ape", "Monkey's Audio"),
    (b"MP+", "mpc", "Musepack"),
    (b"MPCK", "mpc8", "Musepack"),
    (b"tBaK", "tak", "TAK"),
    (b"DSD ", "dsf", "DSF"),
    (b"FRM8????????DSD ", "iff", "DSDIFF"),
    (b"#!AMR", "amr", "AMR"),
    (b".RMF", "rm", "RealMedia"),
    (b"ajkg", "shn", "Shorten"),
    (b"FLV\x01", "flv", "Flash video"),
    (b"\x00\x00\x01\xba", "mpeg", "MPEG video"),
    (b"\x7f\xfe\x80\x01", "dts", "DTS"),
    (b"OggS", "ogg", "Ogg"),
    (b"ea3\x03", "oma", "ATRAC"),
    (b"EA3\x01", "oma", "ATRAC"),
)  # fmt: skip
_MIDI: Final = Message("It is a MIDI file, which contains notes, not audio. Choose an audio file.")
_MODULE: Final = Message("It is a tracker module, which contains notes, not a recording. Choose an audio file.")
_PLAYLIST: Final = Message("It is a playlist. Choose one of the songs in it.")
_ARCHIVE: Final = Message("It is an archive. Unpack it and choose a song in it.")
_PICTURE: Final = Message("It is a picture. Choose an audio file.")
_WITHOUT_SOUND: Final = (
    (b"MThd", _MIDI),
    (b"RIFF????RMID", _MIDI),
    (b"#EXTM3U", _PLAYLIST),
    (b"[playlist]", _PLAYLIST),
    (b"Extended Module: ", _MODULE),
    (b"IMPM", _MODULE),
    (b"PK\x03\x04", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff\xe0", _PICTURE),
    (b"\xff\xd8\xff\xe1", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"%PDF-", Message("It is a document. Choose an audio file.")),
)
_AC3: Final = b"\x0b\x77"
_TS_PACKET: Final = 188
_TS: Final = b"G"
LONGEST: Final = _TS_PACKET + 1
"""How many of a file's first bytes suffice to recognise its format."""


def ffmpeg_format(head: bytes) -> tuple[str, str] | None:
    """Return FFmpeg's and the common name of the format that begins with `head`; None if FFmpeg isn't used for it."""
    for mark, name, common in _BY_FFMPEG:
        if _begins(head, mark):
            return name, common
    if head[:2] == _AC3 and len(head) > 5:
        return ("ac3", "AC-3") if head[5] >> 3 <= 10 else ("eac3", "E-AC-3")
    if head[:1] == _TS and head[_TS_PACKET : _TS_PACKET + 1] == _TS:
        return "mpegts", "MPEG video"
    return None


def without_sound(head: bytes) -> Message | None:
    """Return why a file that begins with `head` can't be a song, in whole sentences; None if it may be one."""
    return next((reason for mark, reason in _WITHOUT_SOUND if _begins(head, mark)), None)


def _begins(head: bytes, mark: bytes) -> bool:
    """Return True if `head` begins with `mark`, in which “?” matches any byte."""
    return len(head) >= len(mark) and all(wanted in (byte, ord("?")) for byte, wanted in zip(head, mark, strict=False))
