"""Suggested places in words."""

from PySide6.QtCore import QCoreApplication

from mashstudio.document.reasons import Fit
from mashstudio.document.suggest import Place, Spot
from mashstudio.gui.text.section_words import section_word
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, translate
from mashstudio.model.choices import LETTERS

_CONTEXT = "Suggestion"
_FITS = {
    Fit.GOOD: QT_TRANSLATE_NOOP("Suggestion", "good"),
    Fit.FAIR: QT_TRANSLATE_NOOP("Suggestion", "fair"),
    Fit.POOR: QT_TRANSLATE_NOOP("Suggestion", "poor"),
}


def _words(template: str, **fields: object) -> str:
    return QCoreApplication.translate(_CONTEXT, template).format(**fields)


def fit_word(fit: Fit) -> str:
    """Return how well something fits: good, fair or poor."""
    return QCoreApplication.translate(_CONTEXT, _FITS[fit])


def spot_words(spot: Spot) -> str:
    """Return a spot such as "A Chorus, bar 17"."""
    if not spot.section:
        return _words(QT_TRANSLATE_NOOP("Suggestion", "{letter}, bar {bar}"), letter=LETTERS[spot.source], bar=spot.bar)
    template = QT_TRANSLATE_NOOP("Suggestion", "{letter} {section}, bar {bar}")
    return _words(template, letter=LETTERS[spot.source], section=section_word(spot.section), bar=spot.bar)


def rank_words(place: Place) -> str:
    """Return "best of 41 places", or "3rd of 41 places" in a form that every language has."""
    if place.rank == 1:
        return _words(QT_TRANSLATE_NOOP("Suggestion", "best of {count} places"), count=place.of)
    template = QT_TRANSLATE_NOOP("Suggestion", "number {rank} of {count} places")
    return _words(template, rank=place.rank, count=place.of)


def shift_words(semitones: int) -> str:
    """Return a shift in semitones with its sign."""
    return f"{semitones:+d}".replace("-", "−") if semitones else "0"


def place_words(place: Place) -> str:
    """Return which part sings over which, how long, and how well it fits."""
    template = QT_TRANSLATE_NOOP("Suggestion", "{voice} sings over {band}, {bars} bars: {fit}, {rank}")
    return _words(
        template,
        voice=spot_words(place.voice),
        band=spot_words(place.band),
        bars=place.bars,
        fit=fit_word(place.fit),
        rank=rank_words(place),
    )


def reason_words(place: Place) -> str:
    """Return what speaks for and against a place."""
    return "; ".join(translate(reason) for reason in place.reasons)


def rubbing_words(place: Place) -> str:
    """Return which beats rub, counted in bars of the place; "" for none."""
    if not place.melody.rubbing:
        return ""
    per_bar = max(place.beats // place.bars, 1)
    beats = ", ".join(f"{beat // per_bar + 1}.{beat % per_bar + 1}" for beat in place.melody.rubbing)
    return _words(QT_TRANSLATE_NOOP("Suggestion", "Beats that rub (bar.beat): {beats}"), beats=beats)
