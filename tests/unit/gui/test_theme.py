"""The style sheet: keyboard users can see the focus."""

import pytest
from contrast import contrast
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSplitter,
    QTabBar,
    QToolButton,
    QToolTip,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from themes import apply_theme

from mashstudio.gui.theme import (
    DARK,
    LIGHT,
    ON_COLOURS,
    SONG_COLOURS,
    STEM_COLOURS,
    Theme,
    mixed,
)


@pytest.mark.parametrize("choice", ["dark", "light"])
@pytest.mark.parametrize(
    "kind",
    [
        QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QSlider, QTabBar,
        QToolButton, QTreeWidget,
    ],
)  # fmt: skip
def test_focus_is_visible(qtbot: QtBot, dressable: QApplication, kind: type[QWidget], choice: str) -> None:
    apply_theme(dressable, choice)
    control = kind()
    if isinstance(control, QTabBar):
        control.addTab("one")
    check_focus(qtbot, control)


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_focus_is_visible_on_buttons_in_the_accent_colour(qtbot: QtBot, dressable: QApplication, choice: str) -> None:
    apply_theme(dressable, choice)
    primary, pressed = QPushButton("one"), QToolButton()
    primary.setObjectName("primary")
    pressed.setCheckable(True)
    pressed.setChecked(True)
    for control in (primary, pressed):
        check_focus(qtbot, control)


def check_focus(qtbot: QtBot, control: QWidget) -> None:
    """Check that the focus changes how `control` looks along its edges."""
    window, other = QWidget(), QPushButton("other")
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(control)
    layout.addWidget(other)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = control.grab().toImage()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    # More than a text cursor.
    after = control.grab().toImage()
    changed = [
        (x, y) for x in range(after.width()) for y in range(after.height()) if after.pixel(x, y) != before.pixel(x, y)
    ]
    across, down = ({point[axis] for point in changed} for axis in (0, 1))
    assert len(across) > 12
    assert len(down) > 12


def test_tooltips_can_be_read_after_a_change_of_the_theme(qtbot: QtBot, dressable: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    shown = []
    for choice in ("dark", "light", "dark"):
        apply_theme(dressable, choice)
        QToolTip.showText(window.mapToGlobal(QPoint(5, 5)), f"In the {choice}", window)
        (tip,) = (each for each in dressable.topLevelWidgets() if each.metaObject().className() == "QTipLabel")
        picture = tip.grab().toImage()
        shades = [picture.pixelColor(x, picture.height() // 2).lightness() for x in range(picture.width())]
        ground = sorted(shades)[len(shades) // 2]
        assert max(abs(shade - ground) for shade in shades) > 100
        shown.append(ground)
        QToolTip.hideText()
        tip.deleteLater()
        dressable.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown[0] < 100 < shown[1]
    assert shown[2] < 100


def boxes() -> dict[str, QWidget]:
    """Return widgets with unchecked boxes, each box a few pixels right of the left edge of its first row."""
    tree, item = QTreeWidget(), QTreeWidgetItem(["one"])
    item.setCheckState(0, Qt.CheckState.Unchecked)
    tree.addTopLevelItem(item)
    tree.setRootIsDecorated(False)
    tree.setHeaderHidden(True)
    menu = QMenu()
    menu.addAction("one").setCheckable(True)
    return {"check": QCheckBox("one"), "radio": QRadioButton("one"), "tree": tree, "menu": menu}


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_empty_boxes_can_be_seen(qtbot: QtBot, dressable: QApplication, choice: str) -> None:
    apply_theme(dressable, choice)
    for name, widget in boxes().items():
        qtbot.addWidget(widget)
        widget.ensurePolished()
        widget.resize(widget.sizeHint().expandedTo(QSize(80, 24)))
        picture = widget.grab().toImage()
        row = 12 if name == "tree" else picture.height() // 2
        # Right of the frame's line, left of the text.
        ground, *across = [picture.pixelColor(x, row) for x in range(2, 20)]
        assert max(contrast(ink, ground) for ink in across) >= 3, name


@pytest.mark.parametrize("now", [DARK, LIGHT], ids=["dark", "light"])
def test_text_is_legible_on_every_background(now: Theme) -> None:
    grounds = (now.window, now.panel, now.raised)
    assert min(contrast(ink, ground) for ink in (now.text, now.dim, now.warning) for ground in grounds) >= 4.5
    assert min(contrast(ON_COLOURS, ground) for ground in (*STEM_COLOURS.values(), *SONG_COLOURS)) >= 4.5
    assert contrast(now.text, mixed(now.raised, SONG_COLOURS[0], 0.5)) >= 4.5
    assert contrast(ON_COLOURS if now.dark else LIGHT.panel, now.accent) >= 4.5


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_the_palettes_text_is_legible(dressable: QApplication, choice: str) -> None:
    apply_theme(dressable, choice)
    roles, palette = QPalette.ColorRole, dressable.palette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for ink, ground in (
            (roles.WindowText, roles.Window),
            (roles.Text, roles.Base),
            (roles.Text, roles.AlternateBase),
            (roles.ButtonText, roles.Button),
            (roles.PlaceholderText, roles.Base),
            (roles.ToolTipText, roles.ToolTipBase),
            (roles.HighlightedText, roles.Highlight),
            (roles.Link, roles.Window),
            (roles.Link, roles.Base),
        ):
            assert contrast(palette.color(group, ink), palette.color(group, ground)) >= 4.5, (group, ink)


@pytest.mark.parametrize("choice", ["dark", "light"])
@pytest.mark.parametrize("across", [Qt.Orientation.Horizontal, Qt.Orientation.Vertical])
def test_handles_between_panels_can_be_seen(
    qtbot: QtBot, dressable: QApplication, choice: str, across: Qt.Orientation
) -> None:
    apply_theme(dressable, choice)
    splitter = QSplitter(across)
    qtbot.addWidget(splitter)
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    splitter.resize(200, 200)
    with qtbot.waitExposed(splitter):
        splitter.show()
    picture = splitter.handle(1).grab().toImage()
    ground = splitter.palette().color(QPalette.ColorRole.Window)
    shown = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    assert max(contrast(colour, ground) for colour in shown) >= 3
