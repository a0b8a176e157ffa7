"""Songs, folders, playlists and projects that are dropped, opened or passed at start."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from mashstudio.core.text.lines import said
from mashstudio.gui.commands.file_commands import FileCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.library.song_choice import SongChoice
from mashstudio.gui.library.stem_choice import StemChoice
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate, translate_error
from mashstudio.gui.widgets.dialog import message
from mashstudio.library.song_lists import Found, songs_in
from mashstudio.model.choices import LETTERS
from mashstudio.model.mashup import FEWEST_SOURCES, MAX_SOURCES, SILENT
from mashstudio.model.song import SongPlace, path_of, song_files
from mashstudio.pipeline.collecting import PROJECT_ENDING
from mashstudio.session.deck import Deck
from mashstudio.session.workers import Urgency


class Drops(Guarded, QObject):
    """Loads songs onto the decks of `window`. One that would replace a song in use is read first, then the user is
    asked.

    question: the open question, if any; choice: the open list of songs, if any; stems: the open question for the parts
    of stems, if any.
    """

    def __init__(self, studio: Studio, files: FileCommands, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._files, self._window = studio, files, window
        self._asked: tuple[Deck, ...] = ()
        self.question: QMessageBox | None = None
        self.choice: SongChoice | None = None
        self.stems: StemChoice | None = None
        studio.decks_changed.connect(self._look)

    def take(self, paths: Sequence[Path], side: int | None = None) -> None:
        """Open `paths`: a project, songs, the stems of a song, or a choice of the many songs they hold.

        side: the deck for a single song or the first of several; None: free decks.
        """
        project = next((path for path in paths if path.suffix.lower() == PROJECT_ENDING), None)
        if project is not None:
            self._files.open_project(project)
        elif paths:
            self._studio.workers.start(
                Urgency.READ,
                lambda job: songs_in(paths, job=job),
                done=partial(self._found, paths, side),
                failed=lambda error: self._studio.notice.emit(translate_error(error)),
                report=lambda _fraction, doing: self._studio.notice.emit(translate(doing)),
            )

    def _found(self, paths: Sequence[Path], side: int | None, found: Found) -> None:
        name = ", ".join(said(path.name or path) for path in paths[:3]) + (" …" if len(paths) > 3 else "")
        words = self._in_words(found, name)
        if found.unsure is not None:
            self._studio.notice.emit(words)
            self.stems = StemChoice(found.unsure, name, self._window)
            self.stems.chosen.connect(lambda stems: self._found(paths, side, Found((stems,))))
            self.stems.apart.connect(lambda: self._found(paths, side, replace(found, unsure=None)))
            self.stems.destroyed.connect(self._answered)
            self.stems.open()
            return
        room = len({*self._studio.session.free_sources, *([] if side is None else [side])})
        if len(found.songs) > FEWEST_SOURCES and not (_are(found.songs, paths) and len(found.songs) <= room):
            places = {path_of(place): place for place in found.songs}
            self.choice = SongChoice([*places], name, words, max(room, 1), self._window)
            self.choice.chosen.connect(lambda songs: self._put([places[song] for song in songs], side, name))
            self.choice.destroyed.connect(self._chosen)
            self.choice.open()
            return
        # The search is over: replace its progress message.
        self._studio.notice.emit(words)
        self._put(found.songs, side, name)

    def _chosen(self) -> None:
        self.choice = None

    def _answered(self) -> None:
        self.stems = None

    def _in_words(self, found: Found, name: str) -> str:
        """Return a message on the search results other than the songs."""
        words = [translate(error) for error in found.errors[:1]]
        if found.missing:
            text = self.tr("Missing songs in {name}: {number}.")
            words.append(text.format(name=name, number=found.missing))
        if found.left_out:
            files = ", ".join(said(path.name) for path in found.left_out)
            words.append(self.tr("Left out, as the whole song beside its stems: {files}").format(files=files))
        if found.more:
            words.append(self.tr("{name} contains more songs than are listed here.").format(name=name))
        if not found.songs and not words:
            words.append(self.tr("No songs in {name}.").format(name=name))
        return " ".join(words)

    def _put(self, songs: Sequence[SongPlace], side: int | None, name: str) -> None:
        session = self._studio.session
        places = [*([] if side is None else [side]), *(each for each in session.free_sources if each != side)]
        if len(places) < len(songs):
            text = self.tr("There is room for {number} songs. To replace one, drop {name} on its deck.")
            self._studio.notice.emit(text.format(number=MAX_SOURCES, name=name))
        for each, song in zip(places, songs, strict=False):
            # Hold a song that would replace another until the user has agreed.
            session.load(each, song, held=session.mashup is not None and each in session.mashup.ids)

    # Replacing songs

    def _look(self) -> None:
        """Go on with held songs once read; ask first if cells would fall silent."""
        session = self._studio.session
        decks = {source: deck for source in session.sources if (deck := session.shown(source)) is not None}
        held = [deck for deck in decks.values() if deck.held and not deck.error]
        waiting = tuple(deck for deck in held if deck.opened is not None)
        if waiting == self._asked or any(deck.busy for deck in held):
            return
        self._withdraw()
        losing = [source for source, deck in decks.items() if deck in waiting and self._has_cells(source)]
        if losing:
            self._asked = waiting
            self._ask(losing)
        else:
            self._release(waiting)

    def _has_cells(self, source: int) -> bool:
        """Return True if the mashup plays anything of a song."""
        mashup = self._studio.mashup
        return mashup is not None and bool(np.any(mashup.played[mashup.lanes_of(source)] != SILENT))

    def _ask(self, losing: Sequence[int]) -> None:
        mashup, decks = self._studio.mashup, self._asked
        assert mashup is not None
        titles = [f"“{mashup.source(source).song.title}”" for source in losing]
        if len(losing) == 1:
            question = self.tr("Replace song {letter}, {title}?").format(letter=LETTERS[losing[0]], title=titles[0])
            more = self.tr(
                "Its cells go silent once the new song is analysed. Undo then brings back the song and its cells."
            )
        else:
            question = self.tr("Replace these songs: {titles}?").format(titles=", ".join(titles))
            more = self.tr(
                "Their cells go silent once the new songs are analysed. Undo then brings back the songs and "
                "their cells one by one."
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
        for source in session.sources:
            if session.shown(source) in decks:
                session.cancel(source)

    def _withdraw(self) -> None:
        """Close the question: it has been answered, or no longer applies."""
        box, self.question, self._asked = self.question, None, ()
        if box is not None:
            box.disconnect(self)
            box.hide()
            box.deleteLater()


def _are(songs: Collection[SongPlace], paths: Sequence[Path]) -> bool:
    """Return True if `paths` are the songs themselves, not folders or lists of them."""
    return all({path_of(song)} <= set(paths) or set(song_files(song)) <= set(paths) for song in songs)
