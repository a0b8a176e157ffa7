"""The export dialog."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.audio.encode import AudioFormat, Container, Tags
from mashstudio.core.errors import BadArgument, StorageError
from mashstudio.core.text.lines import name_for, shown
from mashstudio.gui.desktop import first_folder
from mashstudio.gui.dialogs.audio_formats import FORMATS, format_name, format_named, option_words
from mashstudio.gui.dialogs.export_questions import ask_for_lanes
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.task_bar import may_close
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.text.figures import clock, key_name, tempo_text
from mashstudio.gui.text.translation import translate_error
from mashstudio.gui.widgets.dialog import Dialog, ask_to_replace, ask_where, wrapped_label
from mashstudio.gui.widgets.fields import USUAL_LOUDNESS, LoudnessField, beside, combo_box
from mashstudio.pipeline.collecting import collect
from mashstudio.pipeline.exporting import (
    ExportOptions,
    check_export,
    export_mashup,
    files_of,
    usual_tags,
)
from mashstudio.session.snapshot import snapshot


class ExportDialog(Dialog):
    """Options for exporting the mashup as it was when the dialog opened. The export itself is one of `studio.tasks`."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._now = snapshot(studio.session)
        last = studio.tasks.last_export
        remembered = Path(studio.settings.export_folder)
        self._folder = (
            remembered if remembered.is_absolute() and remembered.is_dir() else first_folder(studio.session.path)
        )
        self._build()
        self._fill(last)
        self.retranslate()

    # Construction

    def _build(self) -> None:
        self._container, self._option = combo_box(), combo_box()
        for container in FORMATS:
            self._container.addItem(container.upper(), container)
        self._container.currentIndexChanged.connect(self._show_options)
        self._whole, self._selected = QRadioButton(), QRadioButton()
        which = QButtonGroup(self)
        for button in (self._whole, self._selected):
            which.addButton(button)
        self._aim, self._target = QCheckBox(), LoudnessField()
        self._limited = wrapped_label("dim")
        self._limited.setVisible(self._now.mashup.limited)
        self._aim.toggled.connect(self._target.setEnabled)
        self._stems, self._tempo_map = QCheckBox(), QCheckBox()
        self._title, self._artist, self._comment = QLineEdit(), QLineEdit(), QLineEdit()
        self._known = wrapped_label("dim")
        self._name, self._browse = QLineEdit(), QPushButton()
        self._name.textEdited.connect(self._follow_ending)
        self._browse.clicked.connect(self._choose_file)
        self._trouble = wrapped_label("warning")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = QPushButton()
        self._export.setObjectName("primary")
        self._buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._labels = [QLabel() for _ in range(8)]
        rows: tuple[QWidget | QLayout, ...] = (
            _row(self._name, self._browse),
            _row(self._container, self._option),
            _row(self._whole, self._selected),
            _stacked(_row(self._aim, self._target), self._limited),
            _column(self._stems, self._tempo_map),
            self._title,
            self._artist,
            _column(self._comment, self._known),
        )
        for label, row in zip(self._labels, rows, strict=True):
            if isinstance(row, QLayout):
                self._form.addRow(label, row)
            else:
                self._form.addRow(label, row)
        beside(self._labels[3], self._target)
        beside(self._labels[4], self._stems)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(self._form)
        layout.addWidget(self._trouble)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        # Has no effect before the button is in the dialog.
        self._export.setDefault(True)
        self._trouble.hide()
        self.setMinimumWidth(600)

    def _fill(self, last: ExportOptions | None) -> None:
        """Set the initial choices: those of the last export."""
        audio_format = format_named(self._studio.settings.export_format)
        self._container.setCurrentIndex(list(FORMATS).index(audio_format.container))
        self._fill_options()
        formats = [choice for _, choice in FORMATS[audio_format.container]]
        self._option.setCurrentIndex(formats.index(audio_format))
        target = last.loudness if last else self._studio.settings.loudness
        self._aim.setChecked(target is not None)
        self._target.setEnabled(target is not None)
        self._target.setValue(USUAL_LOUDNESS if target is None else target)
        self._stems.setChecked(last is not None and last.stems)
        self._tempo_map.setChecked(last is not None and last.tempo_map)
        self._whole.setChecked(True)
        self._selected.setEnabled(self._selection is not None)
        tags = usual_tags(self._now)
        for field, text in ((self._title, tags.title), (self._artist, tags.artist), (self._comment, tags.comment)):
            field.setText(text)
        path = self._studio.session.path
        name = name_for(tags.title if path is None else path.stem, f".{audio_format.container}")
        self._name.setText(shown(self._folder / name))
        # Typing replaces the name; folder and extension stay.
        self._name.setSelection(len(self._name.text()) - len(shown(name)), len(Path(shown(name)).stem))

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Export"))
        names = (
            self.tr("File"),
            self.tr("Format"),
            self.tr("Range"),
            self.tr("Loudness"),
            self.tr("Also write"),
            self.tr("Title"),
            self.tr("Artist"),
            self.tr("Comment"),
        )
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        self._say(self._name, names[0], self.tr("Output file"))
        self._say(self._container, names[1], self.tr("File format"))
        self._say(self._option, self.tr("Quality"), self.tr("Encoding quality"))
        for field, name in ((self._title, names[5]), (self._artist, names[6]), (self._comment, names[7])):
            self._say(field, name, self.tr("Tag shown by media players"))
        self._browse.setText(self.tr("Choose…"))
        self._say(self._browse, self.tr("Choose file"), self.tr("Choose folder and file name"))
        self._show_stretches()
        self._aim.setText(self.tr("Target"))
        self._say(self._target, names[3], self.tr("Most streaming services play at −14 LUFS"))
        self._aim.setToolTip(self.tr("When off, the loudness stays as it is. Peaks never exceed −1 dBTP."))
        self._limited.setText(self.tr("The limiter is on: peaks are limited instead of lowering the loudness."))
        self._stems.setText(self.tr("Stems: one file per lane"))
        self._stems.setToolTip(self.tr("In a folder next to the mix; summed, they equal the mix"))
        self._tempo_map.setText(self.tr("Tempo map: a MIDI file with tempo, bars and phrases"))
        self._tempo_map.setToolTip(self.tr("For lining up the stems with the bars in a DAW"))
        tags = usual_tags(self._now)
        known = [tempo_text(tags.bpm or 0), *([] if tags.key is None else [key_name(tags.key)])]
        self._known.setText(self.tr("Tempo and key are tagged, too: {known}.").format(known=", ".join(known)))
        self._export.setText(self.tr("Export"))
        self._export.setToolTip(self.tr("Start the export; you can keep working meanwhile"))
        for index, (text, _) in enumerate(FORMATS[self._chosen_container]):
            self._option.setItemText(index, option_words(text))

    def _show_stretches(self) -> None:
        beats = self._now.mashup.beats
        self._whole.setText(self.tr("Whole mashup ({time})").format(time=self._length(beats)))
        if self._selection is None:
            self._selected.setText(self.tr("Selection"))
            self._selected.setToolTip(self.tr("Select some beats first"))
            return
        start, stop = self._selection
        words = self.tr("Selection: beats {first}–{last} ({time})")
        self._selected.setText(words.format(first=start + 1, last=stop, time=self._length(stop - start)))
        self._selected.setToolTip(self.tr("All lanes on the selected beats, at their own loudness"))

    @staticmethod
    def _say(widget: QWidget, name: str, tip: str) -> None:
        widget.setAccessibleName(name)
        widget.setToolTip(tip)

    def _length(self, beats: int) -> str:
        return clock(beats * self._now.alignment.grid.beat_length)

    # Choices

    @property
    def _chosen_container(self) -> Container:
        container: Container = self._container.currentData()
        return container

    @property
    def _format(self) -> AudioFormat:
        return FORMATS[self._chosen_container][self._option.currentIndex()][1]

    @property
    def _selection(self) -> tuple[int, int] | None:
        selection = self._studio.selection
        stop = min(selection.stop, self._now.mashup.beats)
        return (selection.start, stop) if selection.lanes and selection.start < stop else None

    def _fill_options(self) -> None:
        """Show the options of the chosen container."""
        self._option.clear()
        for text, _ in FORMATS[self._chosen_container]:
            self._option.addItem(option_words(text))

    def _show_options(self) -> None:
        """Show the options of a newly chosen container, and rename the file accordingly."""
        self._fill_options()
        if self._name.text():
            self._name.setText(shown(self._out()))

    def _follow_ending(self, text: str) -> None:
        """Choose the container of an extension that is typed; leave the text alone."""
        ending = Path(text.strip()).suffix.lower().removeprefix(".")
        if ending in FORMATS and ending != self._chosen_container:
            with QSignalBlocker(self._container):
                self._container.setCurrentIndex(list(FORMATS).index(ending))
            self._fill_options()

    def _out(self) -> Path:
        """Return the chosen file, with the extension of its format."""
        path = Path(self._name.text().strip()).expanduser()
        if not path.is_absolute() or path.parent == Path(shown(self._folder)):
            # A folder that can't be shown as text can't have been typed: keep it.
            path = self._folder / (path.name if path.is_absolute() else path)
        ending = f".{self._chosen_container}"
        if path.suffix.lower() == ending or not path.name:
            return path
        known = path.suffix.lower().removeprefix(".") in FORMATS
        return path.with_suffix(ending) if known else path.with_name(path.name + ending)

    def options(self) -> ExportOptions:
        """Return the current choices."""
        tags = usual_tags(self._now)
        return ExportOptions(
            out=self._out(),
            audio_format=self._format,
            loudness=self._target.value() if self._aim.isChecked() else None,
            beats=self._selection if self._selected.isChecked() else None,
            tags=Tags(self._title.text(), self._artist.text(), tags.bpm, tags.key, self._comment.text()),
            stems=self._stems.isChecked(),
            tempo_map=self._tempo_map.isChecked(),
            # The user is asked first.
            replace=True,
        )

    def _choose_file(self) -> None:
        endings = " ".join(f"*.{container}" for container in FORMATS)
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export to"), shown(self._out()), self.tr("Audio files ({endings})").format(endings=endings),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            ending = Path(name).suffix.lower().removeprefix(".")
            if ending in FORMATS:
                self._name.setText(name)
                self._container.setCurrentIndex(list(FORMATS).index(ending))
            self._name.setText(name)
            self._name.setText(shown(self._out()))

    @override
    def accept(self) -> None:
        """Start the export, unless something prevents it."""
        options = self.options()
        try:
            check_export(self._now, options)
        except (BadArgument, StorageError) as error:
            self._trouble.setText(translate_error(error))
            self._trouble.show()
            self.fit()
            return
        self._trouble.hide()
        meant = ask_for_lanes(self, self._now, options)
        if meant is None or not self._may_replace(meant):
            return
        options = meant
        self._studio.tasks.last_export = options
        self._studio.change_settings(
            export_format=format_name(options.audio_format), export_folder=str(options.out.parent)
        )
        now, cache = self._now, self._studio.session.cache
        self._studio.tasks.start(
            TaskKind.EXPORT,
            shown(options.out.name),
            lambda job: export_mashup(now, options, cache, job=job),
            place=options.out,
        )
        super().accept()

    def _may_replace(self, options: ExportOptions) -> bool:
        existing = [path for path in files_of(self._now, options) if path.exists()]
        return not existing or ask_to_replace(self, self.tr("Export"), existing)

    # Other files and tasks

    @staticmethod
    def collect(studio: Studio, parent: QWidget) -> None:
        """Ask for a file; write the project and both songs into it as a zip archive."""
        if studio.mashup is None:
            return
        mashup, project = studio.mashup, studio.session.path
        name = mashup.title if project is None else project.stem
        translate = QCoreApplication.translate
        out = ask_where(
            parent,
            translate("ExportDialog", "Collect project and songs"),
            first_folder(studio.session.path) / name_for(name, ".zip"),
            translate("ExportDialog", "Zip files (*.zip)"),
        )
        if out is not None:
            kept = [] if project is None else [project]
            studio.tasks.start(
                TaskKind.COLLECT, shown(out.name), lambda job: collect(mashup, out, kept=kept, job=job), place=out
            )

    @staticmethod
    def may_close(studio: Studio, parent: QWidget) -> bool:
        """Return True if the window can close without loss; ask the user while tasks run."""
        return may_close(studio.tasks, parent)


def _row(*widgets: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for index, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if isinstance(widget, QLineEdit) and index == 0 else 0)
    if not isinstance(widgets[0], QLineEdit):
        layout.addStretch(1)
    return layout


def _stacked(row: QLayout, below: QWidget) -> QVBoxLayout:
    layout = _column()
    layout.addLayout(row)
    layout.addWidget(below)
    return layout


def _column(*widgets: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(4)
    for widget in widgets:
        layout.addWidget(widget)
    return layout
