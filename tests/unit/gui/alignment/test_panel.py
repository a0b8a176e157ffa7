"""The row of alignment choices: every choice shows its cost and can be undone."""

from dataclasses import replace

import pytest
from mashups import each_of, with_each
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override
from windows import lane_files

from mashstudio.audio.loudness import Loudness, MasterGain
from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint
from mashstudio.gui.alignment.panel import AlignmentPanel
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.choice_controls import MenuButton
from mashstudio.model.alignment import Engine, Timing
from mashstudio.model.choices import FixedKey, FixedTempo, Of, Slowest
from mashstudio.model.key import parse_key
from mashstudio.session.session_edits import choose_tempo

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, loaded: Studio) -> AlignmentPanel:
    """Return the panel over two songs: 120 BPM in C major, 126 BPM in D major."""
    panel = AlignmentPanel(loaded)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def choices(button: MenuButton) -> dict[str, str]:
    """Return the entries of a menu: left text to right text."""
    button.menu().aboutToShow.emit()
    texts = [action.text().partition("\t") for action in button.menu().actions() if action.text()]
    return {left: right for left, _, right in texts}


def choose(button: MenuButton, begin: str) -> None:
    button.menu().aboutToShow.emit()
    next(action for action in button.menu().actions() if action.text().startswith(begin)).trigger()


def test_an_empty_studio_has_nothing_to_choose(qtbot: QtBot, studio: Studio) -> None:
    panel = AlignmentPanel(studio)
    qtbot.addWidget(panel)
    assert not panel.tempo.isEnabled()
    assert panel.tempo.detail.text() == ""
    assert panel.engine.detail.text() == ""


def test_controls_stay_where_they_are_whatever_is_chosen(loaded: Studio, panel: AlignmentPanel) -> None:
    panel.resize(1264, panel.height())
    seen = set()
    for key in ("Off", "Meet", "Song A", "Song B"):
        choose(panel.key.button, key)
        panel.engine.detail.show_text(key * 40)
        QApplication.processEvents()
        seen.add(tuple(choice.x() for choice in (panel.key, panel.offset, panel.loudness, panel.engine)))
        assert panel.engine.button.width() >= panel.engine.button.sizeHint().width()
    assert len(seen) == 1


def test_each_tempo_shows_its_cost(loaded: Studio, panel: AlignmentPanel) -> None:
    costs = choices(panel.tempo.button)
    assert costs["Fastest song · 126.0 BPM"] == "A +5.0 %, B 0.0 %"
    assert costs["Slowest song · 120.0 BPM"] == "A 0.0 %, B −4.8 %"
    assert costs["Between the songs · 123.0 BPM"] == "A +2.5 %, B −2.4 %"
    assert panel.tempo.detail.text() == "A +5.0 %, B 0.0 %"
    choose(panel.tempo.button, "Between")
    assert panel.tempo.button.text() == "Between the songs"
    assert panel.tempo.detail.text() == "A +2.5 %, B −2.4 %"
    loaded.session.undo()
    choose(panel.tempo.button, "Song A")
    assert loaded.mashup is not None
    assert loaded.mashup.tempo == Of(0)
    assert panel.tempo.detail.text() == "A 0.0 %, B −4.8 %"
    assert panel.tempo.button.text() == "Song A"
    assert str(loaded.session.history.undo_name) == "Tempo: Song A"
    loaded.session.undo()
    assert panel.tempo.button.text() == "Fastest song"
    assert panel.tempo.number.text() == "126.00 BPM"


def test_a_tempo_can_be_typed(qtbot: QtBot, loaded: Studio, panel: AlignmentPanel) -> None:
    panel.activateWindow()
    choose(panel.tempo.button, "Custom")
    qtbot.waitUntil(panel.tempo.number.hasFocus)
    QTest.keyClicks(panel.tempo.number, "100")
    QTest.keyClick(panel.tempo.number, Qt.Key.Key_Return)
    assert loaded.session.alignment is not None
    assert loaded.session.alignment.grid.tempo == 100
    assert panel.tempo.button.text() == "Custom"
    assert str(loaded.session.history.undo_name) == "Tempo: 100.0 BPM"


