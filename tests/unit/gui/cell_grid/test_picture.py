"""The grid's picture follows the studio."""

from pytestqt.qtbot import QtBot
from windows import lane_files

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.picture import PictureMaker
from mashstudio.gui.studio import Studio


def test_cells_keep_the_edition_and_everything_else_changes_it(loaded: Studio) -> None:
    pictures, beats = PictureMaker(loaded), loaded.session.song_beats()
    first = pictures.make()
    assert first is not None
    assert pictures.make() is first
    assert first.mashup is loaded.mashup
    assert first.song_beats == beats
    loaded.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((0,), 0, 4), on=True))
    painted = pictures.make()
    assert painted is not None
    assert painted.mashup is loaded.mashup
    assert painted.edition == first.edition
    loaded.edit_with(Message("Solo"), lambda m: edits.with_lane(m, 2, solo=True))
    soloed = pictures.make()
    assert soloed is not None
    assert soloed.edition != painted.edition
    assert soloed.sounding == (False, False, True, *[False] * 5)
    loaded.edit_with(Message("Offset"), lambda m: edits.with_offset(m, 1, m.source(1).offset + 1, beats))
    moved = pictures.make()
    assert moved is not None
    assert moved.edition != soloed.edition


def test_stems_are_drawn_once_ready(qtbot: QtBot, loaded: Studio) -> None:
    pictures = PictureMaker(loaded)
    qtbot.waitUntil(lambda: all(len(deck.stem_peaks) == 4 for deck in loaded.session.decks.values()), timeout=120_000)
    qtbot.waitUntil(lambda: None not in lane_files(loaded), timeout=120_000)
    picture = pictures.make()
    assert picture is not None
    assert all(picture.ready.values())
    assert None not in picture.waves
    again = pictures.make()
    assert again is picture


def test_an_empty_studio_has_no_picture(studio: Studio) -> None:
    assert PictureMaker(studio).make() is None
