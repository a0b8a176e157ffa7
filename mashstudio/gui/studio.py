"""The session as seen by one window's widgets: an object whose signals say what to update."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument, ModelError, StorageError, ToolMissing
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.document.edits import Selection
from mashstudio.gui.guard import Guarded
from mashstudio.gui.tasks.tasks import TaskList
from mashstudio.gui.text.translation import translate, translate_error
from mashstudio.model.mashup import Lane, Mashup, usual_lanes
from mashstudio.model.stems import Part
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.client.wish import DEFAULT_LATENCY
from mashstudio.playback.ipc.devices import PlayerEvent
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.separation.separator import Separator
from mashstudio.session.accompanying import Accompanying
from mashstudio.session.autosave import Autosave, default_autosave_folder
from mashstudio.session.editing import Topic
from mashstudio.session.live_keyboard import LiveKeyboard
from mashstudio.session.live_mix import LiveMix
from mashstudio.session.mended_beats import MendedBeats, default_mended_folder
from mashstudio.session.preview import Preview
from mashstudio.session.saving import hold
from mashstudio.session.session import MashupSession
from mashstudio.session.settings import Settings, default_settings_file, save_settings
from mashstudio.session.suggesting import Suggesting
from mashstudio.session.tidying import tidy_up
from mashstudio.session.workers import Urgency, Workers

_FRAME_MS = 16
_PROGRESS_MS = 100
_NOTHING = Selection((), 0, 0)
_BEGINNING = range(48)
"""The beats shown first of a new mashup."""
_SETTINGS_WRITER = ThreadPoolExecutor(1, "settings")
"""One for all windows, which share a file: the last change is written last. At exit Python waits for it."""


class Studio(Guarded, QObject):
    """Everything a widget needs: the session, sound, player and settings, and ways to change them.

    Widgets read the state when a signal says that it changed, and never keep a copy. opening: a project is being
    opened.
    """

    decks_changed = Signal()
    progress_changed = Signal()
    """Emitted when stages went on and nothing else of their decks changed."""
    mashup_changed = Signal()
    sound_changed = Signal()
    selection_changed = Signal()
    settings_changed = Signal()
    shortcuts_changed = Signal()
    playhead_moved = Signal(float)
    """The beat that is heard now, with fractions; emitted 60 times a second while it moves."""
    player_event = Signal(object)
    """Emitted with a PlayerEvent."""
    autosave_changed = Signal()
    """Emitted when autosave for crashes starts or stops working; `autosave_error` says why it doesn't."""
    suggestions_changed = Signal()
    """Emitted when what fits is being searched, is found, or is heard in a preview."""
    band_changed = Signal()
    """Emitted when an accompaniment is being composed, or is composed."""
    keys_changed = Signal()
    """Emitted when keys of the live keyboard were pressed or let go elsewhere, and when its instrument is ready."""
    saved_changed = Signal()
    """Emitted when the mashup becomes saved or unsaved without having changed."""
    notice = Signal(str)
    """Emitted with a sentence for the user."""
    _posted = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.selection = _NOTHING
        self.opening = False
        self.autosave_error: Exception | None = None
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        # Changes come in bursts: show them together, and not while the grid is being painted.
        self._decks_change = QTimer(self, singleShot=True, interval=2 * _FRAME_MS)
        self._decks_change.timeout.connect(self.decks_changed)
        self._progress = QTimer(self, singleShot=True, interval=_PROGRESS_MS)
        self._progress.timeout.connect(self.progress_changed)
        self.workers = Workers(self._posted.emit)
        folder = Path(settings.cache_folder) if settings.cache_folder else default_cache_folder()
        self.session = MashupSession(
            Cache(folder, settings.cache_limit),
            self.workers,
            MendedBeats(default_mended_folder()),
            Autosave(default_autosave_folder(), self._on_autosave),
            separator=self._separator,
            engine=lambda: self.settings.engine,
            tell=self._tell,
        )
        self.session.look_at(_BEGINNING)
        self.player = PlayerClient(self._posted_event, device=settings.device, latency=_latency(settings))
        self.sound = LiveMix(self.session, self.player, self.sound_changed.emit)
        self.sound.target = settings.loudness
        self.suggesting = Suggesting(self.session, self.suggestions_changed.emit)
        self.accompanying = Accompanying(self.session, self.band_changed.emit)
        self.preview = Preview(self.session, self.sound, self.suggestions_changed.emit, self._tell_error)
        self.keyboard = LiveKeyboard(
            self.player, self.workers, self.session.cache,
            changed=self.keys_changed.emit, tell=self._tell, failed=self._tell_error,
        )  # fmt: skip
        # After the sound, so that what is shown has been handed to the player.
        self.session.listen(self._changed)
        self.tasks = TaskList(self)
        cache = self.session.cache
        self.workers.start(
            Urgency.DRAW,
            lambda _job: _prepare(cache),
            done=lambda _nothing: None,
            failed=lambda _error: None,
        )
        self._playhead = QTimer(self, interval=_FRAME_MS)
        self._playhead.timeout.connect(self._follow_playhead)
        self._playhead.start()
        self._shown_beat = -1.0

    @property
    def mashup(self) -> Mashup | None:
        """The document; None until both songs are analysed."""
        return self.session.mashup

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The mashup's lanes; until there is one, those for two songs."""
        return (*usual_lanes(0), *usual_lanes(1)) if self.mashup is None else self.mashup.lanes

    def edit_with(self, name: Message, change: Callable[[Mashup], Mashup], merge: int | None = None) -> None:
        """Edit the mashup by a function of its state (see `MashupSession.edit`); tell the user if that is refused."""
        mashup = self.session.mashup
        if mashup is not None:
            self.attempt(lambda: self.session.edit(name, change(mashup), merge))

    def attempt(self, act: Callable[[], None]) -> None:
        """Call `act`; tell the user if it is refused."""
        try:
            act()
        except (BadArgument, ToolMissing) as error:
            self.notice.emit(translate_error(error))

    def select(self, selection: Selection) -> None:
        """Make `selection` the target of the edit commands."""
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def listen_to(self, song: int, stem: Part | None = None) -> None:
        """Play one song (or one stem of it) alone; if it already does, play the mashup."""
        if self.sound.alone == (song, stem):
            self.sound.audition_nothing()
        else:
            self.sound.audition(song, stem)
        self.sound_changed.emit()

    def change_settings(self, **choices: object) -> None:
        """Change the user's settings, apply them and save them."""
        before = self.settings
        self.apply_settings(replace(before, **choices))  # type: ignore[arg-type]
        if self.settings != before:
            self._save_settings()

    def apply_settings(self, settings: Settings) -> None:
        """Apply `settings`, which are saved elsewhere."""
        before, self.settings = self.settings, settings
        if before == self.settings:
            return
        if (before.device, before.latency) != (self.settings.device, self.settings.latency):
            self.player.choose_device(self.settings.device, _latency(self.settings))
        self.session.cache.limit = self.settings.cache_limit
        self.sound.target = self.settings.loudness
        if before.separator != self.settings.separator:
            self.session.separate_again()
        self.settings_changed.emit()
        if before.shortcuts != self.settings.shortcuts:
            self.shortcuts_changed.emit()

    def can_separate_again(self) -> bool:
        """Return True if separating the songs again would use another separator for any of them."""
        separator = self._separator()
        return any(deck.separator_from(separator) is not None for deck in self.session.decks.values())

    def _save_settings(self) -> None:
        """Write the settings off the interface thread, as a disk can be slow; tell the user if that fails."""
        settings, path = self.settings, default_settings_file()

        def write() -> None:
            try:
                save_settings(settings, path)
            except StorageError as error:
                reason = error
                self._posted.emit(lambda: self.notice.emit(translate_error(reason)))

        _SETTINGS_WRITER.submit(write)

    def close(self) -> None:
        """Shut everything down; cancel running work."""
        self._playhead.stop()
        self.keyboard.close()
        self.player.close()
        self.session.close()
        # After the session's workers: a task may be waiting for a result of theirs.
        self.tasks.close()
        hold(self.session, None)
        self._decks_change.stop()
        self._progress.stop()

    def _run(self, function: Callable[[], None]) -> None:
        function()

    def _posted_event(self, event: PlayerEvent) -> None:
        self._posted.emit(lambda: self.player_event.emit(event))

    def _tell(self, message: Message) -> None:
        self.notice.emit(translate(message))

    def _tell_error(self, error: Exception) -> None:
        self.notice.emit(translate_error(error))

    def _on_autosave(self, error: Exception | None) -> None:
        """Called on autosave's own thread."""

        def show() -> None:
            self.autosave_error = error
            self.autosave_changed.emit()

        self._posted.emit(show)

    def _separator(self) -> Separator:
        store = ModelStore(default_models_folder())
        try:
            return choose_separator(SeparatorChoice(self.settings.separator), store)
        except ModelError as error:
            # The model in use is gone.
            self.notice.emit(translate_error(error))
            return choose_separator(SeparatorChoice(), store)

    def _changed(self, topic: Topic) -> None:
        match topic:
            case Topic.DECKS:
                self._decks_change.start()
            case Topic.PROGRESS:
                if not self._progress.isActive():
                    self._progress.start()
            case Topic.MASHUP:
                self.opening = self.opening and self.session.mashup is None
                self.mashup_changed.emit()
                self._decks_change.start()
            case Topic.SOUND:
                self.sound_changed.emit()
            case Topic.SAVED:
                self.saved_changed.emit()

    def _follow_playhead(self) -> None:
        beat = self.sound.beat_at(self.player.position())
        if beat != self._shown_beat:
            self._shown_beat = beat
            self.playhead_moved.emit(beat)


def _prepare(cache: Cache) -> None:
    """Do at leisure what would otherwise hold up the interface thread later."""
    # The first median needs it, and importing it takes 50 ms.
    import numpy.ma  # noqa: F401

    tidy_up(cache, default_autosave_folder())


def _latency(settings: Settings) -> str | Seconds:
    # PortAudio's "high" latency is too low for a busy computer.
    return DEFAULT_LATENCY if settings.latency == "high" else settings.latency
