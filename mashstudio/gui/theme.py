"""Two palettes, and colours for stems and songs that also colour-blind users can tell apart."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.model.sections import BREAK, CHORUS, DROP, INTRO, OUTRO, VERSE
from mashstudio.model.stems import Part, StemName, Taken

STEM_COLOURS: Final = {
    # Okabe and Ito, "Color Universal Design", 2008.
    StemName.VOCALS: QColor("#E69F00"),
    StemName.DRUMS: QColor("#56B4E9"),
    StemName.BASS: QColor("#009E73"),
    StemName.OTHER: QColor("#CC79A7"),
}
STEM_LETTERS: Final = {StemName.VOCALS: "V", StemName.DRUMS: "D", StemName.BASS: "B", StemName.OTHER: "O"}
_TAKEN_COLOURS: Final = tuple(
    QColor(name) for name in ("#F0E442", "#D55E00", "#7BA7FF", "#C9D36B", "#B48EF0", "#F2A6A0")
)
SONG_COLOURS: Final = tuple(
    QColor(name)
    for name in ("#4C9BE8", "#E8734A", "#5DB56F", "#C07BDB", "#D8B13A", "#3DBDB4", "#E37C9F", "#9AA9BC", "#B8956A")
)
"""Colours of song A, song B, and so on, the last that of the accompaniment."""

_SECTION_COLOURS: Final = {
    INTRO: QColor("#8FA8C8"),
    VERSE: QColor("#7FB8A4"),
    CHORUS: QColor("#E8B04A"),
    DROP: QColor("#E88A6B"),
    BREAK: QColor("#A99BD6"),
    OUTRO: QColor("#9AA3B0"),
}
_OTHER_SECTIONS: Final = tuple(QColor(name) for name in ("#B8C98A", "#D69BB4", "#8CC3D9", "#C9B48A", "#B9A5C9"))

ON_COLOURS: Final = QColor("#17191D")
"""Text on a stem's, a song's or a section's colour, in every theme."""

# The style sheet refers to roles of the palette, so that it is the same in every theme.
_TEXT: Final = "palette(window-text)"
_PANEL: Final = "palette(base)"
_RAISED: Final = "palette(button)"
_LINE: Final = "palette(light)"
_DIM: Final = "palette(placeholder-text)"
_WARNING: Final = "palette(bright-text)"
_ACCENT: Final = "palette(accent)"
_ON_ACCENT: Final = "palette(shadow)"
_CHOSEN: Final = "palette(highlight)"
_ON_CHOSEN: Final = "palette(highlighted-text)"
_TICKED: Final = "palette(midlight)"
_DONE: Final = "palette(link-visited)"


@dataclass(frozen=True)
class Theme:
    """The colours of everything but stems and songs."""

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
    """Return the current theme."""
    application = QApplication.instance()
    chosen = None if application is None else application.property("theme")
    return LIGHT if chosen == "light" else DARK


def section_colour(name: str) -> QColor:
    """Return the colour of sections with this name."""
    return _SECTION_COLOURS.get(name) or _OTHER_SECTIONS[sum(map(ord, name)) % len(_OTHER_SECTIONS)]


def mixed(a: QColor, b: QColor, share: float) -> QColor:
    """Return `a` mixed with a `share` (0–1) of `b`."""
    parts = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in parts))


def apply_colours(application: QApplication, choice: str) -> None:
    """Set the theme and the palette, which a window needs when it is created."""
    if not choice:
        scheme = QGuiApplication.styleHints().colorScheme()
        choice = "light" if scheme == Qt.ColorScheme.Light else "dark"
    if not application.property("theme"):
        # Setting it again would only restyle every widget once more.
        application.setStyle("Fusion")
    application.setProperty("theme", choice)
    application.setPalette(_palette(theme()))


def apply_style(application: QApplication) -> None:
    """Set the style sheet.

    With one, Qt restyles a widget and its children whenever it is reparented: a large window is built faster before
    there is one.
    """
    application.setStyleSheet(_STYLE_SHEET)


def dress_anew(widget: QWidget) -> None:
    """Make the style sheet look up the palette's colours again: Qt caches them."""
    widget.style().polish(widget)


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
        (roles.Accent, now.accent),
        # Fusion paints with none of these three roles, so they are free for our own colours.
        (roles.Shadow, ON_COLOURS if now.dark else now.panel),
        (roles.Midlight, now.accent if now.dark else SONG_COLOURS[0]),
        (roles.LinkVisited, mixed(now.raised, SONG_COLOURS[0], 0.5)),
    ):
        palette.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, now.dim)
    return palette


def _mark(name: str) -> str:
    return (PROJECT_FOLDER / "resources" / "marks" / f"{name}.svg").as_posix()


