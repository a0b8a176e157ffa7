"""How MashStudio looks: two palettes, and colours that tell stems and songs apart for colour-blind eyes, too."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mashstudio.facts.stems import StemName
from mashstudio.files import PROJECT_FOLDER

STEM_COLOURS: Final = {
    # Okabe and Ito, "Color Universal Design", 2008.
    StemName.VOCALS: QColor("#E69F00"),
    StemName.DRUMS: QColor("#56B4E9"),
    StemName.BASS: QColor("#009E73"),
    StemName.OTHER: QColor("#CC79A7"),
}
STEM_LETTERS: Final = {StemName.VOCALS: "V", StemName.DRUMS: "D", StemName.BASS: "B", StemName.OTHER: "O"}
SONG_COLOURS: Final = tuple(
    QColor(name) for name in ("#4C9BE8", "#E8734A", "#5DB56F", "#C07BDB", "#D8B13A", "#3DBDB4", "#E37C9F", "#9AA9BC")
)
"""Song A, song B, and so on."""

ON_COLOURS: Final = QColor("#17191D")
"""Words on a stem's or a song's colour, in every theme."""

_MARKS: Final = PROJECT_FOLDER / "resources" / "marks"


@dataclass(frozen=True)
class Theme:
    """The colours of everything that isn't a stem or a song."""

    dark: bool
    window: QColor
    panel: QColor
    raised: QColor
    line: QColor
    text: QColor
    dim: QColor
    accent: QColor
    warning: QColor


DARK: Final = Theme(
    dark=True,
    window=QColor("#17191D"),
    panel=QColor("#1E2126"),
    raised=QColor("#2A2E35"),
    line=QColor("#3A3F48"),
    text=QColor("#E8EAED"),
    dim=QColor("#9AA0AA"),
    accent=QColor("#F0E442"),
    warning=QColor("#FF8A65"),
)
LIGHT: Final = Theme(
    dark=False,
    window=QColor("#F2F3F5"),
    panel=QColor("#FFFFFF"),
    raised=QColor("#E6E8EC"),
    line=QColor("#C9CDD4"),
    text=QColor("#1B1E23"),
    dim=QColor("#5B626D"),
    accent=QColor("#0072B2"),
    warning=QColor("#B3401A"),
)


def theme() -> Theme:
    """The theme in use."""
    application = QApplication.instance()
    chosen = None if application is None else application.property("theme")
    return LIGHT if chosen == "light" else DARK


def mixed(a: QColor, b: QColor, share: float) -> QColor:
    """`a` with a `share` (0–1) of `b`."""
    parts = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in parts))


def apply_theme(application: QApplication, choice: str) -> None:
    """Dresses the whole program: "dark", "light" or "" (as the system is)."""
    apply_colours(application, choice)
    apply_style(application)


def apply_colours(application: QApplication, choice: str) -> None:
    """The part of `apply_theme` that a window must find when it is made."""
    if not choice:
        scheme = QGuiApplication.styleHints().colorScheme()
        choice = "light" if scheme == Qt.ColorScheme.Light else "dark"
    if not application.property("theme"):
        # To set it again would only dress every widget once more.
        application.setStyle("Fusion")
    application.setProperty("theme", choice)
    now = theme()
    application.setPalette(_palette(now))


def apply_style(application: QApplication) -> None:
    """The other part. With a style sheet, every widget that is put into another one is dressed again, with all in it:
    a large window is made faster before there is one.
    """
    # Qt changes a style sheet in twice the time that it takes to drop one and take another.
    application.setStyleSheet("")
    application.setStyleSheet(_style_sheet(theme()))


def _palette(now: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, now.window),
        (roles.WindowText, now.text),
        (roles.Base, now.panel),
        (roles.AlternateBase, now.raised),
        (roles.Text, now.text),
        (roles.PlaceholderText, now.dim),
        (roles.Button, now.raised),
        (roles.ButtonText, now.text),
        (roles.BrightText, now.warning),
        (roles.Light, now.line),
        (roles.ToolTipBase, now.raised),
        (roles.ToolTipText, now.text),
        (roles.Highlight, SONG_COLOURS[0]),
        (roles.HighlightedText, ON_COLOURS),
        (roles.Link, SONG_COLOURS[0] if now.dark else now.accent),
    ):
        palette.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, now.dim)
    return palette


