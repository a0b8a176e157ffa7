"""Versions: keep the mashup's state, switch to a kept one, compare."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from mashstudio.core.messages import Message
from mashstudio.document import versions
from mashstudio.gui.commands.actions import VERSIONS, Action, shown_keys
from mashstudio.gui.commands.cell_actions import UNDO
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.text.version_words import differences_words, version_name, version_title
from mashstudio.model.mashup import VERSION_LETTERS, Mashup
from mashstudio.session.session_edits import compare_versions, switch_version


class VersionCommands(Guarded, QObject):
    """Commands on the mashup's versions. rename_wanted: emitted to ask for a version's name."""

    rename_wanted = Signal(int)

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._known: tuple[Mashup | None, bool] = (None, False)

    @property
    def last(self) -> int | None:
        """The version kept or switched to last; None: none is kept."""
        mashup = self._studio.mashup
        return mashup.versions.used[0] if mashup is not None and mashup.versions.used else None

    @property
    def unchanged(self) -> bool:
        """True if the mashup still is as that version."""
        mashup, last = self._studio.mashup, self.last
        if mashup is not self._known[0]:
            # Long mashups take a while to compare.
            self._known = mashup, mashup is not None and last is not None and versions.is_at(mashup, last)
        return self._known[1]

    @property
    def waits(self) -> bool:
        """True while what is heard isn't yet what is shown."""
        return self._studio.player.switching or self._studio.sound.waits_for_fit

    def is_kept(self, slot: int) -> bool:
        """Return True unless the version is empty."""
        mashup = self._studio.mashup
        return mashup is not None and mashup.versions.kept[slot] is not None

    def has_mashup(self) -> bool:
        """Return True if there is a mashup."""
        return self._studio.mashup is not None

    def name(self, slot: int) -> str:
        """Return the version's name; "" for none."""
        mashup = self._studio.mashup
        version = None if mashup is None else mashup.versions.kept[slot]
        return "" if version is None else version.name

    def title(self, slot: int) -> str:
        """Return the version's letter and name."""
        return version_title(self._studio.mashup, slot)

    def difference(self, slot: int) -> str:
        """Return what differs between the version and the present state; "" if nothing does, or it is empty."""
        mashup = self._studio.mashup
        version = None if mashup is None else mashup.versions.kept[slot]
        return "" if mashup is None or version is None else _difference(mashup, version.mashup)

    def switch(self, slot: int) -> None:
        """Switch to a version."""
        self._switch(partial(switch_version, self._studio.session, slot))

    def compare(self) -> None:
        """Switch to the version used last that differs, or back."""
        self._switch(partial(compare_versions, self._studio.session))

    def keep(self, slot: int) -> None:
        """Keep the mashup's present state as a version."""
        over, letter, shortcuts = self.is_kept(slot), VERSION_LETTERS[slot], self._studio.settings.shortcuts
        step = (
            Message("Replace version {letter}", letter=letter) if over else Message("Keep as {letter}", letter=letter)
        )
        self._studio.edit_with(step, lambda mashup: versions.keep(mashup, slot))
        text = (
            self.tr("Kept as {version}. Undo ({keys}) brings the former one back.")
            if over
            else self.tr("Kept as {version}. {keys} brings it back.")
        )
        keys = shown_keys(UNDO if over else SWITCH_ACTIONS[slot], shortcuts)
        self._studio.notice.emit(text.format(version=self.title(slot), keys=keys))

    def clear(self, slot: int) -> None:
        """Empty a version."""
        step = Message("Clear version {letter}", letter=VERSION_LETTERS[slot])
        self._studio.edit_with(step, lambda mashup: versions.cleared(mashup, slot))

    def rename(self, slot: int, typed: str) -> None:
        """Name a version by what the user typed."""
        step = Message("Rename version {letter}", letter=VERSION_LETTERS[slot])
        self._studio.edit_with(step, lambda mashup: versions.named(mashup, slot, version_name(typed)))

    def _switch(self, change: Callable[[], None]) -> None:
        before = self._studio.mashup
        self._studio.attempt(lambda: self._studio.sound.at_bar(change))
        now = self._studio.mashup
        if before is None or now is None or now is before:
            return
        last = self.last
        # Back from a comparison, no version may hold the state.
        kept = (
            self.tr("Version {version}.").format(version=self.title(last))
            if last is not None and self.unchanged
            else ""
        )
        what = _difference(before, now)
        differs = self.tr("Different from before: {what}.").format(what=what) if what else self.tr("Nothing differs.")
        words = [kept or self.tr("Back to the state before."), differs]
        if self._studio.sound.waits_for_fit:
            words.append(self.tr("It is heard as soon as its songs are fitted; until then playback goes on."))
        elif self._studio.player.switching:
            words.append(self.tr("It is heard from the next bar on."))
        self._studio.notice.emit(" ".join(words))