def test_half_time_is_shown(loaded: Studio, panel: AlignmentPanel) -> None:
    choose_tempo(loaded.session, Message("Tempo"), FixedTempo(61.0))
    assert panel.tempo.detail.text() == "A +1.7 % ÷2, B −3.2 % ÷2"
    assert "every two beats of song A" in panel.tempo.detail.toolTip()


def test_an_extreme_stretch_is_marked_and_a_gentler_tempo_is_explained(loaded: Studio, panel: AlignmentPanel) -> None:
    detail = panel.tempo.detail
    assert detail.objectName() == "dim"
    choose_tempo(loaded.session, Message("Tempo"), FixedTempo(145.0))
    assert detail.text() == "A +20.8 % ⚠, B +15.1 % ⚠"
    assert detail.objectName() == "warning"
    assert "no longer sounds natural" in detail.toolTip()
    assert choices(panel.tempo.button)["Fastest song · 126.0 BPM"] == "A +5.0 %, B 0.0 %"
    assert loaded.mashup is not None
    slowest = with_each(replace(loaded.mashup, tempo=Slowest(), tempo_chosen=False), "rate", (1.0, 1.0))
    loaded.session.edit(Message("Tempo"), slowest)
    assert detail.text() == "A 0.0 %, B −4.8 %  ·  slowest song: less stretching"
    assert detail.toolTip().endswith("would stretch more: A +5.0 %, B 0.0 %")
    assert detail.objectName() == "dim"
    choose_tempo(loaded.session, Message("Tempo"), Slowest())
    assert detail.text() == "A 0.0 %, B −4.8 %"


def test_each_key_shows_its_cost(loaded: Studio, panel: AlignmentPanel) -> None:
    costs = choices(panel.key.button)
    assert costs["Meet in the middle · D♭ major / B♭ minor"] == "A +1, B −1 semitones"
    assert costs["Song A's key · C major / A minor"] == "A 0, B −2 semitones"
    assert costs["Off: songs keep their keys"] == "A 0, B 0 semitones"
    assert costs["E major / D♭ minor"] == "A +4, B +2 semitones"
    choose(panel.key.button, "E major")
    assert loaded.mashup is not None
    assert loaded.mashup.key == FixedKey(parse_key("E major"))
    assert panel.key.button.text() == "E major"
    assert panel.key.detail.text() == "A +4, B +2 semitones"
    assert str(loaded.session.history.undo_name) == "Key: E major"
    panel.key.button.menu().aboutToShow.emit()
    assert [action.text()[:7] for action in panel.key.button.menu().actions() if action.isChecked()] == ["E major"]


def test_song_b_is_moved_by_beats_and_bars(loaded: Studio, panel: AlignmentPanel) -> None:
    assert loaded.mashup is not None
    before = each_of(loaded.mashup, "offset")
    assert panel.offset.detail.text() == "starts with song A"
    QTest.mouseClick(panel.offset.bar_later, Left)
    QTest.mouseClick(panel.offset.beat_later, Left)
    assert each_of(loaded.mashup, "offset") == (before[0], before[1] - 5)
    assert panel.offset.together.text() == "+5"
    assert panel.offset.detail.text() == "1 bar 1 beat after song A"
    assert str(loaded.session.history.undo_name) == "Move song B: +1"
    QTest.mouseClick(panel.offset.together, Left)
    assert each_of(loaded.mashup, "offset") == before
    QTest.mouseClick(panel.offset.beat_earlier, Left)
    QTest.mouseClick(panel.offset.beat_earlier, Left)
    assert panel.offset.detail.text() == "2 beats before song A"
    for _ in range(6):
        loaded.session.undo()
    assert each_of(loaded.mashup, "offset") == before


