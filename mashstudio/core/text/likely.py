"""Guess the encoding of unlabelled text: the one that decodes it to the most likely text.

Each candidate is a small model of one script: the log-probability of each character. A few characters suffice, as a
wrong encoding turns frequent characters into rare ones.
"""

import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from mashstudio.core.text.frequent import (
    CYRILLIC,
    HANGUL,
    KANA,
    KANJI,
    SIMPLIFIED,
    SUNG_HANGUL,
    SUNG_KANJI,
    SUNG_SIMPLIFIED,
    SUNG_TRADITIONAL,
    TRADITIONAL,
)

_IMPOSSIBLE: Final = -40.0
_SUNG: Final = -7.5
_LONE: Final = {"cp949": 2.0, "cp932": 1.0}
"""Many Korean song titles have one syllable (눈, 길, 밤), some Japanese ones one character, few Chinese ones do."""
_STRAY: Final = -14.0
_FOREIGN: Final = -10.0
_UNKNOWN_LETTER: Final = -9.0
_MARKED_RIGHT: Final = 12.0
"""How much likelier a reading must be to replace text labelled as Unicode."""
_PRIOR: Final = {"utf-8": 6.0, "cp1252": 3.0}
"""Bytes are rarely valid UTF-8 by chance, and most text labelled as Latin-1 is Latin-1."""
_BY_CHANCE: Final = 2.0
"""UTF-8's prior for only two bytes, which may well be valid by chance."""
_PUNCTUATION: Final = "　、。・「」『』【】〈〉《》（）！？：；～〜－―…·，．"
_TOUCHING: Final = 4.5
"""How much less likely a character of two bytes is for each Latin letter beside it."""
_NEARLY: Final = 4.0
"""How much less likely a reading in the user's language may be than the likeliest in another non-Latin one."""
_LOCALE: Final = ("LC_ALL", "LC_CTYPE", "LANG")
_OWN: Final = {
    "ko": "cp949", "ja": "cp932", "zh": "gb18030", "zh_TW": "big5hkscs", "zh_HK": "big5hkscs",
    "ru": "cp1251", "uk": "cp1251", "be": "cp1251", "bg": "cp1251",
}  # fmt: skip
_ACCENTED: Final = "éèáíóöüäñçàãêâîôûúåøæßëïõìòùþðýœšž"
_LINKED: Final = (
    # French, Dutch; Spanish, Portuguese, Catalan
    "éé éâ éç éè èé éà àé çà óó áá áé éí óú ñí ñó ñé úñ áñ óñ íñ üí üê üè çã çõ çú çá çó çê çò íç "
    # Icelandic
    "æð íð áð óð úð ýð éð öð þá þú þó þæ þé þý þí þö íþ óþ áæ íó íá óá íú "
    # Finnish, Swedish, Norwegian, Danish, German, also in shouted and spelled-out words
    "ää öä öö äö åå øø üü ææ æø øæ øå åø åä öå åö äü öü"
)
"""Pairs of accented letters that occur in words; hardly any others do."""
_SPELT: Final = {"àèìòù", "áéíóú", "âêîôû", "äöüß", "äöü", "åäö", "æøå"}
"""Accented letters listed one after another, as in alphabets."""
_OTHER_LATIN: Final = "ơưƠƯșțȘȚəƏǎǐǒǔǍǏǑǓǝƒǧǫ"
_SIGNS: Final = "’‘“”–—…«»¿¡°ºª·•™©®„‚´"
_NEVER_FIRST: Final = "”—–•™©®‰"
_C1: Final = range(0x80, 0xA0)


def decode_together(texts: Sequence[bytes], *, cut: int | None = None) -> list[str]:
    """Decode texts that share one unknown encoding, such as a file's title and artist.

    Knows UTF-8, CP949 (EUC-KR), Shift-JIS, GB18030, Big5, CP1251 and CP1252. cut: a text of this many bytes or more
    may end within a character.
    """
    telling = [text for text in texts if not text.isascii()]
    best = _likeliest(telling, cut)
    return [_decoded(best.encoding, text, cut) or text.decode("latin-1") for text in texts]


def repair_together(texts: Sequence[str]) -> list[str]:
    """Decode texts again that were wrongly decoded as Latin-1 or CP1252; leave true Latin text as it is."""
    raw = [_bytes_behind(text) for text in texts]
    telling = [each for each in raw if each is not None and not each.isascii()]
    if not telling or None in raw:
        return list(texts)
    best = max(_score(candidate, telling) for candidate in _CANDIDATES)
    wrong = best > _score(_LATIN, telling) + _MARKED_RIGHT
    return decode_together([each or b"" for each in raw]) if wrong else list(texts)


