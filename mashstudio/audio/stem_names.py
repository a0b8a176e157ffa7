"""Which part of a song a stem's file holds, by its name, in English and Korean."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.text.lines import clean_line, shown
from mashstudio.model.stems import StemName

_WORDS: Final = {
    StemName.VOCALS: "vocal vocals vox voc vocs voice voices vx acapella acappella acapellas cappella capella pella "
    "singer singing sing rap raps adlib adlibs choir bgv bgvs bv bvs bvox lv lvox backvox",
    StemName.DRUMS: "drum drums drm drms dr drs drumkit kit perc percs percussion kick kicks kik bd snare snares sd sn "
    "hat hats hihat hihats hh tom toms cymbal cymbals crash ride overhead overheads oh clap claps shaker tambourine "
    "conga congas bongo bongos breakbeat",
    StemName.BASS: "bass basses bs bas subbass sub 808 808s bassline",
    StemName.OTHER: "other others oth inst insts instr instrument instruments instrumental instrumentals music melody "
    "melodies melodic harmony synth synths synthesizer keys keyboard keyboards piano pno rhodes wurli organ guitar "
    "guitars gtr gtrs git strings string str violin viola cello orchestra brass horn horns trumpet sax flute pad pads "
    "arp pluck plucks chord chords fx sfx efx effects ambience atmos riser accompaniment karaoke mr rest residual",
}
_KOREAN: Final = {
    StemName.VOCALS: "보컬 목소리 아카펠라 코러스 노래 보이스 가창 애드립 합창",
    StemName.DRUMS: "드럼 퍼커션 타악 킥 스네어 하이햇 심벌 탐탐",
    StemName.BASS: "베이스 저음",
    StemName.OTHER: "반주 악기 연주 신스 신시 건반 피아노 키보드 기타 현악 스트링 브라스 패드 이펙트 효과음 엠알 "
    "멜로디 나머지 그외 그밖 인스트 오르간",
}
"""Korean words take endings and join others, so they are looked for anywhere in a word."""

_SETS: Final = {part: frozenset(words.split()) for part, words in _WORDS.items()}
_INSIDE: Final = {
    StemName.VOCALS: ("vocal", "acapella", "acappella"),
    StemName.DRUMS: ("drums", "percussion", "hihat"),
    StemName.OTHER: ("guitar", "synth", "instrumental"),
}
"""English words that are recognised within longer ones."""

_WHOLE: Final = "mix mixdown premix fullmix master mastered masters mastering full original orig ref reference"
_WHOLE_SET: Final = frozenset(_WHOLE.split())
_WHOLE_KOREAN: Final = ("믹스", "마스터", "원곡", "원본", "완곡", "전체")
_ALL_INSTRUMENTS: Final = {"instrumental", "instrumentals", "accompaniment", "karaoke", "mr", "music"}
_ALL_INSTRUMENTS_KOREAN: Final = ("반주", "엠알")
_WITHOUT: Final = {"no", "without", "minus", "non"}
_ADDITIONS: Final = (
    "stem stems track tracks audio lead main back backing bg background left right l r c st stereo mono wet dry bus "
    "group grp bounce bip final only double doubles dbl dub hi high lo low mid top room close mic di amp clean dist "
    "take loop all the and n s with bpm key v ver version part parts 스템 트랙 리드 메인"
)
_ADDITION_SET: Final = frozenset(_ADDITIONS.split())
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PLAIN_FOLDERS: Final = re.compile(
    r"(the |all )?(stems?|(multi ?)?tracks?|audio( files)?|wavs?|bounces?|exports?|files|separated|parts|스템|트랙)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NamedStem:
    """What a file's name says. part: the part it holds; None: it doesn't say.

    whole: it seems to be the whole song, or all instruments beside stems of some. plain: the name consists of words for
    parts, numbers and usual additions, apart from what all names share.
    """

    part: StemName | None
    whole: bool = False
    plain: bool = False


def named_parts(names: Sequence[str]) -> list[NamedStem]:
    """Return what each of `names` (without folders and extensions) says of its part; words in all of them don't count.

    A name without other words is that of the whole song.
    """
    words = [_words(name) for name in names]
    shared = Counter(words[0]) if len(words) > 1 else Counter()
    for each in words[1:]:
        shared &= Counter(each)
    if not all(_without(each, shared) for each in words):
        # “vocals” and “no vocals”
        shared = Counter({word: count for word, count in shared.items() if _part(word) is None})
    own = [_without(each, shared) for each in words]
    found = [_named(each) if each else NamedStem(None, whole=True) for each in own]
    single = {each.part for each in found} & {StemName.DRUMS, StemName.BASS}
    return [
        NamedStem(each.part, whole=True) if single and each.part is StemName.OTHER and _all_instruments(text) else each
        for each, text in zip(found, own, strict=True)
    ]


def part_named(name: str) -> StemName | None:
    """Return the part that one name says; None if it doesn't."""
    return _named(_words(name)).part


def title_of(folder: Path, files: Sequence[Path]) -> str:
    """Return the title of a song in stems: what their names share, else the name of their folder."""
    names = [shown(path.stem) for path in files]
    shared = next((at for at, letters in enumerate(zip(*names, strict=False)) if len(set(letters)) > 1), 0)
    prefix = names[0][:shared]
    if prefix[-1:].isalnum() and any(name[shared : shared + 1].isalnum() for name in names):
        # Only whole words: of “Song - bass” and “Song - beats”, not the b.
        prefix = re.sub(r"[^\W_]+$", "", prefix)
    title = re.sub(r"[\W_]+$", "", prefix)
    if any(character.isalpha() for character in title) and not _PLAIN_FOLDERS.fullmatch(title):
        return clean_line(title)
    named = [each for each in (folder, *folder.parents) if each.name and not _PLAIN_FOLDERS.fullmatch(each.name)]
    return clean_line(shown((named[0] if named else folder).name)) or "?"


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFC", shown(name))
    return [word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", text))]


def _without(words: Sequence[str], shared: Counter[str]) -> list[str]:
    left, kept = Counter(shared), []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            kept.append(word)
    return kept


def _named(words: Sequence[str]) -> NamedStem:
    parts = [_part(word) for word in words]
    plain = all(
        part is not None or word.isdecimal() or word in _ADDITION_SET for word, part in zip(words, parts, strict=True)
    )
    found = [part for part in parts if part is not None]
    if _WITHOUT & set(words) and StemName.VOCALS in found:
        return NamedStem(StemName.OTHER, plain=True)
    # A “bass drum” is a drum, a “guitar bass” a bass, and whatever is done to a voice stays a voice.
    part = next((each for each in StemName if each in found), None)
    if part is None and any(word in _WHOLE_SET or any(each in word for each in _WHOLE_KOREAN) for word in words):
        return NamedStem(None, whole=True)
    return NamedStem(part, plain=plain and part is not None)


def _part(word: str) -> StemName | None:
    for part, words in _SETS.items():
        if word in words:
            return part
    for part in StemName:
        inside = (*_INSIDE.get(part, ()), *_KOREAN[part].split())
        if any(each in word for each in inside):
            return part
    return None


def _all_instruments(words: Sequence[str]) -> bool:
    return any(
        word in _ALL_INSTRUMENTS or word in _WITHOUT or any(korean in word for korean in _ALL_INSTRUMENTS_KOREAN)
        for word in words
    )
