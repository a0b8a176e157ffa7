"""A monkey that uses the window at random, and what it counts as a fault."""

import logging
import random
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

DONE: Final = "MONKEY DONE"

_BUTTONS = (*[Qt.MouseButton.LeftButton] * 8, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
_MODIFIERS = (*[Qt.KeyboardModifier.NoModifier] * 6, *list(Qt.KeyboardModifier)[1:4])
_KEYS = [
    *(Qt.Key(code) for code in range(Qt.Key.Key_Space.value, Qt.Key.Key_AsciiTilde.value) if not 97 <= code <= 122),
    *[Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab] * 5,
    *[Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace] * 3,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F1, Qt.Key.Key_F2,
    Qt.Key.Key_Menu, Qt.Key.Key_F6, Qt.Key.Key_Backtab,
]  # fmt: skip
_MOST_WINDOWS = 3
_PATIENCE = 150.0


class Faults(logging.Handler):
    """Collects everything that shouldn't be logged."""

    EXPECTED = ("This plugin does not support", "occurs outside target window")
    """Harmless warnings: the offscreen platform has no window manager, and a drag may leave its window."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []
        self.doing: Callable[[], str] = str

    def emit(self, record: logging.LogRecord) -> None:
        """Record the message with what was being done; ignore files that aren't songs."""
        from mashstudio.core.errors import MashStudioError

        text = self.format(record)
        error = record.exc_info[1] if record.exc_info else None
        refused = record.name == "mashstudio.session.workers" and isinstance(error, MashStudioError)
        if not refused and not any(words in text for words in self.EXPECTED):
            self.found.append(f"{self.doing()}\n    {record.name}: {text}")


class Monkey(QObject):
    """Acts again and again, also while a menu or a dialog runs its own event loop."""

    def __init__(
        self,
        windows: Any,
        folder: Path,
        songs: list[Path],
        files: list[Path],
        dice: random.Random,
        events: int,
        faults: Faults,
    ) -> None:
        super().__init__()
        self._windows, self._folder, self._songs, self._dice = windows, folder, songs, dice
        self._left, self._faults, self._acting = events, faults, 0
        self._held: list[QWidget] = []
        self._last: deque[str] = deque(maxlen=8)
        self._did: Counter[str] = Counter()
        self._files = files
        self._began = time.monotonic()
        self._slowest = (0.0, "")
        faults.doing = lambda: " · ".join(self._last)
        self._acts: list[Callable[[], str]] = [
            *[self._click] * 24, *[self._key] * 24, *[self._drag] * 12, *[self._move] * 8, *[self._wheel] * 8,
            *[self._double] * 6, *[self._menu] * 4, *[self._focus] * 4, *[self._type] * 4, *[self._resize] * 2,
            *[self._drop] * 2, *[self._choose] * 2, *[self._undo] * 3, *[self._act] * 6, *[self._band] * 3,
            self._wait,
        ]  # fmt: skip

    def begin(self) -> None:
        """Open the songs and wait until they are loaded."""
        from mashstudio.pipeline.commands import DEMO

        window = self._windows.open(self._songs or [DEMO])
        window.studio.change_settings(separator="spleeter")
        until = time.monotonic() + _PATIENCE
        while window.studio.mashup is None and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.01)
        if window.studio.mashup is None:
            decks = [window.studio.session.shown(side) for side in (0, 1)]
            self._faults.found.append(f"no mashup: {[deck and (deck.error, deck.progress) for deck in decks]}")
            print(self._faults.found[-1])
        print(f"Ready after {time.monotonic() - self._began:.1f} s", flush=True)
        self._began = time.monotonic()
        self._step()

    def _step(self) -> None:
        blocking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self._acting and (blocking is None or self._acting > 1):
            # Input is being delivered, so act only on a widget with its own event loop, and only once new windows are
            # up: no system delivers input in the middle of other input.
            if blocking is not None:
                blocking.close()
            QTimer.singleShot(1, self._step)
            return
        if self._left <= 0:
            self._end()
            return
        self._left -= 1
        # Schedule the next step first: this one may open a nested event loop.
        QTimer.singleShot(0, self._step)
        if self._left % 1000 == 0:
            print(f"{self._left} left, {len(self._faults.found)} faults, {self.speed}", flush=True)
        if not self._answer():
            act = self._dice.choice(self._acts)
            began = time.monotonic()
            self._last.append(act.__name__)
            self._acting += 1
            try:
                self._last[-1] = self._last[-1] if (what := act()) == "" else what
            finally:
                self._acting -= 1
            self._did[act.__name__] += 1
            self._slowest = max(self._slowest, (time.monotonic() - began, self._last[-1]))

    @property
    def speed(self) -> str:
        """The speed so far, as text."""
        return f"{time.monotonic() - self._began:.0f} s, slowest {self._slowest[0]:.2f} s ({self._slowest[1]})"

    # Actions

    def _window(self) -> QWindow | None:
        """Return a popup or a dialog if there is one, else any window."""
        widget = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if widget is None:
            shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.windowHandle()]
            if not any(type(each).__name__ == "StudioWindow" for each in shown):
                from mashstudio.pipeline.commands import DEMO

                shown = [self._windows.open(self._songs or [DEMO])]
            while len(shown) > _MOST_WINDOWS:
                shown.pop().close()
            widget = self._dice.choice(shown)
        # PySide considers a widget's children gone once no reference to the widget is held.
        self._held = QApplication.allWidgets()
        return widget.windowHandle()

    def _spot(self) -> tuple[QWindow, QPoint, str] | None:
        """Return a random point in a random widget, small ones as often as large ones."""
        window = self._window()
        top = next((each for each in QApplication.topLevelWidgets() if each.windowHandle() is window), None)
        if window is None or top is None:
            return None
        inner = [each for each in (top, *top.findChildren(QWidget)) if each.isVisible() and each.window() is top]
        widget = self._dice.choice(inner)
        if self._dice.random() < 0.3:
            widget = next((each for each in inner if type(each).__name__ == "CellGrid"), widget)
        inside = widget.rect().intersected(QRect(0, 0, 5000, 5000))
        at = QPoint(self._dice.randrange(max(inside.width(), 1)), self._dice.randrange(max(inside.height(), 1)))
        return window, widget.mapTo(top, at), f"{type(widget).__name__} {widget.objectName()} {at.toTuple()}"

    def _pressing(self, name: str, does: Callable[[QWindow, Qt.MouseButton, Qt.KeyboardModifier, QPoint], None]) -> str:
        spot = self._spot()
        if spot is None:
            return ""
        button, keys = self._dice.choice(_BUTTONS), self._dice.choice(_MODIFIERS)
        self._last[-1] = f"{name} {button.name} {keys.name} on {spot[2]}"
        does(spot[0], button, keys, spot[1])
        return self._last[-1]

    def _click(self) -> str:
        def click(window: QWindow, button: Qt.MouseButton, keys: Qt.KeyboardModifier, at: QPoint) -> None:
            QTest.mousePress(window, button, keys, at)
            if is_there(window):
                QTest.mouseRelease(window, button, keys, at)

        return self._pressing("click", click)

    def _double(self) -> str:
        return f"{self._click()}, {self._click()}"

    def _drag(self) -> str:
        def drag(window: QWindow, button: Qt.MouseButton, keys: Qt.KeyboardModifier, at: QPoint) -> None:
            QTest.mousePress(window, button, keys, at)
            for _ in range(self._dice.randrange(1, 6)):
                at += QPoint(self._dice.randrange(-90, 91), self._dice.randrange(-60, 61))
                if is_there(window) and window.isVisible():
                    QTest.mouseMove(window, at)
            if is_there(window) and window.isVisible():
                QTest.mouseRelease(window, button, keys, at)

        return self._pressing("drag", drag)

    def _move(self) -> str:
        return self._pressing("move", lambda w, _b, _k, at: QTest.mouseMove(w, at))

    def _wheel(self) -> str:
        turned = QPoint(self._dice.choice([0, 0, 120]), self._dice.choice([-1200, -120, -15, 15, 120, 1200]))
        return self._pressing("wheel", lambda w, _b, k, at: QTest.wheelEvent(w, at, turned, QPoint(), k))

    def _key(self) -> str:
        window, key, keys = self._window(), self._dice.choice(_KEYS), self._dice.choice(_MODIFIERS)
        self._last[-1] = f"key {keys.name} {key.name}"
        text = chr(key.value).lower() if key.value < 128 else ""
        for press in (True, False):
            # Not keyPress, which presses the modifiers first and then goes on even if the window has gone.
            if window is not None and is_there(window):
                QTest.simulateEvent(window, press, key.value, keys, text, False)
        return self._last[-1]

    def _type(self) -> str:
        field = QApplication.focusWidget()
        text = self._dice.choice(["0", "-1", "120.5", "1e9", "한글", "<b>x</b>", "x" * 400, "nan", "F# minor", "\t"])
        if isinstance(field, QLineEdit) and not field.isReadOnly():
            field.insert(text)
        return f"type {text[:10]}"

    def _menu(self) -> str:
        spot = self._spot()
        if spot is None:
            return ""
        top = next(each for each in QApplication.topLevelWidgets() if each.windowHandle() is spot[0])
        widget = top.childAt(spot[1]) or top
        self._last[-1] = f"context menu on {spot[2]}"
        reason = self._dice.choice([QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
        at = widget.mapFrom(top, spot[1])
        QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
        return self._last[-1]

    def _focus(self) -> str:
        shown = [each for each in QApplication.allWidgets() if each.isVisible() and each.focusPolicy()]
        if shown:
            self._dice.choice(sorted(shown, key=lambda each: each.accessibleName())).setFocus(
                self._dice.choice(list(Qt.FocusReason)[:4])
            )
        return "focus"

    def _resize(self) -> str:
        window = self._window()
        if window is not None:
            window.resize(self._dice.randrange(1, 2400), self._dice.randrange(1, 1500))
        return "resize"

    def _drop(self) -> str:
        studios = [each for each in QApplication.topLevelWidgets() if type(each).__name__ == "StudioWindow"]
        blocked = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if not studios or blocked:
            return ""
        top = self._dice.choice(studios)
        inner = [each for each in (top, *top.findChildren(QWidget)) if each.acceptDrops() and each.isVisible()]
        if not inner:
            return ""
        on, files = self._dice.choice(inner), self._dice.sample(self._files, self._dice.choice([1, 1, 2, 5]))
        self._last[-1] = f"drop {[file.name for file in files]} on {type(on).__name__}"
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files] if self._dice.random() < 0.9 else [QUrl("x:y")])
        at, copy, left = on.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(at, copy, mime, left, none)
        entering.ignore()
        QApplication.sendEvent(on, entering)
        if entering.isAccepted():
            QApplication.sendEvent(on, QDropEvent(QPointF(at), copy, mime, left, none))
        return self._last[-1]

    def _studios(self) -> list[Any]:
        return [each for each in QApplication.topLevelWidgets() if type(each).__name__ == "StudioWindow"]

    def _choose(self) -> str:
        """Change the language or the theme."""
        choice: dict[str, object] = self._dice.choice(
            [{"language": "ko"}, {"language": "en"}, {"theme": "dark"}, {"theme": "light"}, {"step_entry": True}]
        )
        if studios := self._studios():
            self._dice.choice(studios).studio.change_settings(**choice)
        return f"choose {choice}"

    def _act(self) -> str:
        """Trigger any menu entry except those that close."""
        studios = self._studios()
        if not studios or QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return ""
        action = self._dice.choice([each for each in self._dice.choice(studios).actions_by_name if each.isEnabled()])
        self._last[-1] = f"action {action.objectName()}"
        if action.objectName() not in {"close", "quit"} or self._dice.random() < 0.1:
            action.trigger()
        return self._last[-1]

    def _undo(self) -> str:
        if (studios := self._studios()) and not QApplication.activeModalWidget():
            session = self._dice.choice(studios).studio.session
            go_to(session, self._dice.randrange(len(session.history.steps) + 1))
        return "undo"

    def _band(self) -> str:
        """Show the accompaniment or the grid; let another band play."""
        studios = self._studios()
        if not studios or QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return ""
        window = self._dice.choice(studios)
        self._last[-1] = "band"
        window.actions_by_name["accompaniment"].trigger()
        if (mashup := window.studio.mashup) is not None and (mashup.band is None or self._dice.random() < 0.2):
            from bands import any_band

            from mashstudio.core.messages import Message

            window.studio.edit_with(Message("Band"), any_band(mashup, self._dice))
        return self._last[-1]

    def _wait(self) -> str:
        time.sleep(0.02)
        return "wait"

    def _answer(self) -> bool:
        """Answer file dialogs within the folder; close other dialogs that stay too long."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            if self._dice.random() < 0.4 or field is None:
                dialog.reject()
            else:
                kept = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
                file = self._folder / f"kept {self._dice.randrange(4)}" if kept else self._dice.choice(self._files)
                field.setText(str(file))
                self._last.append(f"file dialog: {file.name}")
                dialog.accept()
                if dialog.isVisible():
                    dialog.reject()
            return True
        if dialog is not None and self._dice.random() < 0.06:
            dialog.close()
            return True
        return False

    # The end

    def _end(self) -> None:
        blocking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if blocking is not None:
            blocking.close()
            QTimer.singleShot(0, self._end)
            return
        QTimer.singleShot(0, self._judge)

    def _judge(self) -> None:
        """Check that every document is valid, survives saving and loading, and can be undone and redone completely."""
        self._last.append("the end")
        try:
            for window in self._studios():
                studio = window.studio
                if studio.mashup is not None:
                    self._check(studio)
                studio.session.mark_saved()
                window.close()
        except Exception as error:
            self._faults.found.append(f"the document: {type(error).__name__}: {error}")
        QApplication.exit()

    def _check(self, studio: Any) -> None:
        from mashstudio.document.project import load_project, save_project

        last = studio.mashup
        path = self._folder / "last.mash"
        save_project(last, path)
        assert load_project(path) == last
        done = studio.session.history.done
        for step in (0, len(studio.session.history.steps), done):
            go_to(studio.session, step)
        assert studio.mashup == last

    def verdict(self) -> int:
        """Print the result; return 0 if nothing went wrong."""
        print(f"{dict(self._did.most_common())}\n{self.speed}")
        kinds: dict[str, str] = {}
        for fault in self._faults.found:
            kinds.setdefault(fault.rpartition("\n")[2] + fault.partition("\n    ")[2][:80], fault)
        for fault in list(kinds.values())[:12]:
            print(f"\nFAULT after {fault}")
        print(f"\n{DONE}: {len(self._faults.found)} faults")
        return bool(self._faults.found)


def go_to(session: Any, step: int) -> None:
    """Undo or redo until `step` steps are done."""
    while session.history.done > step:
        session.undo()
    while session.history.done < step:
        session.redo()


def is_there(window: QWindow) -> bool:
    """Return True if the window hasn't been deleted."""
    return any(each is window for each in QGuiApplication.allWindows())