def _difference(one: Mashup, other: Mashup) -> str:
    return differences_words(versions.differences(one, other))


def _last(run: Callable[[VersionCommands, int], None]) -> Callable[[VersionCommands], None]:
    """Return a command on the version used last."""

    def on_last(commands: VersionCommands) -> None:
        if commands.last is not None:
            run(commands, commands.last)

    return on_last


def _title_of_last(commands: VersionCommands) -> str:
    return "" if commands.last is None else commands.title(commands.last)


def _has_kept(commands: VersionCommands) -> bool:
    return commands.last is not None


def _name(commands: VersionCommands, slot: int) -> str:
    return commands.name(slot)


def _is_current(commands: VersionCommands, slot: int) -> bool:
    return commands.last == slot and commands.unchanged


SWITCH_ACTIONS: Final[tuple[Action[VersionCommands], ...]] = tuple(
    Action(
        f"version_{slot + 1}",
        VERSIONS,
        text,
        f"F{slot + 5}",
        partial(VersionCommands.switch, slot=slot),
        partial(VersionCommands.is_kept, slot=slot),
        partial(_is_current, slot=slot),
        one_of="version",
        tip=QT_TRANSLATE_NOOP(
            "Action", "Switch to this version of the mashup; while it plays, it is heard from the next bar on"
        ),
        step=partial(_name, slot=slot),
    )
    for slot, text in enumerate(
        (
            QT_TRANSLATE_NOOP("Action", "Version A"),
            QT_TRANSLATE_NOOP("Action", "Version B"),
            QT_TRANSLATE_NOOP("Action", "Version C"),
            QT_TRANSLATE_NOOP("Action", "Version D"),
        )
    )
)
KEEP_ACTIONS: Final[tuple[Action[VersionCommands], ...]] = tuple(
    Action(
        f"keep_version_{slot + 1}",
        VERSIONS,
        text,
        f"Shift+F{slot + 5}",
        partial(VersionCommands.keep, slot=slot),
        VersionCommands.has_mashup,
        tip=QT_TRANSLATE_NOOP("Action", "Keep the whole mashup as it is now, with its songs, tempo, key and mix"),
        separated=slot == 0,
    )
    for slot, text in enumerate(
        (
            QT_TRANSLATE_NOOP("Action", "Keep as A"),
            QT_TRANSLATE_NOOP("Action", "Keep as B"),
            QT_TRANSLATE_NOOP("Action", "Keep as C"),
            QT_TRANSLATE_NOOP("Action", "Keep as D"),
        )
    )
)
COMPARE: Final = Action(
    "compare_versions",
    VERSIONS,
    QT_TRANSLATE_NOOP("Action", "Compare with the last version"),
    "F9",
    VersionCommands.compare,
    _has_kept,
    tip=QT_TRANSLATE_NOOP("Action", "Switch to the last version that differs; press again to go back"),
    separated=True,
)
VERSION_ACTIONS: Final[tuple[Action[VersionCommands], ...]] = (
    *SWITCH_ACTIONS,
    *KEEP_ACTIONS,
    COMPARE,
    Action(
        "rename_version",
        VERSIONS,
        QT_TRANSLATE_NOOP("Action", "Rename the version"),
        "Shift+F9",
        _last(lambda commands, slot: commands.rename_wanted.emit(slot)),
        _has_kept,
        step=_title_of_last,
    ),
    Action(
        "clear_version",
        VERSIONS,
        QT_TRANSLATE_NOOP("Action", "Clear the version"),
        "",
        _last(VersionCommands.clear),
        _has_kept,
        step=_title_of_last,
        tip=QT_TRANSLATE_NOOP("Action", "Empty the version used last; the mashup stays as it is"),
    ),
)
