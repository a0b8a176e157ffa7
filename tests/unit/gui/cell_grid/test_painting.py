"""The contents of the beat grid's tiles."""

from dataclasses import replace

import numpy as np
from contrast import contrast
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import LANE_COUNT, mashup_of, two_songs, with_each
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.gui.cell_grid.cells import _as_played, _waits, shown_cells
from mashstudio.gui.cell_grid.columns import bars_between_lines
from mashstudio.gui.cell_grid.geometry import BEFORE, rows_in
from mashstudio.gui.cell_grid.inks import inks_of
from mashstudio.gui.cell_grid.painting import Tiles, _origin, draw_strip
from mashstudio.gui.cell_grid.picture import Picture, Style
from mashstudio.gui.cell_grid.rows import rows_of
from mashstudio.gui.cell_grid.waves import Wave, beat_lengths, wave_of
from mashstudio.model.bars import FOURS
from mashstudio.model.mashup import MAX_SOURCES, SILENT, Mashup, cells_of
from mashstudio.model.stems import StemName

SONG_BEATS = 60


def wave(loud_from: float) -> Wave:
    """Return 30 s that are silent before `loud_from` seconds, and loud after it."""
    peaks = np.zeros((30 * 44_100 // 256, 3), np.float32)
    peaks[int(loud_from * 44_100 / 256) :] = (-0.8, 0.8, 0.5)
    return wave_of(peaks)


def picture(mashup: Mashup, *, loud_from: float = 0.0, ready: int = SONG_BEATS, edition: int = 1) -> Picture:
    times: NDArray[np.float64] = (np.arange(SONG_BEATS) * 0.5).astype(np.float64)
    return Picture(
        edition=edition,
        mashup=mashup,
        bars=FOURS,
        song_bars={0: FOURS, 1: FOURS},
        times={0: times, 1: times},
        lengths=dict.fromkeys((0, 1), beat_lengths(times)),
        waves=(wave(loud_from),) * LANE_COUNT,
        songs=dict.fromkeys((0, 1), wave(loud_from)),
        ready=dict.fromkeys((0, 1), range(ready)),
        at_speed=((True, False, True),) * len(mashup.lanes),
        sounding=tuple(not lane.mute for lane in mashup.lanes),
    )


def style(width: float = 20.0, scale: float = 1.0, *, dark: bool = True, folded: frozenset[int] = frozenset()) -> Style:
    return Style(width, rows_in(420, 32, rows_of((0, 0, 0, 0, 1, 1, 1, 1), folded)), scale, dark, QFont())


def pixels(shown: Picture, looks: Style, first: int = 0, last: int | None = None) -> NDArray[np.uint8]:
    """Return the pixels of one or several tiles: (rows, columns, 3)."""
    image = draw_strip(first, first if last is None else last, shown, looks).convertToFormat(
        QImage.Format.Format_RGB888
    )
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def cell(seen: NDArray[np.uint8], looks: Style, lane: int, beat: int) -> NDArray[np.uint8]:
    """Return a cell's pixels, without its borders."""
    scale = looks.scale
    left = round((BEFORE + beat * looks.width + 3) * scale)
    top = round((looks.rows.top(lane) + 4) * scale)
    return seen[top : top + round((looks.rows.height - 6) * scale), left : left + round((looks.width - 5) * scale)]


def colourful(area: NDArray[np.uint8]) -> float:
    """Return the mean saturation of an area."""
    spread = area.max(axis=2).astype(float) - area.min(axis=2)
    return float(spread.mean())


def test_cells_that_are_on_are_coloured(qtbot: QtBot) -> None:
    mashup = mashup_of({0: [0, 1, -1, -1, -1, -1, -1, -1], 5: [-1, -1, 2, 3, -1, -1, -1, -1]})
    for looks in (style(), style(dark=False), style(scale=2.0), style(scale=1.25)):
        seen = pixels(picture(mashup), looks, 0, 1)
        lively = [[colourful(cell(seen, looks, lane, beat)) > 40 for beat in range(8)] for lane in range(LANE_COUNT)]
        assert lively == (mashup.played != SILENT).tolist()


def test_a_cell_shows_the_wave_of_the_beat_it_plays(qtbot: QtBot) -> None:
    # The song is silent before its beat 20: the beats under the first cells are invisible, beat 30 is visible.
    mashup, looks = mashup_of({0: [0, 30, -1, 3]}), style()
    seen = pixels(picture(mashup, loud_from=10.0), looks)
    upper = [cell(seen, looks, 0, beat)[6:14] for beat in range(4)]
    assert np.array_equal(upper[0], upper[3])
    assert not np.array_equal(upper[0], upper[1])
    assert not np.array_equal(upper[0], upper[2])


def test_cells_that_play_another_beat_are_told_apart(qtbot: QtBot) -> None:
    looks = style(width=40.0)
    here = pixels(picture(mashup_of({0: [0, 1, 2, 3]})), looks)
    moved = pixels(picture(mashup_of({0: [0, 1, 4, 5]})), looks)
    top = looks.rows.top(0)
    bright = [int(moved[top + 1, BEFORE + beat * 40 + 20].min()) for beat in range(4)]
    assert min(bright[2:]) > max(bright[:2]) + 60
    # The run's first cell has the beat's number in its corner, the next one doesn't.
    corners = [moved[top + 5 : top + 22, BEFORE + beat * 40 + 3 : BEFORE + beat * 40 + 20] for beat in (2, 3)]
    same = [here[top + 5 : top + 22, BEFORE + beat * 40 + 3 : BEFORE + beat * 40 + 20] for beat in (2, 3)]
    assert not np.array_equal(corners[0], same[0])
    assert np.array_equal(corners[1][:, 2:], same[1][:, 2:])


def test_a_jump_is_a_gap_and_a_run_is_none(qtbot: QtBot) -> None:
    looks = style(width=40.0)
    seen = pixels(picture(mashup_of({0: [0, 1, 2, 2]})), looks)
    window = (0x17, 0x19, 0x1D)
    middle = looks.rows.top(0) + looks.rows.height // 2
    gaps = [tuple(seen[middle, BEFORE + beat * 40].tolist()) == window for beat in range(4)]
    assert gaps == [True, False, False, True]


def test_cells_that_are_not_ready_are_hatched(qtbot: QtBot) -> None:
    mashup, looks = mashup_of({0: [0, 1], 1: [-1, -1]}), style()
    waiting, there = (pixels(picture(mashup, loud_from=99, ready=ready), looks) for ready in (0, SONG_BEATS))
    assert len(np.unique(cell(waiting, looks, 0, 0)[:8].reshape(-1, 3), axis=0)) == 2
    assert len(np.unique(cell(there, looks, 0, 0)[:8].reshape(-1, 3), axis=0)) == 1
    assert np.array_equal(cell(waiting, looks, 1, 0), cell(there, looks, 1, 0))
    # The first beat's stems are ready.
    partly = pixels(picture(mashup, loud_from=99, ready=1), looks)
    assert np.array_equal(cell(partly, looks, 0, 0), cell(there, looks, 0, 0))
    assert len(np.unique(cell(partly, looks, 0, 1)[:8].reshape(-1, 3), axis=0)) == 2


def test_muted_lanes_are_grey(qtbot: QtBot) -> None:
    mashup, looks = mashup_of({0: [0, 1], 1: [0, 1]}), style()
    muted = replace(mashup, lanes=(replace(mashup.lanes[0], mute=True), *mashup.lanes[1:]))
    seen = pixels(picture(muted), looks)
    assert colourful(cell(seen, looks, 0, 0)) < 0.5 * colourful(cell(seen, looks, 1, 0))


def test_cells_beyond_a_song_are_empty(qtbot: QtBot) -> None:
    mashup, looks = with_each(mashup_of({0: [-1] * 8, 1: [-1] * 8}), "offset", (-4, 0)), style()
    seen = pixels(picture(mashup), looks)
    assert len(np.unique(cell(seen, looks, 0, 1).reshape(-1, 3), axis=0)) == 1
    assert len(np.unique(cell(seen, looks, 0, 5).reshape(-1, 3), axis=0)) > 1


def test_the_ruler_shows_which_beats_are_decided(qtbot: QtBot) -> None:
    looks = style()
    seen = pixels(picture(mashup_of({0: [0, -1, -1, -1], 6: [-1, -1, 2, -1]})), looks)
    strip = [int(seen[looks.rows.ruler - 2, BEFORE + beat * 20 + 10].sum()) for beat in range(4)]
    assert strip[0] == strip[2] > strip[1] == strip[3]


def test_tiles_are_pieces_of_one_picture(qtbot: QtBot) -> None:
    """Labels, hatches, lines and waves that cross a tile's edge are drawn without a break."""
    mashup = mashup_of({lane: [0, 1, 2, *range(20, 50), 3, 9, 3, 10 + lane] for lane in range(LANE_COUNT)})
    for ready, width, scale in ((0, 30.2, 1.5), (SONG_BEATS, 5.3, 1.0), (30, 47.9, 2.0), (0, 1.1, 1.0)):
        shown, looks = picture(mashup, ready=ready), style(width, scale)
        pieces = np.concatenate([pixels(shown, looks, index) for index in range(4)], axis=1)
        assert np.array_equal(pieces, pixels(shown, looks, 0, 3))


def test_a_tile_is_redrawn_only_when_it_changes(qtbot: QtBot) -> None:
    mashup = mashup_of({0: [-1] * 100})
    shown, tiles, looks = picture(mashup), Tiles(), style()

    def drawn(now: Picture, how: Style) -> list[int]:
        return [tile.cacheKey() for tile in tiles.get(0, 4, now, how)]

    before = drawn(shown, looks)
    assert drawn(shown, looks) == before
    cells = mashup.cells.copy()
    cells["beat"][0, 2] = 2
    edited = replace(shown, mashup=replace(mashup, cells=cells))
    after = drawn(edited, looks)
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True, True, True, True]
    for now, how in (
        (replace(edited, edition=2), looks),
        (edited, replace(looks, width=21.0)),
        (edited, replace(looks, dark=False)),
        (edited, replace(looks, scale=2.0)),
    ):
        assert not set(drawn(now, how)) & {*before, *after}
    kept = drawn(edited, looks)
    tiles.keep_near(2, 3)
    assert drawn(edited, looks) == kept
    tiles.keep_near(40, 44)
    assert not set(drawn(edited, looks)) & set(kept)


def test_very_narrow_beats_are_drawn_too(qtbot: QtBot) -> None:
    mashup = mashup_of({0: list(range(50)) + [-1] * 3000})
    seen = pixels(picture(mashup), style(width=0.4))
    row = seen[style().rows.top(0) + style().rows.height // 2, :, :].astype(int)
    lively = (row.max(axis=1) - row.min(axis=1)) > 40
    # Except for the lines between bars.
    assert lively[BEFORE + 3 : BEFORE + 17].mean() > 0.8
    assert not lively[BEFORE + 22 :].any()


def test_lines_thin_out_with_the_bars() -> None:
    assert [bars_between_lines(4, width, 7.0) for width in (20, 2, 1, 0.5, 0.1)] == [1, 1, 2, 4, 32]


SCALES = (1.0, 1.1, 1.25, 1.33, 1.5, 1.75, 2.0, 2.25)


@settings(max_examples=60, deadline=None)
@given(
    scale=st.sampled_from(SCALES),
    height=st.integers(280, 1400),
    ruler=st.integers(16, 60),
    width=st.floats(0.05, 192.0),
    tile=st.integers(0, 3),
)
def test_at_any_scale_and_size_tiles_meet_and_lanes_keep_their_place(
    qapp: QApplication, scale: float, height: int, ruler: int, width: float, tile: int
) -> None:
    shown = picture(mashup_of({lane: list(range(SONG_BEATS)) for lane in range(LANE_COUNT)}), ready=30)
    looks = Style(width, rows_in(height, ruler, rows_of((0, 0, 0, 0, 1, 1, 1, 1))), scale, True, QFont())
    alone = pixels(shown, looks, tile)
    assert alone.shape[:2] == (round(looks.rows.bottom * scale), 256)
    # Except for labels that reach in from a neighbour, a tile is the same whether drawn alone or with it.
    lanes = slice(round(looks.rows.top(0) * scale), None)
    assert np.array_equal(alone[lanes], pixels(shown, looks, tile, tile + 1)[lanes, :256])
    for lane in range(LANE_COUNT):
        top = looks.rows.top(lane)
        first, last = round(top * scale), round((top + looks.rows.height) * scale) - 1
        inside = slice(round(BEFORE * scale) + 3, None) if tile == 0 else slice(None)
        beats_end = int((BEFORE + SONG_BEATS * width) * scale) - tile * 256
        if beats_end > 256:
            # Its first and last row of pixels show the lane, not its surroundings.
            window = looks.theme.window
            ground = (window.red(), window.green(), window.blue())
            for row in (first, last):
                drawn = alone[row, inside]
                assert not np.all(drawn == ground, axis=1).all()


def test_far_into_a_mashup_pixels_still_lie_where_their_beat_does(qtbot: QtBot) -> None:
    """A tile wider than it claims to be would shift the beats away from the playhead, tile by tile."""
    mashup = mashup_of({0: [*[-1] * 50, 50, *[-1] * 9]})
    for scale in SCALES:
        looks = style(width=100.0, scale=scale)
        left = (BEFORE + 50 * looks.width) * scale
        first = int(left // 256)
        seen = pixels(picture(mashup), looks, first, first + 1)
        row = seen[round((looks.rows.top(0) + looks.rows.height / 2) * scale)]
        lively = np.flatnonzero(row.max(axis=1).astype(int) - row.min(axis=1) > 40)
        assert abs(lively[0] + first * 256 - left) <= 3 * scale


def test_waves_of_cells_that_do_not_play_are_legible(qtbot: QtBot) -> None:
    """Off, or on a muted lane: each of a wave's colours, and the pixels themselves, stand out from their background."""
    mashup = mashup_of({0: [-1, -1], 1: [0, 1], 4: [-1, -1]})
    muted = replace(mashup, lanes=(mashup.lanes[0], replace(mashup.lanes[1], mute=True), *mashup.lanes[2:]))
    for dark in (True, False):
        for part in (*StemName, *range(MAX_SOURCES)):
            for sounding, state in ((True, 1), (False, 1), (False, 2)):
                inks = inks_of(part, dark, sounding)
                waves = (inks.core,) if state == 2 else (inks.edge, inks.core)
                for ink in waves:
                    assert contrast(QColor(ink[state]), QColor(inks.ground[state])) >= 3, (dark, part, state)
        looks = style(width=40.0, dark=dark)
        seen = pixels(picture(muted), looks)
        for lane in (0, 1, 4):
            top, left = looks.rows.top(lane), BEFORE + 20
            wave, ground = (QColor(*seen[row, left].tolist()) for row in (top + looks.rows.height // 2, top + 1))
            assert contrast(wave, ground) >= 3, (dark, lane)


def test_muted_cells_and_cells_that_are_not_ready_look_different(qtbot: QtBot) -> None:
    """One is grey and plain, the other coloured and striped: by more than a shade."""
    mashup, looks = mashup_of({0: [0, 1], 1: [0, 1]}), style()
    muted = replace(mashup, lanes=(replace(mashup.lanes[0], mute=True), *mashup.lanes[1:]))
    grey = cell(pixels(picture(muted, loud_from=99), looks), looks, 0, 0)[:8]
    striped = cell(pixels(picture(mashup, loud_from=99, ready=0), looks), looks, 0, 0)[:8]
    assert len(np.unique(grey.reshape(-1, 3), axis=0)) == 1
    assert len(np.unique(striped.reshape(-1, 3), axis=0)) == 2
    assert colourful(striped) > 2 * colourful(grey)


def test_a_folded_song_shows_whether_all_some_or_none_of_its_parts_play(qtbot: QtBot) -> None:
    mashup = mashup_of({0: [0, 1, -1, -1], 1: [0, 1, -1, 9], 2: [0, -1, -1, -1], 3: [0, -1, -1, -1]})
    for dark, scale in ((True, 1.0), (False, 1.0), (True, 1.25)):
        looks = style(scale=scale, dark=dark, folded=frozenset({0}))
        seen = pixels(picture(mashup, loud_from=30), looks, 0, 1)
        cells = [cell(seen, looks, 0, beat) for beat in range(4)]
        height = len(cells[0])
        upper, lower = (
            [colourful(each[part]) for each in cells] for part in (slice(height // 8), slice(-height // 8, None))
        )
        # All, half and none of the height; a quarter where a part plays another beat.
        assert [value > 15 for value in upper[:3]] == [True, False, False]
        assert [value > 15 for value in lower] == [True, True, False, True]
        marked = seen[round(looks.rows.top(0) * scale), round((BEFORE + 3 * looks.width + 8) * scale)]
        assert marked.tolist() != cells[0][0, 0].tolist()
        # The other song's lanes are where they were, a row each.
        assert colourful(cell(seen, looks, 1, 0)) < 15


def test_waves_show_gain_and_fades(qtbot: QtBot) -> None:
    cells = np.array(mashup_of({0: list(range(16)), 1: list(range(16))}).cells)
    cells["gain"][0, 8:], cells["fade_in"][0, 0] = -12, 8
    looks = style()
    plain = pixels(picture(mashup_of({0: list(range(16)), 1: list(range(16))})), looks, 0, 1)
    shaped = pixels(picture(two_songs(cells)), looks, 0, 1)

    def high(seen: NDArray[np.uint8], lane: int, beat: int) -> int:
        """Return how high the wave is in a column, in pixels."""
        column = seen[looks.rows.top(lane) :][: looks.rows.height, BEFORE + beat * 20 + 10].astype(int)
        return int((np.abs(column - column[0]).sum(axis=1) > 30).sum())

    assert high(shaped, 0, 10) < high(plain, 0, 10) / 2
    assert high(shaped, 0, 1) < high(shaped, 0, 4)
    assert np.array_equal(cell(shaped, looks, 1, 4), cell(plain, looks, 1, 4))


def test_a_tile_is_redrawn_when_a_fade_reaches_it(qtbot: QtBot) -> None:
    cells = np.array(mashup_of({0: list(range(40))}).cells)
    tiles, looks = Tiles(), style()
    cells["fade_in"][0, 0] = 38
    before = [tile.cacheKey() for tile in tiles.get(0, 2, picture(two_songs(cells)), looks)]
    cells["linear_in"][0, 0] = 1
    after = [tile.cacheKey() for tile in tiles.get(0, 2, picture(two_songs(cells)), looks)]
    assert not set(before) & set(after)


def test_reversed_and_stuttered_runs_say_so(qtbot: QtBot) -> None:
    cells = np.array(mashup_of({0: [9, 8, 7, 6, 4, 5, 6, 7]}).cells)
    cells["backwards"][0, :4], cells["stutter"][0, 4], cells["speed"][0, 6:] = 1, 4, [1, 2]
    shown = picture(two_songs(cells))
    labels = [_origin(shown, style().rows.shown[0], beat, int(cells["beat"][0, beat])) for beat in (0, 4, 5, 6, 7)]
    assert labels == ["3.2 ◀", "2.1 ×4", "2.2", "2.3 ½×", "2.4 2×"]


def test_runs_at_another_speed_show_their_part_of_the_song_and_wait_for_it(qtbot: QtBot) -> None:
    cells = cells_of(np.full((3,), 4, np.int32))
    cells["speed"], cells["half"][1], cells["backwards"][2] = [2, 1, 1], 1, 1
    begin, end = np.full(3, 0.25), np.full(3, 0.75)
    assert [each.tolist() for each in _as_played(cells, begin, end)] == [[0.5, 0.625, 0.125], [1.5, 0.875, 0.375]]
    row = np.array(mashup_of({0: list(range(8))}).cells)
    row["speed"][0, 2:6] = [1, 1, 2, 2]
    shown, rows = picture(two_songs(row)), style().rows.shown
    waits = _waits(shown_cells(0, 8, shown, rows), 0, rows[0], shown)
    # At half speed nothing is fitted yet.
    assert waits.tolist() == [False, False, True, True, *[False] * 4]
