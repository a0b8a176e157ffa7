"""What comes in: songs, folders, playlists and projects that are dropped, opened or given when the program starts."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from mashstudio.gui.dialog import message
from mashstudio.gui.file_commands import FileCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.song_choice import SongChoice
from mashstudio.gui.studio import Studio
from mashstudio.gui.translation import translate, translate_error
from mashstudio.mashup.document import LANES, SILENT, lane_song
from mashstudio.studio.collecting import PROJECT_ENDING
from mashstudio.studio.deck import Deck
from mashstudio.studio.song_lists import Found, songs_in
from mashstudio.studio.workers import Urgency
from mashstudio.text.lines import said


class Drops(Guarded, QObject):
    """Puts songs on the decks of `window`. A song that would replace one that is heard is read before that is asked.

    question: the box that asks, while it does; choice: the list to choose from, likewise.
    """

    def __init__(self, studio: Studio, files: FileCommands, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._files, self._window = studio, files, window
        self._asked: tuple[Deck, ...] = ()
        self.question: QMessageBox | None = None
        self.choice: SongChoice | None = None
        studio.decks_changed.connect(self._look)

    def take(self, paths: Sequence[Path], side: int | None = None) -> None:
        """Opens what `paths` are, or hold: a project; one song, two, or those that the user chooses of more.

        side: the deck that a single song, or the first of two, is for; None: that which is free.
        """
        project = next((path for path in paths if path.suffix.lower() == PROJECT_ENDING), None)
        if project is not None:
            self._files.open_project(project)
        elif paths:
            self._studio.workers.start(
                Urgency.READ,
                lambda job: songs_in(paths, job=job),
                done=partial(self._found, paths, side),
                failed=lambda error: self._studio.told.emit(translate_error(error)),
                report=lambda _fraction, doing: self._studio.told.emit(translate(doing)),
            )

    def _found(self, paths: Sequence[Path], side: int | None, found: Found) -> None:
        name = ", ".join(said(path.name or path) for path in paths[:3]) + (" …" if len(paths) > 3 else "")
        words = self._in_words(found, name)
        if len(found.songs) > 2:
            self.choice = SongChoice(found.songs, name, words, self._window)
            self.choice.chosen.connect(lambda songs: self._put(songs, side, name))
            self.choice.destroyed.connect(self._chosen)
            self.choice.open()
            return
        # What was being looked for is found, so that is no longer said.
        self._studio.told.emit(words)
        self._put(found.songs, side, name)

    def _chosen(self) -> None:
        self.choice = None

    def _in_words(self, found: Found, name: str) -> str:
        """What is to be said of what was looked through, apart from the songs."""
        words = [translate(error) for error in found.errors[:1]]
        if found.missing:
            text = self.tr("Songs that {name} names and that aren't there: {number}.")
            words.append(text.format(name=name, number=found.missing))
        if found.more:
            words.append(self.tr("{name} holds more than is listed here.").format(name=name))
        if not found.songs and not words:
            words.append(self.tr("There are no songs in {name}.").format(name=name))
        return " ".join(words)

    def _put(self, songs: Sequence[Path], side: int | None, name: str) -> None:
        session = self._studio.session
        free = [each for each in (0, 1) if session.shown(each) is None]
        if len(songs) == 1 and side is None and not free:
            text = self.tr("Both decks hold a song. Drop {name} on the deck whose song it shall replace.")
            self._studio.told.emit(text.format(name=name))
            return
        first = side if side is not None else free[0] if len(songs) == 1 else 0
        for each, song in zip((first, 1 - first), songs, strict=False):
            session.load(each, song, held=session.mashup is not None)

    # A song that takes the place of another

    def _look(self) -> None:
        """Goes on with the songs that are read; asks first where cells would fall silent."""
        decks = [self._studio.session.shown(side) for side in (0, 1)]
        held = [deck for deck in decks if deck is not None and deck.held and not deck.error]
        waiting = tuple(deck for deck in held if deck.opened is not None)
        if waiting == self._asked or any(deck.busy for deck in held):
            return
        self._withdraw()
        losing = [side for side, deck in enumerate(decks) if deck in waiting and self._has_cells(side)]
        if losing:
            self._asked = waiting
            self._ask(losing)
        else:
            self._release(waiting)

    def _has_cells(self, side: int) -> bool:
        """Whether the mashup plays anything of the song on deck `side`."""
        mashup = self._studio.mashup
        if mashup is None:
            return False
        lanes = [lane for lane in range(LANES) if lane_song(lane) == side]
        return bool(np.any(mashup.cells[lanes] != SILENT))

    def _ask(self, losing: Sequence[int]) -> None:
        mashup, decks = self._studio.mashup, self._asked
        assert mashup is not None
        titles = [f"“{mashup.songs[side].title}”" for side in losing]
        if len(losing) == 1:
            question = self.tr("Replace song {letter}, {title}?").format(letter="AB"[losing[0]], title=titles[0])
            more = self.tr(
                "Its cells fall silent as soon as the new song is analysed. From then on, Undo brings the song and "
                "them back."
            )
        else:
            question = self.tr("Replace both songs, {titles}?").format(titles=", ".join(titles))
            more = self.tr(
                "Their cells fall silent as soon as the new songs are analysed. From then on, Undo brings the songs "
                "and them back, one after the other."
            )
        box = message(self._window, self.tr("Replace the song?"), question)
        box.setInformativeText(more)
        replace = box.addButton(self.tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(replace)
        box.accepted.connect(lambda: self._release(decks))
        box.rejected.connect(lambda: self._give_up(decks))
        self.question = box
        box.open()

    def _release(self, decks: Sequence[Deck]) -> None:
        self._withdraw()
        for deck in decks:
            deck.release()

    def _give_up(self, decks: Sequence[Deck]) -> None:
        self._withdraw()
        session = self._studio.session
        for side in (0, 1):
            if session.shown(side) in decks:
                session.cancel(side)

    def _withdraw(self) -> None:
        """What was asked is answered, or asked in vain: the song went another way."""
        box, self.question, self._asked = self.question, None, ()
        if box is not None:
            box.disconnect(self)
            box.hide()
            box.deleteLater()
