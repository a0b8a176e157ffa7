"""Suggested places in words."""

from PySide6.QtCore import QCoreApplication

from mashstudio.document.proposals import Proposal, Role
from mashstudio.document.reasons import Fit
from mashstudio.document.suggest import Place, Spot
from mashstudio.gui.text.figures import signed
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


_ROLES = {
    Role.INTRO: QT_TRANSLATE_NOOP("Suggestion", "intro"),
    Role.BUILD: QT_TRANSLATE_NOOP("Suggestion", "build"),
    Role.BREAK: QT_TRANSLATE_NOOP("Suggestion", "break"),
    Role.DROP: QT_TRANSLATE_NOOP("Suggestion", "drop"),
    Role.ENDING: QT_TRANSLATE_NOOP("Suggestion", "ending"),
}


def proposal_words(number: int, proposal: Proposal, time: str) -> str:
    """Return a proposal's number, length, singers and shifts: "1: 3:12, A and B sing, B −2"."""
    singers = ", ".join(LETTERS[source] for source in proposal.singers)
    shifted = ", ".join(f"{LETTERS[source]} {signed(by)}" for source, by in proposal.shifts.items() if by)
    if not shifted:
        return _words(
            QT_TRANSLATE_NOOP("Suggestion", "Proposal {number}: {time}, sung by {singers}"),
            number=number, time=time, singers=singers,
        )  # fmt: skip
    return _words(
        QT_TRANSLATE_NOOP("Suggestion", "Proposal {number}: {time}, sung by {singers}, semitones: {shifted}"),
        number=number, time=time, singers=singers, shifted=shifted,
    )  # fmt: skip


def form_words(proposal: Proposal) -> str:
    """Return the form of a proposal: "intro A, A Verse over B, break A, B Chorus over A (drop), ending A"."""
    parts: list[str] = []
    for stretch in proposal.stretches:
        band, role = LETTERS[stretch.band.source], _ROLES.get(stretch.role)
        word = "" if role is None else QCoreApplication.translate(_CONTEXT, role)
        if stretch.voice is None:
            parts.append(f"{word} {band}")
            continue
        voice = f"{LETTERS[stretch.voice.source]} {section_word(stretch.voice.section)}".strip()
        sung = _words(QT_TRANSLATE_NOOP("Suggestion", "{voice} over {band}"), voice=voice, band=band)
        parts.append(f"{sung} ({word})" if word else sung)
    return " · ".join(dict.fromkeys(parts))
