"""Exporting from the window: the choices are written while work goes on."""

import zipfile
from dataclasses import replace
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile
from mashups import refs_of
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from rendering import render
from windows import lane_files

from mashstudio.audio.encode import AudioFormat
from mashstudio.audio.loudness import measure
from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint, with_lane, with_limiter, with_tempo
from mashstudio.document.project import load_project
from mashstudio.gui.dialogs.audio_formats import FORMATS
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import Task
from mashstudio.gui.widgets import dialog as dialog_module
from mashstudio.model.choices import FixedTempo
from mashstudio.pipeline.exporting import Exported, soloed_lanes
from mashstudio.render.compile import compile_plan
from mashstudio.session.deck import State
from mashstudio.session.settings import load_settings


@pytest.fixture
def sounding(loaded: Studio) -> Studio:
    """Return A's vocals over B's drums on the first 8 beats."""
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Paint"), lambda m: paint(m, beats, Selection((0, 5), 0, 8), on=True))
    return loaded


def shown(qtbot: QtBot, studio: Studio) -> ExportDialog:
    dialog = ExportDialog(studio)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def ended(qtbot: QtBot, studio: Studio) -> Task:
    (task,) = studio.tasks.all
    qtbot.waitUntil(lambda: not task.running, timeout=240_000)
    assert task.progress.state is State.DONE, task.progress.error
    return task


def choose(dialog: ExportDialog, out: Path, audio_format: AudioFormat) -> None:
    dialog._name.setText(str(out))
    dialog._container.setCurrentText(audio_format.container.upper())
    formats = [choice for _, choice in FORMATS[audio_format.container]]
    dialog._option.setCurrentIndex(formats.index(audio_format))


