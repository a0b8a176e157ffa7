"""What is done with the library's songs after a question: folders added, playlists read and written, songs removed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from mashstudio.core.text.lines import shown
from mashstudio.gui.desktop import patterns
from mashstudio.gui.guard import Guarded
from mashstudio.gui.library.library_shelf import LibraryShelf
from mashstudio.gui.library.unreadable import UnreadableDialog
from mashstudio.gui.widgets.dialog import ask, ask_where
from mashstudio.library.facts import Listed
from mashstudio.library.playlists import READ
from mashstudio.library.store import Library
from mashstudio.pipeline.library_lists import export_playlist


class LibraryCommands(Guarded, QObject):
    """Commands on the library; dialogs are modal to the window of `panel`."""

    def __init__(self, shelf: LibraryShelf, panel: QWidget) -> None:
        super().__init__(panel)
        self._shelf, self._panel = shelf, panel

    def add_folder(self) -> None:
        """Ask for a folder, and add the songs in it."""
        name = QFileDialog.getExistingDirectory(self._panel.window(), self.tr("Add the songs in a folder"))
        if name:
            self._shelf.add([Path(name)])

    def import_playlist(self) -> None:
        """Ask for a playlist, and add its songs."""
        kinds = self.tr("Playlists ({endings})").format(endings=patterns(READ))
        name, _ = QFileDialog.getOpenFileName(self._panel.window(), self.tr("Import a playlist"), "", kinds)
        if name:
            self._shelf.import_playlist(Path(name))

    def export(self, songs: Sequence[Listed], ending: str) -> None:
        """Ask for a file, and write songs to it as a playlist."""
        title = self.tr("Export a playlist")
        kinds = self.tr("Playlists ({endings})").format(endings=patterns([ending]))
        proposal = Path.home() / f"{self._shelf.arrangement.playlist or 'MashStudio'}{ending}"
        path = ask_where(self._panel.window(), title, proposal, kinds)
        if path is not None:
            words = self.tr("Exported {name}. Songs: {number}.").format(name=shown(path.name), number=len(songs))
            self._shelf.do(partial(_export, songs, path), partial(self._shelf.tell, words))

    def remove(self, songs: Sequence[Listed]) -> None:
        """Take songs out of the library after asking; their files stay."""
        if not songs:
            return
        title = self.tr("Remove from the library")
        if len(songs) == 1:
            question = self.tr("Remove “{title}” from the library? Its file stays.").format(title=songs[0].facts.title)
        else:
            question = self.tr("Remove {number} songs from the library? Their files stay.").format(number=len(songs))
        if ask(self._panel.window(), title, question, self.tr("Remove")):
            sha256s = {song.facts.sha256 for song in songs}
            self._shelf.do(lambda library: library.remove([p for p, s in library.places().items() if s in sha256s]))

    def remove_playlist(self, name: str) -> None:
        """Take a playlist out of the library after asking; its songs stay."""
        title = self.tr("Remove this playlist")
        question = self.tr("Remove the playlist “{name}”? Its songs stay in the library.").format(name=name)
        if ask(self._panel.window(), title, question, self.tr("Remove")):
            self._shelf.do(lambda library: library.remove_playlist(name))

    def show_unreadable(self) -> None:
        """Show which files can't be used, and why."""
        UnreadableDialog(self._shelf.shelf.unreadable, self._panel.window()).open()


def _export(songs: Sequence[Listed], path: Path, library: Library) -> None:
    # The user has agreed to replace the file.
    export_playlist(library, songs, path, replace=True)
