"""The picture of a confusion matrix."""

import io

import av
import numpy as np

from mashstudio.training.pixels import COLOURS, bars_png, confusion_png, curves_png


def pixels(picture: bytes) -> np.ndarray:
    with av.open(io.BytesIO(picture), "r") as file:
        return next(file.decode(video=0)).to_ndarray(format="rgb24")


def test_full_cells_are_dark_and_empty_ones_light() -> None:
    counts = np.array([[12, 0], [5, 5]])
    found = pixels(confusion_png(["hip-hop", "발라드"], counts))
    corners = [found[y, x].sum() for y in (40, 96) for x in (found.shape[1] - 118, found.shape[1] - 62)]
    assert corners[0] < corners[2] == corners[3] < corners[1] == 3 * 255


def test_every_name_is_drawn_or_numbered() -> None:
    latin, korean = (pixels(confusion_png([name, "x"], np.eye(2, dtype=int))) for name in ("rock", "발라드"))
    assert latin.shape[0] == korean.shape[0]
    assert latin.shape[1] > korean.shape[1]
    assert (korean[:, :20] < 60).any()


def test_a_curve_runs_from_its_first_value_to_its_last() -> None:
    found = pixels(curves_png(["rising", "low"], np.array([[0.0, 0.5, 1.0], [0.25] * 3]), ["0.1", "0.5", "0.9"]))
    rows, columns = np.nonzero((found[40:-40] == COLOURS[0]).all(axis=2))
    assert rows[columns.argmin()] > rows[columns.argmax()]
    assert np.ptp(columns) > 600
    low = np.nonzero((found[40:-40] == COLOURS[1]).all(axis=2))[0]
    assert np.ptp(low) <= 2


def test_bars_are_as_long_as_their_values() -> None:
    found = pixels(bars_png(["mine", "other"], np.array([[0.25, 1.0], [0.75, 0.0]]), ["one", "두울"]))

    def longest(number: int) -> list[int]:
        lengths = (found[34:] == COLOURS[number]).all(axis=2).sum(axis=1)
        return [int(lengths[:18].max()), int(lengths[18:].max())]

    assert (longest(0), longest(1)) == ([100, 400], [300, 0])
