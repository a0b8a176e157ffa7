"""The tiles of one song's spectrogram, loaded as needed."""

from PySide6.QtCore import QObject, Signal

from mashstudio.analysis.pictures import Picture, PictureKind
from mashstudio.audio.songs import OpenedSong, samples_of
from mashstudio.core.jobs import Job
from mashstudio.gui.decks.waveform import Levels, levels_of
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate_error
from mashstudio.pipeline.pictures import pictures_of
from mashstudio.session.workers import Urgency, Work


class PictureTiles(Guarded, QObject):
    """Load the tiles of one song in one kind of picture, in the order wanted; `changed` is emitted for each.

    tiles: those loaded, by number.
    """

    changed = Signal()
    _drawn = Signal(object, int, object)

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self.tiles: dict[int, Levels] = {}
        self._studio = studio
        self._asked: tuple[str, PictureKind] | None = None
        self._work: Work[None] | None = None
        self._drawn.connect(self._keep)

    def ask(self, opened: OpenedSong, kind: PictureKind, order: list[int]) -> None:
        """Load the tiles in `order`; drop an earlier request for another song or kind."""
        song, cache = opened.song, self._studio.session.cache
        asked = (song.sha256, kind)
        if asked == self._asked:
            return
        self.forget()
        self._asked = asked

        def drawn(tile: int, picture: Picture) -> None:
            self._drawn.emit(asked, tile, levels_of(picture))

        def draw(job: Job) -> None:
            samples_path = samples_of(song, opened.samples_path, cache, job=job)
            pictures_of(song.sha256, samples_path, kind, order, cache, drawn=drawn, job=job)

        self._work = self._studio.workers.start(
            Urgency.DRAW,
            draw,
            done=lambda _nothing: None,
            failed=lambda error: self._studio.notice.emit(translate_error(error)),
        )

    def forget(self) -> None:
        """Cancel the request and drop all tiles."""
        if self._work is not None:
            self._work.cancel()
        self._work = self._asked = None
        self.tiles = {}

    def _keep(self, asked: tuple[str, PictureKind], tile: int, levels: Levels) -> None:
        if asked == self._asked:
            self.tiles[tile] = levels
            self.changed.emit()