def likeliness(text: str) -> float:
    """Return the log-probability of `text`, each character in the known script that fits it best."""
    return sum(_any(text, index) for index in range(len(text)))


@dataclass(frozen=True)
class _Candidate:
    """An encoding, and the log-probability of a text's character at an index in the script written in it."""

    encoding: str
    score: Callable[[str, int], float]


def _likeliest(texts: Sequence[bytes], cut: int | None) -> _Candidate:
    """Return the best candidate; among close non-Latin ones, that of the user's language."""
    scores = {candidate: _score(candidate, texts, cut) for candidate in _CANDIDATES}
    best = max(_CANDIDATES, key=lambda candidate: scores[candidate])
    own = next((candidate for candidate in _LEGACY if candidate.encoding == _own_encoding()), None)
    foreign = best is not _LATIN and (best.encoding != "utf-8" or _are_two_bytes(texts))
    return own if own is not None and foreign and scores[own] > scores[best] - _NEARLY else best


def _own_encoding() -> str | None:
    """Return the pre-Unicode encoding of the system's language; None if it has no special one."""
    language = next((found for name in _LOCALE if (found := os.environ.get(name))), "")
    return _OWN.get(language[:5]) or _OWN.get(language[:2])


def _score(candidate: _Candidate, texts: Sequence[bytes], cut: int | None = None) -> float:
    total = _PRIOR.get(candidate.encoding, 0.0)
    if candidate.encoding == "utf-8" and _are_two_bytes(texts):
        total = _BY_CHANCE
    for text in texts:
        decoded = _decoded(candidate.encoding, text, cut)
        if decoded is None:
            return -math.inf
        total += sum(candidate.score(decoded, index) for index in range(len(decoded)))
        total += _LONE.get(candidate.encoding, 0.0) if len(decoded) == 1 else 0.0
    return total


def _are_two_bytes(texts: Sequence[bytes]) -> bool:
    return sum(map(len, texts)) == 2


def _decoded(encoding: str, text: bytes, cut: int | None) -> str | None:
    if encoding == "cp1252":
        # Bytes undefined in CP1252 are control characters in Latin-1.
        return "".join(_CP1252.get(byte, chr(byte)) for byte in text)
    most = 2 if cut is not None and len(text) >= cut else 0
    for end in range(len(text), len(text) - most - 1, -1):
        try:
            return text[:end].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _bytes_behind(text: str) -> bytes | None:
    """Return `text` encoded as Latin-1 or CP1252; None if that is impossible."""
    try:
        return bytes(_CP1252_BYTES.get(character) or ord(character) for character in text)
    except ValueError:
        return None


_CP1252: Final = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in _C1}
_CP1252_BYTES: Final = {character: byte for byte, character in _CP1252.items()}


# The scripts


def _ascii(character: str) -> float:
    return -3.5 if character.isalpha() or character == " " else -5.0


@cache
def _by_rank(characters: str, first: float, fall: float) -> Mapping[str, float]:
    return {character: first - fall * math.sqrt(rank) for rank, character in enumerate(characters)}


def _with_sung(likely: Mapping[str, float], sung: str) -> Mapping[str, float]:
    """Add the characters common in titles and names."""
    return {**likely, **{character: max(likely.get(character, _SUNG), _SUNG) for character in sung}}


def _ideographic(likely: Mapping[str, float], encoding: str, rare: Callable[[int, int], float]) -> _Candidate:
    """Return the model of a script of two-byte characters. rare: scores characters not in `likely` by their bytes."""

    @cache
    def alone(character: str) -> float:
        if character in likely:
            return likely[character]
        if character in _PUNCTUATION:
            return -7.0
        try:
            code = character.encode(encoding)
        except UnicodeEncodeError:
            return _STRAY
        if len(code) == 1:
            return _FOREIGN
        return rare(code[0], code[1]) if len(code) == 2 and not "\ue000" <= character <= "\uf8ff" else _STRAY

    def score(text: str, index: int) -> float:
        character = text[index]
        if character.isascii():
            return _ascii(character)
        return alone(character) - _TOUCHING * _touches_letters(text, index)

    return _Candidate(encoding, score)


def _touches_letters(text: str, index: int) -> int:
    """Return how many neighbours are ASCII letters: scripts are mostly separated by a space."""
    around = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
    return sum(character.isascii() and character.isalpha() for character in around)


def _rare_korean(lead: int, trail: int) -> float:
    if 0xB0 <= lead <= 0xC8 and trail >= 0xA1:
        return -11.0
    return -13.0 if lead >= 0xCA and trail >= 0xA1 else -15.0