def test_the_file_is_what_the_player_plays(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    session, sound = sounding.session, sounding.sound
    qtbot.waitUntil(lambda: session.settled, timeout=240_000)
    with qtbot.waitSignal(sounding.sound_changed, timeout=240_000, check_params_cb=lambda: sound.loudness is not None):
        pass
    dialog = shown(qtbot, sounding)
    assert not dialog._limited.isVisible()
    choose(dialog, tmp_path / "mix.wav", AudioFormat("wav", "float32"))
    dialog.accept()
    result = ended(qtbot, sounding).result
    assert isinstance(result, Exported)
    assert result.master == sound.master
    assert session.mashup is not None
    assert session.alignment is not None
    plan = compile_plan(session.mashup, session.alignment, sound.master.linear)
    stems = [None if file is None else np.load(file) for file in session.fitting.lane_files(session.mashup)]
    written, _ = soundfile.read(tmp_path / "mix.wav", dtype="float32")
    assert written.tobytes() == render(plan, stems, 0, plan.frames).tobytes()


def test_a_limited_mashup_says_so_and_is_written_as_it_is_played(
    qtbot: QtBot, sounding: Studio, tmp_path: Path
) -> None:
    session, sound = sounding.session, sounding.sound
    qtbot.waitUntil(lambda: session.settled, timeout=240_000)
    sounding.edit_with(Message("Limit"), lambda mashup: with_limiter(mashup, limited=True))
    sounding.change_settings(loudness=-5.0)
    qtbot.waitUntil(lambda: sound.master.limited_db > 0.5, timeout=240_000)
    dialog = shown(qtbot, sounding)
    assert dialog._limited.isVisible()
    choose(dialog, tmp_path / "mix.wav", AudioFormat("wav", "float32"))
    dialog.accept()
    result = ended(qtbot, sounding).result
    assert isinstance(result, Exported)
    assert result.master == sound.master
    stems = [None if file is None else np.load(file) for file in lane_files(sounding)]
    plan = sounding.player._wish.plan
    written, _ = soundfile.read(tmp_path / "mix.wav", dtype="float32")
    assert written.tobytes() == render(plan, stems, 0, plan.frames).tobytes()
    done = measure(written)
    assert done.true_peak <= -1.0
    assert done.integrated == pytest.approx(result.loudness.integrated, abs=0.2)


def test_return_exports(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "mix.wav", AudioFormat("wav", "pcm16"))
    QTest.keyClick(dialog._name, Qt.Key.Key_Return)
    ended(qtbot, sounding)
    assert (tmp_path / "mix.wav").exists()


def test_typing_replaces_the_file_s_name_in_its_folder(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    sounding.change_settings(export_folder=str(tmp_path))
    dialog = shown(qtbot, sounding)
    QTest.keyClicks(dialog._name, "night.letter")
    assert dialog._name.text() == str(tmp_path / "night.letter.wav")


def test_later_edits_are_not_in_the_file(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "mix.flac", AudioFormat("flac", "pcm16"))
    dialog._title.setText("밤")
    dialog._stems.setChecked(True)
    before = sounding.mashup
    assert before is not None
    tempo = sounding.session.alignment.grid.tempo if sounding.session.alignment else 0
    dialog.accept()
    sounding.edit_with(Message("Tempo"), lambda m: with_tempo(m, FixedTempo(123.0)))
    sounding.session.close_songs()
    result = ended(qtbot, sounding).result
    assert isinstance(result, Exported)
    assert result.seconds == pytest.approx(before.beats * 60 / tempo, abs=1e-3)
    file = mutagen.File(tmp_path / "mix.flac")
    assert file["title"] == ["밤"]
    assert float(file["bpm"][0]) == pytest.approx(tempo, abs=0.01)
    assert sorted(path.name for path in (tmp_path / "mix stems").iterdir()) == ["A vocals.flac", "B drums.flac"]


def test_a_selection_can_be_exported_alone(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    assert not shown(qtbot, sounding)._selected.isEnabled()
    sounding.select(Selection((3,), 2, 6))
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "part", AudioFormat("ogg", quality=0.8))
    dialog._selected.setChecked(True)
    options = dialog.options()
    assert options.beats == (2, 6)
    assert options.out == tmp_path / "part.ogg"


def test_the_ending_follows_the_format(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    dialog = shown(qtbot, sounding)
    for name, container, out in (
        ("mix", "mp3", "mix.mp3"),
        ("mix.wav", "flac", "mix.flac"),
        ("mix.v2", "wav", "mix.v2.wav"),
        ("mix.FLAC", "flac", "mix.FLAC"),
    ):
        dialog._container.setCurrentText(container.upper())
        dialog._name.setText(str(tmp_path / name))
        assert dialog.options().out == tmp_path / out


def test_every_format_is_offered_with_its_options(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    dialog = shown(qtbot, sounding)
    for choices in FORMATS.values():
        for _, audio_format in choices:
            choose(dialog, tmp_path / "mix", audio_format)
            assert dialog.options().audio_format == audio_format


def test_obstacles_are_shown_in_the_dialog(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "nowhere" / "mix.wav", AudioFormat("wav"))
    dialog.accept()
    assert "folder" in dialog._trouble.text()
    assert dialog._trouble.isVisible()
    dialog._name.setText(str(tmp_path / f"{'밤' * 84}.wav"))
    dialog.accept()
    assert "the name is too long; choose a shorter one" in dialog._trouble.text()
    assert sounding.tasks.all == []


def test_nothing_is_replaced_unasked(
    qtbot: QtBot, sounding: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mix.wav").write_bytes(b"what was here before")
    asked: list[str] = []

    def no(_parent: object, _title: str, question: str, _act: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(dialog_module, "ask", no)
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "mix.wav", AudioFormat("wav"))
    dialog.accept()
    assert asked[0].startswith("mix.wav already exists")
    (tmp_path / "mix.wav").unlink()
    (tmp_path / "mix stems").mkdir()
    (tmp_path / "mix stems" / "B drums.wav").write_bytes(b"a stem")
    (tmp_path / "mix stems" / "mix tempo map.mid").write_bytes(b"a tempo map")
    dialog._stems.setChecked(True)
    dialog._tempo_map.setChecked(True)
    dialog.accept()
    assert asked[1].startswith("B drums.wav, mix tempo map.mid already exist. Replace them?")
    assert sounding.tasks.all == []
    assert dialog.isVisible()


def test_a_song_is_never_replaced(
    qtbot: QtBot, sounding: Studio, song_files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog_module, "ask", lambda *_arguments: pytest.fail("It was asked about."))
    (tmp_path / "link.wav").symlink_to(song_files[0])
    dialog = shown(qtbot, sounding)
    for path in (song_files[1], tmp_path / "link.wav"):
        choose(dialog, path, AudioFormat("wav"))
        dialog.accept()
        assert "one of the inputs" in dialog._trouble.text()
        assert sounding.tasks.all == []


def test_the_next_export_begins_with_the_last_ones_choices(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "mix.mp3", AudioFormat("mp3", bitrate=192))
    dialog._aim.setChecked(False)
    dialog._tempo_map.setChecked(True)
    dialog.accept()
    again = shown(qtbot, sounding).options()
    assert (again.audio_format, again.loudness, again.tempo_map) == (AudioFormat("mp3", bitrate=192), None, True)
    assert again.out.parent == tmp_path
    sounding.tasks.cancel(sounding.tasks.all[0])


def test_a_project_opened_by_a_name_without_folder_is_exported_beside_it(
    qtbot: QtBot, sounding: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    sounding.session.path = Path("mine/night.mash")
    assert shown(qtbot, sounding).options().out == tmp_path / "mine" / "night.wav"


def test_a_typed_extension_chooses_the_format_and_changes_nothing_else(
    qtbot: QtBot, sounding: Studio, tmp_path: Path
) -> None:
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "mix.wav", AudioFormat("wav", "pcm16"))
    dialog._name.clear()
    for typed, audio_format in (
        ("mix.wa", AudioFormat("wav", "pcm16")),
        ("v", AudioFormat("wav", "pcm16")),
        (".mp3", AudioFormat("mp3", bitrate=320)),
        (".flac", AudioFormat("flac", "pcm24")),
    ):
        QTest.keyClicks(dialog._name, typed)
        assert dialog.options().audio_format == audio_format
    assert dialog._name.text() == "mix.wav.mp3.flac"
    assert dialog.options().out.name == "mix.wav.mp3.flac"
    dialog._name.setText(str(tmp_path / "night"))
    QTest.keyClicks(dialog._name, ".MP3")
    QTest.keyClick(dialog._name, Qt.Key.Key_Return)
    result = ended(qtbot, sounding).result
    assert isinstance(result, Exported)
    assert result.written == (tmp_path / "night.MP3",)
    assert mutagen.File(tmp_path / "night.MP3").info.bitrate == pytest.approx(320_000, rel=0.01)


def test_format_quality_and_folder_are_remembered_for_the_next_start(
    qtbot: QtBot, sounding: Studio, tmp_path: Path
) -> None:
    (tmp_path / "노래").mkdir()
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "노래" / "mix", AudioFormat("ogg", quality=0.4))
    dialog.accept()
    sounding.tasks.cancel(sounding.tasks.all[0])
    sounding.tasks.last_export = None
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json").export_folder != "")
    sounding.settings = load_settings(tmp_path / "settings.json")
    options = shown(qtbot, sounding).options()
    assert options.audio_format == AudioFormat("ogg", quality=0.4)
    assert options.out.parent == tmp_path / "노래"
    # Settings that are invalid, or whose folder is gone, give way to the defaults.
    sounding.settings = replace(sounding.settings, export_format="mp3/no such", export_folder=str(tmp_path / "gone"))
    options = shown(qtbot, sounding).options()
    assert options.audio_format == AudioFormat("wav", "pcm24")
    assert options.out.parent != tmp_path / "gone"


def answer(dialog: ExportDialog, *words: str) -> list[str]:
    """Accept `dialog`, click a button with these texts in each question; return the questions."""
    asked: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible():
            assert len(asked) < len(words), box.text()
            asked.append(box.text())
            next(button for button in box.findChildren(QPushButton) if button.text() == words[len(asked) - 1]).click()

    timer = QTimer(interval=10)
    timer.timeout.connect(look)
    timer.start()
    dialog.accept()
    timer.stop()
    return asked


def test_soloed_lanes_are_confirmed(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    dialog = shown(qtbot, sounding)
    assert not soloed_lanes(dialog._now, dialog.options())
    sounding.edit_with(Message("Solo"), lambda m: with_lane(m, 5, solo=True))
    question = "Only Song B drums is soloed. Export only that or everything?"
    for number, (words, soloed) in enumerate((("Soloed only", True), ("Everything", False))):
        dialog = shown(qtbot, sounding)
        choose(dialog, tmp_path / f"{number}.wav", AudioFormat("wav"))
        assert answer(dialog, words) == [question]
        assert sounding.tasks.last_export is not None
        assert sounding.tasks.last_export.soloed is soloed
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "2.wav", AudioFormat("wav"))
    assert answer(dialog, "Cancel") == [question]
    assert dialog.isVisible()
    assert len(sounding.tasks.all) == 2
    for task in sounding.tasks.all:
        sounding.tasks.cancel(task)


def test_stems_of_muted_lanes_are_confirmed(qtbot: QtBot, sounding: Studio, tmp_path: Path) -> None:
    sounding.edit_with(Message("Mute"), lambda m: with_lane(m, 5, mute=True))
    dialog = shown(qtbot, sounding)
    choose(dialog, tmp_path / "mix.wav", AudioFormat("wav"))
    # Muted lanes are left out of the mix without a question.
    assert answer(dialog) == []
    sounding.tasks.cancel(sounding.tasks.all[0])
    question = "Song B drums is muted. Leave it out of the stems or include it?"
    for words, files in (("Leave out", ["A vocals.wav"]), ("Include", ["A vocals.wav", "B drums.wav"])):
        dialog = shown(qtbot, sounding)
        choose(dialog, tmp_path / f"{words}.wav", AudioFormat("wav"))
        dialog._stems.setChecked(True)
        assert answer(dialog, words) == [question]
        ended(qtbot, sounding)
        assert sorted(path.name for path in (tmp_path / f"{words} stems").iterdir()) == files
        sounding.tasks.dismiss(sounding.tasks.all[0])


def test_a_project_is_collected_with_its_songs(
    qtbot: QtBot, sounding: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "night.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "night"), ""))
    dialog = shown(qtbot, sounding)
    ExportDialog.collect(sounding, dialog)
    ended(qtbot, sounding)
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "elsewhere")
    project = load_project(tmp_path / "elsewhere" / "night" / "night.mash")
    assert sounding.mashup is not None
    np.testing.assert_array_equal(project.cells, sounding.mashup.cells)
    assert all(song.path.exists() for song in refs_of(project))
