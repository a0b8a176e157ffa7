"""A deck's close-up of its song: the zoomed view, or a graph of tempo and loudness in its place."""

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mashstudio.analysis.pictures import PictureKind
from mashstudio.core.jobs import Job
from mashstudio.core.units import Seconds
from mashstudio.gui.decks.picture_choice import GRAPH
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.zoomed_view import ZoomedView
from mashstudio.gui.garbage import clear_before_import, keep_imported
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate_error
from mashstudio.gui.widgets.page_stack import PageStack
from mashstudio.session.workers import Urgency, Work

if TYPE_CHECKING:
    from mashstudio.gui.decks.song_graph import SongGraph


class DeckPicture(PageStack):
    """A stack of the zoomed view and, only while chosen, the graph; both show the same part of the song.

    A worker imports pyqtgraph when a graph is first wanted, as this takes a third of a second.
    """

    def __init__(self, studio: Studio, zoomed: ZoomedView) -> None:
        super().__init__()
        self._studio, self._zoomed = studio, zoomed
        self._shown: ShownSong | None = None
        self._playhead: Seconds | None = None
        self._near: Seconds = zoomed.seen[1]
        self._loading: Work[type[SongGraph]] | None = None
        self._building: Generator[bool, None, None] | None = None
        self._next_step = QTimer(self, interval=0)
        self._next_step.timeout.connect(self._build_on)
        self.graph: SongGraph | None = None
        self.addWidget(zoomed)
        self.setMinimumHeight(zoomed.minimumHeight())

    def choose(self, kind: PictureKind | str | None) -> None:
        """Show a kind of spectrogram, the graph (GRAPH) or the waveform (None)."""
        if kind == GRAPH:
            self._load_graph()
            return
        self._drop_graph()
        self._zoomed.show_kind(None if kind is None else PictureKind(kind))

    def show_song(self, shown: ShownSong | None) -> None:
        """Show this song, or its new state."""
        self._shown = shown
        self._zoomed.show_song(shown)
        if self.graph is not None:
            self.graph.show_song(shown)

    def show_playhead(self, seconds: Seconds | None) -> None:
        """Place the playhead; None hides it."""
        self._playhead = seconds
        self._zoomed.show_playhead(seconds)
        if self.graph is not None:
            self.graph.show_playhead(seconds)

    def _load_graph(self) -> None:
        if self.graph is not None or self._loading is not None or self._building is not None:
            return
        clear_before_import()
        self._loading = self._studio.workers.start(
            Urgency.READ, _imported, done=self._begin_graph, failed=self._tell_failure
        )
        # A deck deleted meanwhile needs no graph.
        self.destroyed.connect(self._loading.cancel)

    def _tell_failure(self, error: Exception) -> None:
        self._loading = None
        self._studio.notice.emit(translate_error(error))

    def _begin_graph(self, kind: "type[SongGraph]") -> None:
        keep_imported()
        self._loading = None
        self._building = self._steps(kind)
        self._next_step.start()

    def _build_on(self) -> None:
        if self._building is None or next(self._building, True):
            self._building = None
            self._next_step.stop()

    def _steps(self, kind: "type[SongGraph]") -> Generator[bool, None, None]:
        """Build the graph and show it when complete; each step takes less than a frame."""
        graph = kind(self._zoomed, self)
        try:
            yield False
            graph.furnish()
            yield False
            graph.dress()
            graph.retranslate()
            graph.show_song(self._shown)
            yield False
        except GeneratorExit:
            graph.deleteLater()
            raise
        self._show_graph(graph)

    def _show_graph(self, graph: "SongGraph") -> None:
        self._zoomed.show_kind(None)
        self._near = self._zoomed.seen[1]
        had_keys = self._zoomed.hasFocus()
        self.graph = graph
        graph.show_playhead(self._playhead)
        graph.show_all()
        self.addWidget(graph)
        self.setCurrentWidget(graph)
        QWidget.setTabOrder(self._zoomed, graph)
        # Focus given to the zoomed view goes to the graph.
        self._zoomed.setFocusProxy(graph)
        if had_keys:
            graph.setFocus()

    def _drop_graph(self) -> None:
        """Delete the graph; show the place it was looking at in the zoomed view."""
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        if self._building is not None:
            self._building.close()
            self._building = None
        if self.graph is None:
            return
        graph, self.graph = self.graph, None
        had_keys = graph.hasFocus()
        self._zoomed.setFocusProxy(None)  # type: ignore[arg-type]  # None resets it; the stubs lack that
        self.removeWidget(graph)
        graph.hide()
        graph.deleteLater()
        self.setCurrentWidget(self._zoomed)
        if had_keys:
            self._zoomed.setFocus()
        start, length = self._zoomed.seen
        near = min(self._near, length)
        self._zoomed.show_window(self._looked_at(start, length) - near / 2, near)

    def _looked_at(self, start: Seconds, length: Seconds) -> Seconds:
        """Return the time of interest in this window: the chosen beat, else the playhead, else the middle."""
        analysis = None if self._shown is None else self._shown.analysis
        chosen = self._zoomed.chosen
        places = [None if analysis is None or chosen is None else float(analysis.beats[chosen]), self._playhead]
        return next((at for at in places if at is not None and start <= at <= start + length), start + length / 2)


def _imported(_job: Job) -> "type[SongGraph]":
    from mashstudio.gui.decks.song_graph import SongGraph

    return SongGraph
