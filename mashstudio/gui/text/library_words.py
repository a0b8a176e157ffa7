"""The library's rankings in words."""

from PySide6.QtCore import QCoreApplication

from mashstudio.document.section_pairs import SectionPair
from mashstudio.gui.text.figures import signed
from mashstudio.gui.text.section_words import section_word
from mashstudio.gui.text.suggestion_words import fit_word
from mashstudio.library.shelf import RankedBy, Ranking


def rank_word(ranking: Ranking, sha256: str) -> str:
    """Return a song's rank, and of partners how it was found: “3, good (stems)”."""
    rank = f"{ranking.ranks[sha256]}"
    if ranking.by is not RankedBy.FIT:
        return rank
    translate = QCoreApplication.translate
    pairs = ranking.pairs.get(sha256)
    if not pairs:
        return translate("Library", "{rank}, by mix").format(rank=rank)
    return translate("Library", "{rank}, by stems: {fit}").format(rank=rank, fit=fit_word(pairs[0].fit))


def rank_words(ranking: Ranking, sha256: str) -> str:
    """Return what a rank says, in a sentence or two."""
    translate = QCoreApplication.translate
    if ranking.by is not RankedBy.FIT:
        return ""
    pairs = ranking.pairs.get(sha256)
    if not pairs:
        return translate(
            "Library", "Judged by the mixes: harmony, key and tempo. Once its stems were heard, by its best sections."
        )
    return "\n".join(_pair_words(title, pair) for title, pair in zip(ranking.titles, pairs, strict=False))


def _pair_words(title: str, pair: SectionPair) -> str:
    translate = QCoreApplication.translate
    if pair.voice_first:
        words = translate("Library", "{title} ({voice}) sings over its {band}, shifted by {shift} semitones: {fit}")
    else:
        words = translate("Library", "Its {voice} sings over {title} ({band}), shifted by {shift} semitones: {fit}")
    return words.format(
        title=title,
        voice=section_word(pair.voice),
        band=section_word(pair.band),
        shift=signed(pair.semitones),
        fit=fit_word(pair.fit),
    )
