"""Preferences: stem separation, and its models."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QTreeWidgetItem, QVBoxLayout
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.gui.decks.demucs_bar import DemucsBar
from mashstudio.gui.preferences.page import PreferencesPage, form, name, offer, show_choice
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.task_bar import TaskBar
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.text.figures import megabytes
from mashstudio.gui.text.translation import translate, translate_error
from mashstudio.gui.widgets.dialog import ask, table, wrapped_label
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.separation.models import ModelInfo, ModelStore, default_models_folder
from mashstudio.separation.registry import AUTO, SEPARATORS
from mashstudio.session.deck import State

_KINDS: Final = frozenset({TaskKind.GET_MODEL, TaskKind.IMPORT_MODEL})


class SeparationPage(PreferencesPage):
    """The separator, and Demucs' models: installed ones, download, import and removal."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._store = ModelStore(default_models_folder())
        self._models: tuple[ModelInfo, ...] = ()
        self._separator, self._label = combo_box(), QLabel()
        self._separator.activated.connect(self._choose_separator)
        self._about, self._trouble = wrapped_label("dim"), wrapped_label("warning")
        self._trouble.hide()
        self._offer = DemucsBar(studio, on_deck=False)
        self._list = table(4)
        self._list.currentItemChanged.connect(lambda *_: self._update_actions())
        self._get, self._import, self._remove = QPushButton(), QPushButton(), QPushButton()
        self._get.clicked.connect(self._get_model)
        self._import.clicked.connect(self._import_model)
        self._remove.clicked.connect(self._remove_model)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._get, self._import, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        choice = form()
        choice.setContentsMargins(0, 0, 0, 0)
        choice.addRow(self._label, self._separator)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(choice)
        for widget in (self._about, self._offer, self._list, self._trouble):
            layout.addWidget(widget, 1 if widget is self._list else 0)
        layout.addLayout(buttons)
        layout.addWidget(TaskBar(studio.tasks, kinds=_KINDS))
        studio.tasks.changed.connect(self._follow_tasks)
        self._ended = self._count_ended()
        self.retranslate()

    @override
    def title(self) -> str:
        """Return the page's title."""
        return self.tr("Separation")

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        name(self._separator, self._label, self.tr("Separator"), self.tr("Engine that splits songs into stems"))
        purposes = [translate(kind.purpose) for kind in SEPARATORS]
        self._about.setText(" ".join([*purposes, self.tr("Models are downloaded only when you ask for them.")]))
        kinds = [(kind.name, translate(kind.title)) for kind in SEPARATORS]
        offer(self._separator, [(AUTO, self.tr("Best available")), *kinds])
        self._list.setHeaderLabels([self.tr("Model"), self.tr("Size"), self.tr("Licence"), self.tr("Status")])
        self._list.setAccessibleName(self.tr("Demucs models"))
        self._get.setToolTip(self.tr("Download the model; an interrupted download resumes"))
        self._import.setText(self.tr("Import from file…"))
        self._import.setToolTip(self.tr("Import a model that was downloaded on another computer"))
        self._remove.setText(self.tr("Remove"))
        self._remove.setToolTip(self.tr("Delete the model from this computer"))
        self._fill_list()
        self.follow()

    @override
    def follow(self) -> None:
        """Show the current settings."""
        show_choice(self._separator, self.studio.settings.separator)
        self._update_actions()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look for installed models."""
        self._look()
        self._offer.look()
        super().showEvent(event)

    def _look(self) -> None:
        self.background(lambda _job: self._store.list(), self._found, self._tell)

    def _found(self, models: tuple[ModelInfo, ...]) -> None:
        self._models = models
        if self._lacks_model(self.studio.settings.separator):
            # The last model has been removed.
            self.studio.change_settings(separator=AUTO)
        self._fill_list()

    def _fill_list(self) -> None:
        row = max(self._list.currentIndex().row(), 0)
        self._list.clear()
        for model in self._models:
            state = self.tr("installed") if model.present else self.tr("not installed")
            QTreeWidgetItem(self._list, [model.name, megabytes(model.size), model.licence, state])
        self._list.setCurrentIndex(self._list.model().index(row, 0))
        self._update_actions()

    @property
    def _chosen(self) -> ModelInfo | None:
        row = self._list.currentIndex().row()
        return self._models[row] if 0 <= row < len(self._models) else None

    def _update_actions(self) -> None:
        model = self._chosen
        busy = any(task.kind in _KINDS for task in self.studio.tasks.running)
        size = "" if model is None or model.present else f" ({megabytes(model.size)})"
        self._get.setText(self.tr("Download{size}").format(size=size))
        self._get.setEnabled(model is not None and not model.present and not busy)
        self._remove.setEnabled(model is not None and model.present and not busy)
        self._import.setEnabled(not busy)

    def _lacks_model(self, separator: str) -> bool:
        takes_model = any(kind.name == separator and kind.takes_model for kind in SEPARATORS)
        return takes_model and not any(model.present for model in self._models)

    def _choose_separator(self) -> None:
        wanted = self._separator.currentData()
        if self._lacks_model(wanted):
            self._say(self.tr("Demucs needs a model. Download one, or import it from a file."))
            self.follow()
            return
        self._trouble.hide()
        self.studio.change_settings(separator=wanted)

    def _get_model(self) -> None:
        model, store = self._chosen, self._store
        if model is not None:
            self._trouble.hide()
            self.studio.tasks.start(TaskKind.GET_MODEL, model.name, lambda job: store.get(model.name, job=job))

    def _import_model(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import model from file"), "", self.tr("Demucs models (*.th *.safetensors)")
        )
        if chosen:
            path, store = Path(chosen), self._store
            self._trouble.hide()
            self.studio.tasks.start(
                TaskKind.IMPORT_MODEL, shown(path.name), lambda job: store.import_file(path, job=job)
            )

    def _remove_model(self) -> None:
        model, store = self._chosen, self._store
        if model is None:
            return
        question = self.tr("Delete {model}? You can download it again.").format(model=model.name)
        if ask(self, self.tr("Remove model"), question, self.tr("Remove")):
            self.background(lambda _job: store.remove(model.name), self._removed, self._tell)

    def _removed(self, _nothing: None) -> None:
        self.studio.session.separate_again()
        self._look()

    def _follow_tasks(self) -> None:
        self._update_actions()
        ended = self._count_ended()
        if ended != self._ended:
            self._ended = ended
            self._look()

    def _count_ended(self) -> int:
        tasks = self.studio.tasks.all
        return sum(task.kind in _KINDS and task.progress.state is State.DONE for task in tasks)

    def _tell(self, error: Exception) -> None:
        self._say(translate_error(error))

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.show()