def _rare_japanese(lead: int, _trail: int) -> float:
    if 0x88 <= lead <= 0x97:
        return -10.5
    return -12.5 if 0x98 <= lead <= 0xEA else -14.0


def _rare_simplified(lead: int, trail: int) -> float:
    if 0xB0 <= lead <= 0xD7 and trail >= 0xA1:
        return -10.3
    return -12.0 if 0xD8 <= lead <= 0xF7 and trail >= 0xA1 else -14.5


def _rare_traditional(lead: int, _trail: int) -> float:
    if 0xA4 <= lead <= 0xC6:
        return -10.3
    return -12.0 if 0xC9 <= lead <= 0xF9 else -14.5


def _cyrillic(text: str, index: int) -> float:
    character = text[index]
    if character.isascii():
        return _ascii(character)
    small = character.lower()
    if small not in _CYRILLIC_LETTERS:
        return -6.5 if character in _SIGNS else -12.0
    before = text[index - 1] if index else " "
    # No word mixes both alphabets.
    likely = _CYRILLIC_LETTERS[small] - 14.0 * _touches_letters(text, index)
    if character == small:
        return likely
    # Capitals begin words or fill them.
    return likely - (8.0 if before.islower() else 0.3 if before.isupper() else 1.5)


def _latin(text: str, index: int) -> float:
    character = text[index]
    if character.isascii():
        return _ascii(character)
    if character > "ÿ" and character not in _CP1252_BYTES:
        return _STRAY
    if not character.isalpha() or character in "ºª":
        return _sign(character) - (3.0 if index == 0 and character in _NEVER_FIRST else 0.0)
    before = text[index - 1] if index else " "
    if (in_a_row := _accented_row(text, index)) is not None:
        return in_a_row
    likely = -4.5 - 0.1 * _ACCENTED.find(character.lower()) if character.lower() in _ACCENTED else -8.0
    if not before.isascii():
        likely -= 3.0
    if character.isupper():
        likely -= 6.0 if before.islower() else 1.0
    return likely - (6.0 if character == "ß" and not before.isalpha() else 0.0)


def _accented_row(text: str, index: int) -> float | None:
    """Score a letter in a row of accented ones that occurs in words, shouted or spelled-out text; else return None."""
    row = _row_around(text, index)
    small = row.lower()
    if small in _SPELT or (len(row) > 2 and len(set(small)) == 1):
        return -4.0
    one_case = row[1:].islower() or row.isupper()
    linked = len(row) > 1 and one_case and all(first + second in _LINKED for first, second in pairwise(small))
    return -5.0 if linked else None


def _row_around(text: str, index: int) -> str:
    """Return the run of non-ASCII characters around `index`."""
    begin = end = index
    while begin > 0 and not text[begin - 1].isascii():
        begin -= 1
    while end < len(text) and not text[end].isascii():
        end += 1
    return text[begin:end]


def _sign(character: str) -> float:
    if character in _SIGNS:
        return -6.5
    return _IMPOSSIBLE if ord(character) in _C1 else -10.0


def _any(text: str, index: int) -> float:
    if text[index].isascii():
        return _ascii(text[index])
    # Greek, Hebrew, Thai and others have no candidate of their own. Most letters between Latin and Greek are hardly
    # ever used.
    known = text[index] < "\u0180" or text[index] > "\u02af" or text[index] in _OTHER_LATIN
    least = _UNKNOWN_LETTER if text[index].isalpha() and known and text[index] < "\u3000" else _STRAY
    return max(least, *(candidate.score(text, index) for candidate in _LEGACY))


_KANA: Final = _by_rank(KANA, -3.3, 0.3)
_CYRILLIC_LETTERS: Final = _by_rank(CYRILLIC, -2.4, 0.55)
_LATIN: Final = _Candidate("cp1252", _latin)
_LEGACY: Final = (
    _LATIN,
    _ideographic(_with_sung(_by_rank(HANGUL, -3.5, 0.25), SUNG_HANGUL), "cp949", _rare_korean),
    _ideographic({**_with_sung(_by_rank(KANJI, -6.2, 0.1), SUNG_KANJI), **_KANA}, "cp932", _rare_japanese),
    _ideographic(_with_sung(_by_rank(SIMPLIFIED, -4.9, 0.125), SUNG_SIMPLIFIED), "gb18030", _rare_simplified),
    _ideographic(_with_sung(_by_rank(TRADITIONAL, -4.9, 0.125), SUNG_TRADITIONAL), "big5hkscs", _rare_traditional),
    _Candidate("cp1251", _cyrillic),
)
_CANDIDATES: Final = (_Candidate("utf-8", _any), *_LEGACY)
