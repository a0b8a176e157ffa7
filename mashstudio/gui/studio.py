"""The session as the widgets of one window see it: one object, whose signals say what to show anew."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from mashstudio.cache import Cache, default_cache_folder
from mashstudio.engine.devices import PlayerEvent
from mashstudio.engine.player_client import Player
from mashstudio.engine.player_wish import DEFAULT_LATENCY
from mashstudio.facts.errors import BadArgument, ModelError, StorageError, ToolMissing
from mashstudio.facts.messages import Message
from mashstudio.facts.units import Seconds
from mashstudio.gui.guard import Guarded
from mashstudio.gui.tasks import Tasks
from mashstudio.gui.translation import translate, translate_error
from mashstudio.mashup.document import Lane, Mashup, usual_lanes
from mashstudio.mashup.edits import Selection
from mashstudio.separation.choose import choose_separator
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.separator import Separator
from mashstudio.studio.autosave import Autosave, default_autosave_folder
from mashstudio.studio.laid import Laid
from mashstudio.studio.mended_grids import MendedGrids, default_grids_folder
from mashstudio.studio.saving import hold
from mashstudio.studio.session import Session, Topic
from mashstudio.studio.settings import Settings, default_settings_file, save_settings
from mashstudio.studio.sound import Sound
from mashstudio.studio.tidying import tidy_up
from mashstudio.studio.workers import Urgency, Workers

_FRAME_MS = 16
_NOTHING = Selection((), 0, 0)
_BEGINNING = range(48)
"""The beats that a new mashup shows first."""


class Studio(Guarded, QObject):
    """Everything a widget needs: what there is (session, sound, player, settings), and ways to change it.

    Widgets read the state when a signal says that it changed, and never keep a copy. opening: a project is on its way.
    """

    decks_changed = Signal()
    mashup_changed = Signal()
    sound_changed = Signal()
    selection_changed = Signal()
    settings_changed = Signal()
    shortcuts_changed = Signal()
    playhead_moved = Signal(float)
    """The beat (fractions of one included) that is heard now; sent 60 times a second while it moves."""
    player_told = Signal(object)
    """A PlayerEvent."""
    keeping_changed = Signal()
    """Whether changes are kept in case of a crash; `unkept` says why not."""
    told = Signal(str)
    """A sentence for the user."""
    _posted = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.selection = _NOTHING
        self._merges = count()
        self.audition: tuple[int, object] | None = None
        self.opening = False
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        # One step of the work brings several changes: they are shown together, and not while the grid is drawn.
        self._decks_change = QTimer(self, singleShot=True, interval=2 * _FRAME_MS)
        self._decks_change.timeout.connect(self.decks_changed)
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(500)
        self.undo.indexChanged.connect(self.keep)
        self.workers = Workers(self._posted.emit)
        folder = Path(settings.cache_folder) if settings.cache_folder else default_cache_folder()
        self.session = Session(
            Cache(folder, settings.cache_limit),
            self.workers,
            MendedGrids(default_grids_folder()),
            separator=self._separator,
            engine=lambda: self.settings.engine,
            changed=self._changed,
            commit=self.edit,
            tell=lambda message: self.told.emit(translate(message)),
        )
        self.session.look_at(_BEGINNING)
        self.player = Player(self._posted_event, device=settings.device, latency=_latency(settings))
        self.sound = Sound(self.session, self.player, self.sound_changed.emit)
        self.sound.target = settings.loudness
        self.tasks = Tasks(self)
        self.unkept: Exception | None = None
        self._autosave = Autosave(default_autosave_folder(), self._hear_of_autosave)
        cache = self.session.cache
        self.workers.start(
            Urgency.DRAW,
            lambda _job: tidy_up(cache, default_autosave_folder()),
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
        """The mashup's lanes; those of two songs until there is one."""
        return (*usual_lanes(0), *usual_lanes(1)) if self.mashup is None else self.mashup.lanes

    def edit(self, name: Message | str, mashup: Mashup, merge: int = -1) -> None:
        """Makes `mashup` the present state, by an edit called `name` that can be undone.

        merge: edits in a row with the same number (not −1) are undone as one, as those of one drag. Raises BadArgument,
        and nothing has changed, when it can't be played.
        """
        before = self.session.laid
        if before is not None and mashup != before.mashup:
            self.undo.push(_Change(self.session, translate(name), before, self.session.prepare(mashup), merge))

    def edit_with(self, name: str, change: Callable[[Mashup], Mashup], merge: int = -1) -> None:
        """`edit` by a function of the present state; what is wrong with it is told."""
        mashup = self.session.mashup
        if mashup is not None:
            self.attempt(lambda: self.edit(name, change(mashup), merge))

    def attempt(self, act: Callable[[], None]) -> None:
        """Do what may be refused; why it is, is told."""
        try:
            act()
        except (BadArgument, ToolMissing) as error:
            self.told.emit(translate_error(error))

    def select(self, selection: Selection) -> None:
        """Makes `selection` what the edit commands work on."""
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def new_merge(self) -> int:
        """A number for the edits of one drag, as `merge` of `edit`."""
        return next(self._merges)

    def listen_to(self, song: int, stem: object = None) -> None:
        """Plays one song (or one stem of it) alone; asked for it again, the mashup."""
        wanted = (song, stem)
        self.audition = None if self.audition == wanted else wanted
        if self.audition is None:
            self.sound.audition_nothing()
        else:
            self.sound.audition(song, stem)  # type: ignore[arg-type]
        self.sound_changed.emit()

    def change_settings(self, **choices: object) -> None:
        """Keeps the user's choices, and acts on them."""
        before, self.settings = self.settings, replace(self.settings, **choices)  # type: ignore[arg-type]
        if before == self.settings:
            return
        if (before.device, before.latency) != (self.settings.device, self.settings.latency):
            self.player.choose_device(self.settings.device, _latency(self.settings))
        self.session.cache.limit = self.settings.cache_limit
        self.sound.target = self.settings.loudness
        if before.separator != self.settings.separator:
            self.session.separate_again()
        self.save_settings()
        self.settings_changed.emit()
        if before.shortcuts != self.settings.shortcuts:
            self.shortcuts_changed.emit()

    def forget_names(self) -> None:
        """What can be undone was named in a language that isn't the user's any more."""
        for index in range(self.undo.count()):
            self.undo.command(index).setText("")

    def can_separate_again(self) -> bool:
        """Return True if a song on a deck would now be separated with another separator than it has been."""
        separator = self._separator()
        return any(deck.separator_from(separator) is not None for deck in self.session.decks.values())

    def save_settings(self) -> None:
        """Writes the settings; a disk that refuses is told."""
        try:
            save_settings(self.settings, default_settings_file())
        except StorageError as error:
            self.told.emit(translate_error(error))

    def saved(self) -> None:
        """The document is on disk: there is nothing to lose."""
        self.undo.setClean()
        self._autosave.forget()

    def go_on_with(self, copy: Path) -> None:
        """The mashup is what a crash left behind in `copy`: it isn't saved, and its copy is this studio's now."""
        self._autosave.take_over(copy)
        self.undo.resetClean()
        self.keep()

    def close(self) -> None:
        """Ends everything; what was being computed is given up."""
        self._playhead.stop()
        self.player.close()
        self.session.close_songs()
        self.workers.close()
        # After the workers: a task may be waiting for a result that one of them was making.
        self.tasks.close()
        self._autosave.close()
        hold(self.session, None)
        self._decks_change.stop()

    def _run(self, function: Callable[[], None]) -> None:
        function()

    def _posted_event(self, event: PlayerEvent) -> None:
        self._posted.emit(lambda: self.player_told.emit(event))

    def _hear_of_autosave(self, error: Exception | None) -> None:
        """Told on autosave's own thread."""

        def show() -> None:
            self.unkept = error
            self.keeping_changed.emit()

        self._posted.emit(show)

    def _separator(self) -> Separator:
        store = ModelStore(default_models_folder())
        try:
            return choose_separator(self.settings.separator, None, store)
        except ModelError as error:
            # The model that was there is gone.
            self.told.emit(translate_error(error))
            return choose_separator("auto", None, store)

    def _stop_listening_to_what_is_gone(self) -> None:
        """A song that was heard alone may have been removed."""
        mashup = self.session.mashup
        if self.audition is not None and (mashup is None or self.audition[0] not in mashup.ids):
            self.audition = None
            self.sound.audition_nothing()

    def _changed(self, topic: Topic) -> None:
        match topic:
            case Topic.DECKS:
                self._decks_change.start()
            case Topic.MASHUP:
                self._stop_listening_to_what_is_gone()
                if self.session.mashup is None:
                    self.undo.clear()
                else:
                    self.opening = False
                self.sound.follow()
                self.mashup_changed.emit()
                self._decks_change.start()
            case Topic.SOUND:
                self.sound.follow()
                self.sound_changed.emit()

    def keep(self) -> None:
        """Has work that isn't saved survive a crash."""
        if self.undo.isClean() or self.session.mashup is None:
            self._autosave.forget()
        else:
            self._autosave.keep(self.session.mashup, self.session.path)

    def _follow_playhead(self) -> None:
        beat = self.sound.beat_at(self.player.position())
        if beat != self._shown_beat:
            self._shown_beat = beat
            self.playhead_moved.emit(beat)


def _latency(settings: Settings) -> str | Seconds:
    # What PortAudio calls high is too little on a busy computer.
    return DEFAULT_LATENCY if settings.latency == "high" else settings.latency


class _Change(Guarded, QUndoCommand):
    """From one state of the document to another; both are prepared, so that nothing is left to be refused."""

    def __init__(self, session: Session, name: str, before: Laid, after: Laid, merge: int) -> None:
        super().__init__(name)
        self._session, self._before, self._after, self._merge = session, before, after, merge

    @override
    def id(self) -> int:
        return self._merge

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Change):
            return False
        self._after = other._after
        # A drag that came back to where it began is no step.
        self.setObsolete(self._after.mashup == self._before.mashup)
        return True

    @override
    def redo(self) -> None:
        self._session.take(self._after)

    @override
    def undo(self) -> None:
        self._session.take(self._before)
