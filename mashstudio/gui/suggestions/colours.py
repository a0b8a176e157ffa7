"""The colours of ranks: from the best, a bright yellow, to the last, a dark violet."""

from typing import Final

from PySide6.QtGui import QColor

from mashstudio.document.suggest import Place

# Smith and van der Walt's viridis, which colour-blind users read as well, without its darkest end.
_SCALE: Final = tuple(
    QColor(name) for name in ("#FDE725", "#9FDA3A", "#4AC16D", "#22A884", "#2B8F8E", "#4D8AA8", "#8A8FB0")
)


def rank_colour(place: Place) -> QColor:
    """Return the colour of a place's rank."""
    at = (place.rank - 1) / max(place.of - 1, 1) * (len(_SCALE) - 1)
    low, high = _SCALE[int(at)], _SCALE[min(int(at) + 1, len(_SCALE) - 1)]
    share = at % 1
    channels = ((low.red(), high.red()), (low.green(), high.green()), (low.blue(), high.blue()))
    return QColor(*(round(one + (other - one) * share) for one, other in channels))
