"""A song's spectrograms, tile by tile: from the cache, or drawn in one child process."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from mashstudio.analysis.pictures import PICTURES_VERSION, Picture, PictureKind, draw_tiles
from mashstudio.audio.arrays import save_array
from mashstudio.core.cache import Cache
from mashstudio.core.files import explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.leftovers import temporary_folder
from mashstudio.core.messages import Message


def pictures_of(
    sha256: str,
    samples_path: Path,
    kind: PictureKind,
    tiles: Sequence[int],
    cache: Cache,
    *,
    drawn: Callable[[int, Picture], None],
    job: Job,
) -> None:
    """Draw `tiles` of the song `sha256`, in that order; call `drawn` with each as soon as it is ready.

    samples_path: the song's samples (.npy). `drawn` is called on the caller's thread.
    """

    def parameters(tile: int) -> dict[str, object]:
        # Paths in the cache identify their content.
        source = f"{samples_path.parent.name}/{samples_path.name}"
        return {"version": PICTURES_VERSION, "source": source, "kind": str(kind), "tile": tile}

    missing = []
    for tile in tiles:
        job.check()
        folder = cache.get(sha256, "picture", parameters(tile))
        if folder is None:
            missing.append(tile)
        else:
            drawn(tile, np.load(folder / "picture.npy"))
    if not missing:
        return

    with temporary_folder() as drawings, explain_storage(drawings):

        def keep(fraction: float, status: Message) -> None:
            for path in drawings.glob("*.npy"):
                picture: Picture = np.load(path)
                path.unlink()
                tile = int(path.stem)
                cache.build(sha256, "picture", parameters(tile), partial(_save, picture), check=job.check)
                drawn(tile, picture)
            job.report(fraction, status)

        doing = Message("drawing the spectrogram")
        run_in_child(draw_tiles, samples_path, kind, missing, drawings, job=Job(keep, parent=job), doing=doing)


def _save(picture: Picture, folder: Path) -> None:
    save_array(folder / "picture.npy", picture)