def test_impossible_choices_are_reported(qtbot: QtBot, loaded: Studio, panel: AlignmentPanel) -> None:
    with qtbot.waitSignal(loaded.notice) as told:
        for _ in range(100):
            QTest.mouseClick(panel.offset.bar_earlier, Left)
    assert "would leave nothing" in told.args[0]


def test_the_loudness_target_is_chosen_and_a_shortfall_is_shown(loaded: Studio, panel: AlignmentPanel) -> None:
    assert choices(panel.loudness.button)["−23 LUFS"].startswith("broadcast")
    choose(panel.loudness.button, "−9 LUFS")
    assert loaded.settings.loudness == -9
    assert panel.loudness.button.text() == "−9 LUFS"
    loaded.sound.master, loaded.sound.loudness = MasterGain(2.5, 1.25), Loudness(-10.25, -1.05)
    loaded.sound_changed.emit()
    assert panel.loudness.detail.text() == "+2.5 dB; 1.2 dB under target"
    assert "−10.2 LUFS" in panel.loudness.detail.toolTip()
    choose(panel.loudness.button, "Peaks only")
    assert loaded.settings.loudness is None
    assert loaded.sound.target is None


def test_fitting_progress_is_shown(qtbot: QtBot, loaded: Studio, panel: AlignmentPanel) -> None:
    engine, session = panel.engine, loaded.session
    qtbot.waitUntil(lambda: all(deck is not None and deck.stems for deck in session.decks.values()), timeout=120_000)
    loaded.edit_with(Message("Paint"), lambda m: paint(m, session.song_beats(), Selection((0,), 0, 4), on=True))
    qtbot.waitUntil(lambda: session.settled, timeout=120_000)
    assert (engine.button.text(), engine.detail.text()) == ("MashStudio", "")
    choose_tempo(session, Message("Tempo"), FixedTempo(119.0))
    assert engine.detail.text().startswith("aligning to 119.0 BPM …")
    assert engine.detail.toolTip() == "Until then you hear the previous version"
    qtbot.waitUntil(lambda: session.settled, timeout=120_000)
    qtbot.waitUntil(lambda: engine.detail.text() == "", timeout=120_000)


def test_rubber_band_is_heard_where_it_is_chosen_once_it_is_done(
    qtbot: QtBot, drawn: Studio, panel: AlignmentPanel
) -> None:
    engine, session = panel.engine, drawn.session
    drawn.edit_with(Message("Paint"), lambda m: paint(m, session.song_beats(), Selection((0,), 0, 4), on=True))
    ours = lane_files(drawn)
    choose(engine.button, "Song A: Rubber Band R3")
    assert drawn.mashup is not None
    assert each_of(drawn.mashup, "engine") == (Engine.RUBBER_BAND, Engine.OWN)
    assert str(drawn.session.history.undo_name) == "Engine of song A: Rubber Band R3"
    assert engine.button.text() == "A: Rubber Band R3"
    assert engine.detail.text().startswith("Rubber Band …")
    assert lane_files(drawn) == ours
    qtbot.waitUntil(lambda: session.settled, timeout=240_000)
    qtbot.waitUntil(lambda: engine.detail.text() == "", timeout=10_000)
    (changed,) = (lane for lane in range(8) if lane_files(drawn)[lane] != ours[lane])
    assert changed == 0
    drawn.session.undo()
    assert session.settled
    assert lane_files(drawn) == ours


