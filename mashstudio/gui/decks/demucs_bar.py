"""The bar that offers Demucs, below the decks and in the preferences."""

from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.text.figures import megabytes
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.dialog import wrapped_label
from mashstudio.separation.models import OFFERED, ModelInfo, ModelStore, default_models_folder
from mashstudio.separation.own_stems import OwnStems
from mashstudio.separation.registry import AUTO
from mashstudio.session.deck import State
from mashstudio.session.network import has_network
from mashstudio.session.workers import Urgency

_KINDS: Final = frozenset({TaskKind.GET_MODEL, TaskKind.IMPORT_MODEL})


class DemucsBar(Guarded, Translated, QFrame):
    """A bar that offers Demucs if there is a network and no Demucs model, until the user declines.

    Hidden while it has nothing to offer. Once a model is installed, it offers to separate the songs again.
    on_deck: offer only once a song is loaded and if never offered there before; hide while a task's line needs the
    room.
    """

    def __init__(self, studio: Studio, *, on_deck: bool) -> None:
        super().__init__()
        self._studio, self._on_deck = studio, on_deck
        self._offered = self._searching = self._searched = self._installed = self._crowded = False
        self.setObjectName("panel")
        self._model: ModelInfo | None = None
        self.words, self.yes, self.no = wrapped_label(), QPushButton(), QPushButton()
        self.yes.clicked.connect(self._accept)
        self.no.clicked.connect(self._decline)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self._ended = self._count_ended()
        studio.tasks.changed.connect(self._follow_tasks)
        studio.settings_changed.connect(self._follow)
        studio.decks_changed.connect(self._follow_decks)
        self.hide()
        self.retranslate()

    def look(self) -> None:
        """Look for something to offer, off the interface thread."""
        if not self._searching and self._may_offer():
            self._searching = self._searched = True
            work = self._studio.workers.start(
                Urgency.DRAW, lambda _job: _find_model(), done=self._found, failed=self._found_none
            )
            self.destroyed.connect(work.cancel)

    def set_crowded(self, crowded: bool) -> None:
        """Hide the bar while a small screen has no room for it."""
        self._crowded = crowded
        self._follow()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self._follow()

    @property
    def _ready(self) -> bool:
        return self._installed and self._studio.can_separate_again()

    def _may_offer(self) -> bool:
        settings = self._studio.settings
        if self._on_deck and not self._separates():
            return False
        wanted = (
            self._offered or settings.demucs_offer == "deck" or (settings.demucs_offer == "page" and not self._on_deck)
        )
        return wanted and settings.demucs_offer != "no" and settings.separator == AUTO

    def _separates(self) -> bool:
        """Return True if there is a song without stems of its own (the demo's songs have them)."""
        decks = [deck for deck in self._studio.session.decks.values() if deck.opened is not None]
        return any(not isinstance(deck.separator, OwnStems) for deck in decks)

    def _found(self, model: ModelInfo | None) -> None:
        self._searching, self._model = False, model
        self._follow()

    def _found_none(self, _error: Exception) -> None:
        self._found(None)

    def _follow(self) -> None:
        ready = self._ready
        busy = any(task.kind in _KINDS for task in self._studio.tasks.running)
        offered = not ready and not busy and self._model is not None and self._may_offer()
        if ready:
            self._say_ready()
        elif offered and self._model is not None:
            self._say_offer(self._model)
        shown = (ready or offered) and not (self._crowded or (self._on_deck and self._studio.tasks.all))
        self.setVisible(shown)
        if shown and offered and self._on_deck and not self._offered:
            self._offered = True
            self._studio.change_settings(demucs_offer="page")

    def _say_offer(self, model: ModelInfo) -> None:
        size = megabytes(model.size)
        words = self.tr(
            "Demucs separates more cleanly than the built-in Spleeter but takes longer. Download size: {size}."
        )
        self.words.setText(words.format(size=size))
        self.yes.setText(self.tr("Download"))
        self.yes.setToolTip(
            self.tr("Download the Demucs model {name} ({size}) from its authors").format(name=model.name, size=size)
        )
        self.no.setText(self.tr("No thanks"))
        self.no.setToolTip(self.tr("Don't ask again; you can still download it in Preferences"))

    def _say_ready(self) -> None:
        self.words.setText(self.tr("Demucs is ready. The songs on the decks were separated without it."))
        self.yes.setText(self.tr("Separate again"))
        self.yes.setToolTip(self.tr("Separate the songs on the decks with Demucs, in the background"))
        self.no.setText(self.tr("Keep stems"))
        self.no.setToolTip(self.tr("Keep the current stems; Demucs is used for new songs"))

    def _accept(self) -> None:
        model = self._model
        if self._ready:
            self._studio.session.separate_again()
            self._follow()
        elif model is not None:
            store = ModelStore(default_models_folder())
            self._studio.tasks.start(TaskKind.GET_MODEL, model.name, lambda job: store.get(model.name, job=job))

    def _decline(self) -> None:
        if self._ready:
            self._installed = False
            self._follow()
        else:
            self._studio.change_settings(demucs_offer="no")

    def _follow_decks(self) -> None:
        if self._on_deck and not self._searched and any(self._studio.session.decks):
            self.look()
        self._follow()

    def _follow_tasks(self) -> None:
        before, self._ended = self._ended, self._count_ended()
        if self._ended > before:
            self._installed, self._model = True, None
        if self._on_deck and self._ready:
            self._dismiss_tasks()
        self._follow()

    def _dismiss_tasks(self) -> None:
        """Let the bar announce an installed model, with what can be done now."""
        for task in [task for task in self._studio.tasks.all if task.kind in _KINDS and not task.running]:
            if task.progress.state is State.DONE:
                self._studio.tasks.dismiss(task)

    def _count_ended(self) -> int:
        tasks = self._studio.tasks.all
        return sum(task.kind in _KINDS and task.progress.state is State.DONE for task in tasks)


def _find_model() -> ModelInfo | None:
    """Return the model to offer; None if one is installed or there is no network."""
    models = ModelStore(default_models_folder()).list()
    if any(model.present for model in models) or not has_network():
        return None
    return next((model for model in models if model.name == OFFERED), None)