_STYLE_SHEET: Final = f"""
    QToolTip {{ background: {_RAISED}; color: {_TEXT}; border: 1px solid {_LINE}; padding: 3px; }}
    QFrame#panel {{ background: {_PANEL}; border: 1px solid {_LINE}; border-radius: 6px; }}
    QFrame#card {{ background: {_PANEL}; border: 1px solid {_DIM}; border-radius: 8px; }}
    QLabel#step, QLabel#step_now {{ border: 1px solid {_LINE}; border-radius: 10px; color: {_DIM};
        min-width: 18px; min-height: 18px; max-height: 18px; }}
    QLabel#step_now {{ background: {_ACCENT}; color: {_ON_ACCENT}; border-color: {_ACCENT}; }}
    QLabel#dim {{ color: {_DIM}; }}
    QLabel#warning, QToolButton#warning {{ color: {_WARNING}; }}
    QToolButton, QPushButton, QComboBox, QAbstractSpinBox, QLineEdit {{
        background: {_RAISED}; border: 1px solid {_LINE}; border-radius: 4px; padding: 4px 9px; min-height: 18px; }}
    QComboBox, QAbstractSpinBox, QLineEdit {{ padding: 2px 6px; }}
    QAbstractSpinBox, QLineEdit {{ background: {_PANEL}; }}
    QFileDialog QToolButton {{ padding: 2px; }}
    QToolButton:hover, QPushButton:hover, QComboBox:hover {{ border-color: {_DIM}; }}
    QToolButton:pressed, QPushButton:pressed {{ background: {_LINE}; }}
    QToolButton:checked, QPushButton:checked {{
        background: {_ACCENT}; color: {_ON_ACCENT}; border-color: {_ACCENT}; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox QAbstractItemView {{
        background: {_PANEL}; border: 1px solid {_LINE}; padding: 2px; outline: none;
        selection-background-color: {_CHOSEN}; selection-color: {_ON_CHOSEN}; }}
    QComboBox::drop-down, QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
        border: none; background: transparent; width: 18px; }}
    QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{ image: url("{_mark("down")}"); width: 10px; height: 10px; }}
    QAbstractSpinBox::up-arrow {{ image: url("{_mark("up")}"); width: 10px; height: 10px; }}
    QCheckBox, QRadioButton, QSlider {{ border: 1px solid transparent; border-radius: 4px; padding: 1px 3px; }}
    QCheckBox, QRadioButton {{ padding-left: 0px; }}
    QMenu {{ background: {_PANEL}; border: 1px solid {_LINE}; padding: 4px; }}
    QMenu::item {{ padding: 4px 22px 4px 10px; border-radius: 3px; }}
    QMenu::item:selected {{ background: {_CHOSEN}; color: {_ON_CHOSEN}; }}
    QMenu::item:disabled {{ background: transparent; color: {_DIM}; }}
    QMenu::item:disabled:selected {{ background: {_RAISED}; }}
    QMenu::separator {{ background: {_LINE}; height: 1px; margin: 4px 6px; }}
    QMenu::indicator {{ margin-left: 6px; }}
    QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QTableView::indicator,
    QMenu::indicator {{
        background: {_PANEL}; border: 1px solid {_DIM}; border-radius: 3px; width: 13px; height: 13px; }}
    QCheckBox::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked,
    QMenu::indicator:non-exclusive:checked {{
        background: {_TICKED}; border-color: {_ACCENT}; image: url("{_mark("tick")}"); }}
    QRadioButton::indicator, QMenu::indicator:exclusive {{ border-radius: 7px; }}
    QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked {{
        background: {_ON_ACCENT}; border: 4px solid {_ACCENT}; width: 7px; height: 7px; }}
    QMenu::indicator:exclusive:unchecked {{ background: transparent; border-color: transparent; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
        background: {_PANEL}; border-color: {_LINE}; }}
    QCheckBox::indicator:checked:disabled {{ background: {_DIM}; border-color: {_DIM}; }}
    QRadioButton::indicator:checked:disabled {{ border-color: {_DIM}; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{
        color: {_DIM}; border: 1px solid transparent; border-radius: 4px; padding: 4px 10px; margin: 2px; }}
    QTabBar::tab:hover, QTabBar::tab:selected {{ color: {_TEXT}; }}
    QTabBar::tab:selected {{ background: {_RAISED}; border-color: {_LINE}; }}
    QToolButton#chip {{ background: transparent; border-color: transparent; color: {_DIM};
        padding: 0px 5px; min-height: 0px; }}
    QToolButton#chip:hover {{ border-color: {_DIM}; }}
    QToolButton#chip:checked {{ background: {_RAISED}; color: {_TEXT}; border-color: {_LINE}; }}
    QToolButton#chip:focus {{ border-color: {_ACCENT}; }}
    QToolButton:focus, QPushButton:focus, QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus, QCheckBox:focus,
    QRadioButton:focus, QSlider:focus, QTabBar::tab:focus, QTreeView:focus, QTableView:focus,
    QFileDialog QListView:focus, QPlainTextEdit:focus {{
        border: 1px solid {_ACCENT}; }}
    QToolButton:checked:focus {{ border-color: {_TEXT}; }}
    QPushButton:checked:focus, QPushButton#primary:focus {{ border: 2px solid {_TEXT}; padding: 3px 8px; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolButton:disabled, QPushButton:disabled, QComboBox:disabled {{ color: {_DIM}; background: transparent; }}
    QPushButton#primary {{ background: {_ACCENT}; color: {_ON_ACCENT}; font-weight: 600; }}
    QPushButton#primary:disabled {{ background: transparent; color: {_DIM}; }}
    QHeaderView::section {{ background: {_RAISED}; color: {_DIM}; border: none; border-bottom: 1px solid {_LINE};
        padding: 3px 6px 3px 5px; }}
    QProgressBar {{ border: 1px solid {_LINE}; border-radius: 4px; text-align: center; background: {_RAISED}; }}
    QProgressBar::chunk {{ background: {_DONE}; border-radius: 3px; }}
    QStatusBar::item {{ border: none; }}
    QSplitter::handle:horizontal {{ image: url("{_mark("grip_across")}"); }}
    QSplitter::handle:vertical {{ image: url("{_mark("grip_down")}"); }}
"""


def part_colour(part: Part) -> QColor:
    """Return the colour of a part's lane."""
    return (
        _TAKEN_COLOURS[sum(map(ord, part.tag)) % len(_TAKEN_COLOURS)] if isinstance(part, Taken) else STEM_COLOURS[part]
    )


def part_letter(part: Part) -> str:
    """Return the letter of a part's lane."""
    return part.tag[0].upper() if isinstance(part, Taken) else STEM_LETTERS[part]