def test_an_engine_that_is_not_installed_is_not_chosen(
    drawn: Studio, panel: AlignmentPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    drawn.notice.connect(told.append)
    monkeypatch.setenv("PATH", "")
    choose(panel.engine.button, "Song B: Rubber Band R3")
    assert drawn.mashup is not None
    assert each_of(drawn.mashup, "engine") == (Engine.OWN, Engine.OWN)
    assert "rubberband-cli" in told[0]


class Shouting(QTranslator):
    """A language in which everything is in capitals."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return "".join(part if part.startswith("{") else part.upper() for part in _parts(text))

    @override
    def isEmpty(self) -> bool:
        return False


def _parts(text: str) -> list[str]:
    import re

    return re.split(r"(\{\w+\})", text)


def test_another_language_takes_effect_at_once(qapp: QApplication, loaded: Studio, panel: AlignmentPanel) -> None:
    translator = Shouting(qapp)
    qapp.installTranslator(translator)
    QCoreApplication.sendEvent(panel.tempo, QEvent(QEvent.Type.LanguageChange))
    assert panel.tempo.caption.text() == "TEMPO"
    assert panel.tempo.button.text() == "FASTEST SONG"
    qapp.removeTranslator(translator)
    QCoreApplication.sendEvent(panel.tempo, QEvent(QEvent.Type.LanguageChange))
    assert panel.tempo.caption.text() == "Tempo"


def test_songs_are_matched_in_loudness_unless_that_is_switched_off(loaded: Studio, panel: AlignmentPanel) -> None:
    assert loaded.mashup is not None
    assert loaded.mashup.matched
    assert "Match the songs" in choices(panel.loudness.button)
    menu = panel.loudness.button.menu()
    switches = [each for each in menu.actions() if (group := each.actionGroup()) and not group.isExclusive()]
    assert [each.text().split("\t")[0] for each in switches] == [
        "Limiter: limit peaks to reach the target",
        "Match the songs",
    ]
    assert menu.activeAction().text().startswith("−14 LUFS"), "arrow keys begin at the target"
    choose(panel.loudness.button, "Match the songs")
    assert not loaded.mashup.matched
    loaded.session.undo()
    assert loaded.mashup.matched


def test_peaks_are_limited_when_that_is_switched_on(qtbot: QtBot, drawn: Studio, panel: AlignmentPanel) -> None:
    sound = drawn.sound
    drawn.edit_with(Message("Paint"), lambda m: paint(m, drawn.session.song_beats(), Selection((0,), 0, 8), on=True))
    qtbot.waitUntil(lambda: drawn.session.settled and sound.loudness is not None, timeout=120_000)
    drawn.change_settings(loudness=-2.0)
    assert sound.master.shortfall_db > 0.5
    choose(panel.loudness.button, "Limiter: limit peaks to reach the target")
    assert drawn.mashup is not None
    assert drawn.mashup.limited
    assert str(drawn.session.history.undo_name) == "Limit the peaks"
    assert drawn.player._wish.plan.limited
    qtbot.waitUntil(lambda: sound.master.limited_db > 0.5, timeout=120_000)
    assert sound.loudness is not None
    assert sound.loudness.integrated + sound.master.shortfall_db == pytest.approx(-2, abs=0.1)
    assert "The limiter lowers the highest peak by" in panel.loudness.detail.toolTip()
    drawn.session.undo()
    assert not drawn.player._wish.plan.limited


def test_vocals_or_instruments_keep_their_timing(drawn: Studio, panel: AlignmentPanel) -> None:
    assert drawn.mashup is not None
    choose(panel.engine.button, "Song A: vocals keep their timing")
    assert each_of(drawn.mashup, "timing") == (Timing.VOCALS, Timing.BEATS)
    assert str(drawn.session.history.undo_name) == "Timing of song A: vocals keep their timing"
    assert "A: vocals keep their timing" in panel.engine.detail.toolTip()
    wanted = drawn.session.alignment
    assert wanted is not None
    assert wanted.songs[0].timing is Timing.VOCALS
    drawn.session.undo()
    assert panel.engine.detail.toolTip() == ""
    assert drawn.session.alignment is not None
    assert drawn.session.alignment.songs[0].timing is Timing.BEATS