def _style_sheet(now: Theme) -> str:
    line, raised, dim, accent = (c.name() for c in (now.line, now.raised, now.dim, now.accent))
    on_accent = "#17191D" if now.dark else "#FFFFFF"
    tick = "dark-tick" if now.dark else "light-tick"
    up, down, tick = ((_MARKS / f"{name}.svg").as_posix() for name in ("up", "down", tick))
    return f"""
        QToolTip {{ background: {raised}; color: {now.text.name()}; border: 1px solid {line}; padding: 3px; }}
        QFrame#panel {{ background: {now.panel.name()}; border: 1px solid {line}; border-radius: 6px; }}
        QFrame#card {{ background: {now.panel.name()}; border: 1px solid {dim}; border-radius: 8px; }}
        QLabel#step, QLabel#step_now {{ border: 1px solid {line}; border-radius: 10px; color: {dim};
            min-width: 18px; min-height: 18px; max-height: 18px; }}
        QLabel#step_now {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
        QLabel#dim {{ color: {dim}; }}
        QLabel#warning, QToolButton#warning {{ color: {now.warning.name()}; }}
        QToolButton, QPushButton, QComboBox, QAbstractSpinBox, QLineEdit {{
            background: {raised}; border: 1px solid {line}; border-radius: 4px; padding: 4px 9px; min-height: 18px; }}
        QComboBox, QAbstractSpinBox, QLineEdit {{ padding: 2px 6px; }}
        QAbstractSpinBox, QLineEdit {{ background: {now.panel.name()}; }}
        QFileDialog QToolButton {{ padding: 2px; }}
        QToolButton:hover, QPushButton:hover, QComboBox:hover {{ border-color: {dim}; }}
        QToolButton:pressed, QPushButton:pressed {{ background: {line}; }}
        QToolButton:checked, QPushButton:checked {{
            background: {accent}; color: {on_accent}; border-color: {accent}; }}
        QComboBox {{ combobox-popup: 0; }}
        QComboBox QAbstractItemView {{
            background: {now.panel.name()}; border: 1px solid {line}; padding: 2px; outline: none;
            selection-background-color: {SONG_COLOURS[0].name()}; selection-color: {ON_COLOURS.name()}; }}
        QComboBox::drop-down, QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
            border: none; background: transparent; width: 18px; }}
        QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
        QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 10px; height: 10px; }}
        QCheckBox, QRadioButton, QSlider {{ border: 1px solid transparent; border-radius: 4px; padding: 1px 3px; }}
        QMenu {{ background: {now.panel.name()}; border: 1px solid {line}; padding: 4px; }}
        QMenu::item {{ padding: 4px 22px 4px 10px; border-radius: 3px; }}
        QMenu::item:selected {{ background: {SONG_COLOURS[0].name()}; color: {ON_COLOURS.name()}; }}
        QMenu::item:disabled {{ background: transparent; color: {dim}; }}
        QMenu::item:disabled:selected {{ background: {raised}; }}
        QMenu::separator {{ background: {line}; height: 1px; margin: 4px 6px; }}
        QMenu::indicator {{ margin-left: 6px; }}
        QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QTableView::indicator,
        QMenu::indicator {{
            background: {now.panel.name()}; border: 1px solid {dim}; border-radius: 3px; width: 13px; height: 13px; }}
        QCheckBox::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked,
        QMenu::indicator:non-exclusive:checked {{
            background: {accent}; border-color: {accent}; image: url("{tick}"); }}
        QRadioButton::indicator, QMenu::indicator:exclusive {{ border-radius: 7px; }}
        QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked {{
            background: {on_accent}; border: 4px solid {accent}; width: 7px; height: 7px; }}
        QMenu::indicator:exclusive:unchecked {{ background: transparent; border-color: transparent; }}
        QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
            background: {now.panel.name()}; border-color: {line}; }}
        QCheckBox::indicator:checked:disabled {{ background: {dim}; border-color: {dim}; }}
        QRadioButton::indicator:checked:disabled {{ border-color: {dim}; }}
        QTabWidget::pane {{ border: none; }}
        QTabBar {{ qproperty-drawBase: 0; }}
        QTabBar::tab {{
            color: {dim}; border: 1px solid transparent; border-radius: 4px; padding: 4px 10px; margin: 2px; }}
        QTabBar::tab:hover, QTabBar::tab:selected {{ color: {now.text.name()}; }}
        QTabBar::tab:selected {{ background: {raised}; border-color: {line}; }}
        QToolButton#chip {{ background: transparent; border-color: transparent; color: {dim};
            padding: 0px 5px; min-height: 0px; }}
        QToolButton#chip:hover {{ border-color: {dim}; }}
        QToolButton#chip:checked {{ background: {raised}; color: {now.text.name()}; border-color: {line}; }}
        QToolButton#chip:focus {{ border-color: {accent}; }}
        QToolButton:focus, QPushButton:focus, QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus, QCheckBox:focus,
        QRadioButton:focus, QSlider:focus, QTabBar::tab:focus, QTreeView:focus, QTableView:focus,
        QPlainTextEdit:focus {{
            border: 1px solid {accent}; }}
        QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
        QToolButton:disabled, QPushButton:disabled, QComboBox:disabled {{ color: {dim}; background: transparent; }}
        QPushButton#primary {{ background: {accent}; color: {on_accent}; font-weight: 600; }}
        QPushButton#primary:disabled {{ background: transparent; color: {dim}; }}
        QHeaderView::section {{ background: {raised}; color: {dim}; border: none; border-bottom: 1px solid {line};
            padding: 3px 6px 3px 5px; }}
        QProgressBar {{ border: 1px solid {line}; border-radius: 4px; text-align: center; background: {raised}; }}
        QProgressBar::chunk {{ background: {mixed(now.raised, SONG_COLOURS[0], 0.5).name()}; border-radius: 3px; }}
        QStatusBar::item {{ border: none; }}
    """
