"""What a rendered song of known chords and melody plays on each beat."""

from pathlib import Path

import numpy as np
import pytest
from songs import RenderedSong, render_song

from mashstudio.analysis.beat_sounds import read_beat_sounds, write_beat_sounds
from mashstudio.analysis.voice_and_band import beat_sounds
from mashstudio.core.jobs import Job
from mashstudio.model.beat_sound import NO_CHORD, Band, Lead, chord_tones
from mashstudio.model.key import parse_key
from mashstudio.model.stems import StemName

C, D, E, F, G, A = 0, 2, 4, 5, 7, 9
MINOR = 12


@pytest.fixture(scope="module")
def song() -> RenderedSong:
    return render_song(tempo=120.0, seconds=8.0, key=parse_key("C major"))


@pytest.fixture(scope="module")
def heard(song: RenderedSong) -> tuple[Lead, Band]:
    return beat_sounds(song.stems, song.beats, job=Job())


def test_the_chords_are_those_played(heard: tuple[Lead, Band]) -> None:
    _, band = heard
    assert band.chords.tolist() == [C] * 4 + [A + MINOR] * 4 + [F] * 4 + [G] * 4
    assert np.flatnonzero(chord_tones(band.chords)[4]).tolist() == [C, E, A]
    # Chroma and harmony agree: the strongest pitch classes of each bar are its chord's.
    for rows in (band.harmony, band.chroma):
        assert set(np.argsort(rows[:4].mean(axis=0))[-3:].tolist()) == {C, E, G}


def test_the_melody_is_the_one_sung_and_rests_are_silent(heard: tuple[Lead, Band]) -> None:
    lead, _ = heard
    assert lead.melody.argmax(axis=1)[:13].tolist() == [C, E, G, E, A, G, E, D, F, A, G, F, G]
    assert lead.activity[:13].min() > 0.6
    assert lead.activity[13:].max() < 0.2
    assert np.allclose(lead.melody.sum(axis=1), lead.activity, atol=1e-3)


def test_onsets_lie_on_the_steps_that_are_played(heard: tuple[Lead, Band]) -> None:
    _, band = heard
    # Hats on the beat and between the beats.
    assert set(np.argsort(band.onsets.mean(axis=0))[-2:].tolist()) == {0, 6}


def test_a_song_in_another_tuning_sounds_the_same(song: RenderedSong) -> None:
    # Played 2 % faster it lies a third of a semitone higher.
    lengths = np.arange(0, len(song.samples), 1.02)
    at = lengths.astype(int)
    stems = {stem: samples[at] for stem, samples in song.stems.items()}
    lead, band = beat_sounds(stems, song.beats / 1.02, job=Job())
    assert lead.melody.argmax(axis=1)[:13].tolist() == [C, E, G, E, A, G, E, D, F, A, G, F, G]
    assert set(np.argsort(band.chroma[:4].mean(axis=0))[-3:].tolist()) == {C, E, G}


def test_silence_is_nobody_s_voice_and_no_chord(song: RenderedSong) -> None:
    silence = np.zeros_like(song.samples)
    beats = np.append(song.beats, song.beats[-1] + 30)
    lead, band = beat_sounds(dict.fromkeys(StemName, silence), beats, job=Job())
    assert not lead.activity.any()
    assert not band.activity.any()
    assert (band.chords == NO_CHORD).all()
    assert all(np.isfinite(rows).all() for rows in (lead.melody, lead.chroma, lead.onsets, band.harmony, band.chroma))
    # What a separator leaves of an instrumental isn't sung.
    spill = {**song.stems, StemName.VOCALS: song.stems[StemName.VOCALS] * np.float32(0.001)}
    assert not beat_sounds(spill, song.beats, job=Job())[0].activity.any()


def test_what_is_written_is_read_again(song: RenderedSong, heard: tuple[Lead, Band], tmp_path: Path) -> None:
    for stem, samples in song.stems.items():
        np.save(tmp_path / f"{stem}.npy", samples)
    stems = {stem: tmp_path / f"{stem}.npy" for stem in StemName}
    write_beat_sounds(stems, song.beats, tmp_path, job=Job())
    for before, after in zip(heard, read_beat_sounds(tmp_path), strict=True):
        for name, values in vars(before).items():
            assert np.allclose(values, getattr(after, name), atol=2e-3)
    # About 150 bytes a beat.
    sizes = [path.stat().st_size for path in tmp_path.iterdir() if path.stem in ("lead", "band")]
    assert sum(sizes) < 150 * len(song.beats) + 500
