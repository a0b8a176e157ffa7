"""The picture of a confusion matrix."""

import io

import av
import numpy as np

from mashstudio.training.pixels import confusion_png


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
