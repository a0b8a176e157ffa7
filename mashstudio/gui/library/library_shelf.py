"""The library behind its panel: what is shown of it, and the work on it, all of it off the interface thread."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap

from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.gui.garbage import keep_loaded
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.text.translation import translate, translate_error
from mashstudio.library.facts import Listed
from mashstudio.library.search import Searched
from mashstudio.library.shelf import Arrangement, RankedBy, Ranking, Shelf, arranged, load_shelf
from mashstudio.library.store import Library
from mashstudio.pipeline.library_lists import import_playlist
from mashstudio.pipeline.library_ranking import rank_by_fit, rank_by_likeness, rank_in_order
from mashstudio.pipeline.partners import hear_all_stems, hear_stems
from mashstudio.pipeline.scanning import add_to_library, has_news, scan, user_library
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.separation.separator import Separator
from mashstudio.session.workers import Urgency, Work

_RELOAD_MS: Final = 2000
_WATCH_MS: Final = 1500
_COVERS_MS: Final = 40
_MOST_COVERS: Final = 500
_COVER_SIDE: Final = 48
_MANY: Final = 500

_Loaded = tuple[tuple[int, ...], Shelf, list[Searched]]


class LibraryShelf(Guarded, QObject):
    """The songs that are shown, and how they come to be. failure: why the library can't be read, if it can't.

    changed: emitted when other songs are shown; loaded: when others are in the library; cover_came: with a SHA-256.
    """

    changed = Signal()
    loaded = Signal()
    cover_came = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.library: Library = user_library()
        self.shelf = Shelf()
        self.shown: list[Searched] = []
        self.arrangement = Arrangement()
        self.is_loaded = False
        self.failure: Exception | None = None
        self._loading: Work[_Loaded] | None = None
        self._arranging: Work[list[Searched]] | None = None
        self._ranking: Work[Ranking] | None = None
        self._covers: dict[str, QIcon] = {}
        blank = QPixmap(_COVER_SIDE, _COVER_SIDE)
        blank.fill(Qt.GlobalColor.transparent)
        self._no_cover = QIcon(blank)
        self._wanted: list[str] = []
        self._heard: set[str] = set()
        self._kept = 0
        self._scanned = False
        self._read_at: tuple[int, ...] = ()
        self._watch = QTimer(self, interval=_WATCH_MS)
        self._watch.timeout.connect(self._look)
        self._fetch = QTimer(self, singleShot=True, interval=_COVERS_MS)
        self._fetch.timeout.connect(self._fetch_covers)
        self._reload = QTimer(self, singleShot=True, interval=_RELOAD_MS)
        self._reload.timeout.connect(self.load)
        studio.tasks.changed.connect(self._follow_tasks)

    # What is shown

    def begin(self) -> None:
        """Read the library for the first time; a scan that was ended, and whatever else is new, goes on."""
        self._watch.start()
        self._look()
        if not self.is_loaded and self._loading is None:
            self.load()
            self._start(lambda job: has_news(self.library, job=job), lambda news: self.look_again() if news else None)

    def rest(self) -> None:
        """The library is no longer seen: what other processes do to it is read when it is."""
        self._watch.stop()

    def _look(self) -> None:
        """Read the library again if it was written to, by another process perhaps."""
        known = self.is_loaded or self.failure is not None
        if known and self._loading is None and not self._reload.isActive():
            self._start(lambda _job: self.library.changed_at(), self._compare)

    def _compare(self, changed_at: tuple[int, ...]) -> None:
        if changed_at != self._read_at and self._loading is None:
            # What can't be read is tried once.
            self._read_at = changed_at
            self.load()

    def load(self) -> None:
        """Read the library again."""
        if self._loading is not None:
            self._loading.cancel()
        library, arrangement = self.library, self.arrangement

        def task(_job: Job) -> _Loaded:
            changed_at = library.changed_at()
            shelf = load_shelf(library)
            return changed_at, shelf, arranged(shelf, arrangement)

        def done(found: _Loaded) -> None:
            self._loading = None
            self.is_loaded, self.failure = True, None
            self._read_at, self.shelf, shown = found
            if len(self.shelf.songs) > self._kept + _MANY:
                self._kept = len(self.shelf.songs)
                keep_loaded()
            self.loaded.emit()
            if self.arrangement == arrangement:
                self._show(shown)
            else:
                self.arrange(self.arrangement)

        def failed(error: Exception) -> None:
            self._loading, self.failure = None, error
            self.changed.emit()

        self._loading = self._studio.workers.start(Urgency.READ, task, done=done, failed=failed)

    def arrange(self, arrangement: Arrangement) -> None:
        """Show other songs, or in another order."""
        self.arrangement = arrangement
        if self._arranging is not None:
            self._arranging.cancel()
        shelf = self.shelf
        self._arranging = self._start(lambda _job: arranged(shelf, arrangement), self._show)

    def _show(self, songs: list[Searched]) -> None:
        self.shown = songs
        self.changed.emit()

    def cover(self, sha256: str) -> QIcon:
        """Return the small picture of a song's cover; an empty one if there is none, or it will come soon."""
        if sha256 not in self._covers and sha256 not in self._wanted:
            self._wanted.append(sha256)
            self._fetch.start()
        return self._covers.get(sha256, self._no_cover)

    def _fetch_covers(self) -> None:
        wanted, self._wanted = self._wanted, []
        library = self.library

        def fetch(_job: Job) -> list[QImage | None]:
            pictures = [library.icon(sha256) for sha256 in wanted]
            return [None if picture is None else _small(picture) for picture in pictures]

        def show(images: list[QImage | None]) -> None:
            if len(self._covers) > _MOST_COVERS:
                self._covers.clear()
            for sha256, image in zip(wanted, images, strict=True):
                self._covers[sha256] = self._no_cover if image is None else _icon(image)
                if image is not None:
                    self.cover_came.emit(sha256)

        self._start(fetch, show, urgency=Urgency.DRAW)

    # Ranking

    def rank(self, by: RankedBy, songs: Sequence[Listed]) -> None:
        """Rank the library's songs for `songs`, or put those in order."""
        library = self.library

        def task(_job: Job) -> Ranking:
            return rank_in_order(songs) if by is RankedBy.ORDER else rank_by_likeness(library, songs[0])

        self._rank(self._partners_of(songs) if by is RankedBy.FIT else task)

    def rank_for_decks(self) -> None:
        """Rank the library's songs by how well they fit those on the decks, which are added to it if necessary."""
        library, cache = self.library, self._studio.session.cache
        decks = [deck for deck in self._studio.session.decks.values() if deck.ready is not None]
        places = [deck.path for deck in decks]
        separators = [deck.separator if deck.stems is not None else None for deck in decks]

        def task(job: Job) -> Ranking:
            known = library.places()
            if new := [path for path in places if path not in known]:
                add_to_library(library, new, cache, job=job.part(0, 0.5))
            by_sha256, known = {song.facts.sha256: song for song in library.songs()}, library.places()
            songs = [by_sha256[known[path]] for path in places if known.get(path) in by_sha256]
            for song, separator in zip(songs, separators, strict=False):
                if separator is not None:
                    hear_stems(library, song, separator, cache, job=job.part(0.5, 0.8))
            return self._partners_of(songs)(job.part(0.8, 1))

        self._rank(task)

    def _partners_of(self, songs: Sequence[Listed]) -> Callable[[Job], Ranking]:
        library, doing = self.library, Message("comparing songs")
        # In a child: it would hold up other threads.
        return lambda job: run_in_child(rank_by_fit, library, songs, job=job, doing=doing)

    def _rank(self, task: Callable[[Job], Ranking]) -> None:
        if self._ranking is not None:
            self._ranking.cancel()

        def done(ranking: Ranking) -> None:
            self._ranking = None
            self._studio.notice.emit("")
            self.arrange(replace(self.arrangement, ranking=ranking, playlist=""))
            # Songs of the decks may have been added for it.
            self._soon()

        self._studio.notice.emit(translate(Message("Comparing songs")))
        self._ranking = self._start(task, done)

    def mark_used(self, sha256s: Sequence[str]) -> None:
        """Keep that songs are on decks now."""
        library = self.library
        if library.file.exists():
            self._start(lambda _job: library.mark_used(sha256s), lambda _nothing: self._soon())

    def hear_decks(self) -> None:
        """Keep what the stems of the decks' songs play, once there are any and nothing else is to be done."""
        library, cache = self.library, self._studio.session.cache
        for deck in self._studio.session.decks.values():
            if deck.ready is None or deck.stems is None or deck.ready.song.sha256 in self._heard:
                continue
            sha256, separator = deck.ready.song.sha256, deck.separator
            self._heard.add(sha256)

            def task(job: Job, sha256: str = sha256, separator: Separator = separator) -> None:
                song = next((song for song in library.songs() if song.facts.sha256 == sha256), None)
                if song is not None:
                    hear_stems(library, song, separator, cache, job=job)

            if library.file.exists():
                self._start(task, lambda _nothing: None, urgency=Urgency.DESCRIBE)

    # Tasks

    def add(self, paths: Sequence[Path]) -> None:
        """Add songs and folders in the background."""
        library, cache = self.library, self._studio.session.cache
        name = _few([said(path.name or path) for path in paths])
        self._begin(TaskKind.SCAN, name, lambda job: add_to_library(library, paths, cache, job=job))

    def look_again(self) -> None:
        """Look through the library's folders for what is new, changed or gone, in the background."""
        library, cache = self.library, self._studio.session.cache
        self._begin(TaskKind.SCAN, self.tr("the library's folders"), lambda job: scan(library, cache, job=job))

    def import_playlist(self, path: Path) -> None:
        """Add the songs of a playlist, and the playlist."""
        library, cache = self.library, self._studio.session.cache
        name = said(path.name)
        self._begin(TaskKind.SCAN, name, lambda job: import_playlist(library, path, cache, job=job))

    def hear(self, songs: Sequence[Listed]) -> None:
        """Separate songs one after the other, so that they are compared by their stems."""
        library, cache = self.library, self._studio.session.cache
        choice = SeparatorChoice(self._studio.settings.separator)

        def task(job: Job) -> None:
            separator = choose_separator(choice, ModelStore(default_models_folder()))
            hear_all_stems(library, songs, separator, cache, job=job)

        self._begin(TaskKind.SEPARATE, _few([song.facts.title for song in songs]), task)

    def do(self, act: Callable[[Library], object], then: Callable[[], object] = lambda: None) -> None:
        """Call `act(library)` off the interface thread; read the library again afterwards."""

        def done(_result: object) -> None:
            self.load()
            then()

        self._start(lambda _job: act(self.library), done)

    def tell(self, sentence: str) -> None:
        """Show a sentence to the user."""
        self._studio.notice.emit(sentence)

    def _begin(self, kind: TaskKind, name: str, function: Callable[[Job], object]) -> None:
        self._studio.tasks.start(kind, name, function, done=self.load)

    @property
    def scanning(self) -> bool:
        """True while songs are added."""
        return any(task.kind is TaskKind.SCAN for task in self._studio.tasks.running)

    def _follow_tasks(self) -> None:
        """While songs are added, show them as they come."""
        if self.scanning or any(task.kind is TaskKind.SEPARATE for task in self._studio.tasks.running):
            self._soon()
        if not self.shelf.songs and self.scanning != self._scanned:
            self.changed.emit()
        self._scanned = self.scanning

    def _soon(self) -> None:
        if self.is_loaded and not self._reload.isActive():
            self._reload.start()

    def _start(
        self, task: Callable[[Job], object], done: Callable[[Any], None], *, urgency: Urgency = Urgency.READ
    ) -> Work[Any]:
        return self._studio.workers.start(
            urgency, task, done=done, failed=lambda error: self._studio.notice.emit(translate_error(error))
        )


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _small(picture: bytes) -> QImage:
    """Return a PNG as large as a row needs it, on dense screens, too."""
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QImage.fromData(picture).scaled(_COVER_SIDE, _COVER_SIDE, keep, smooth)


def _icon(image: QImage) -> QIcon:
    """Return a picture as an icon that isn't tinted in selected rows."""
    icon, picture = QIcon(), QPixmap.fromImage(image)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(picture, mode)
    return icon
