"""What a genre network hears of a song."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from training_songs import write_clip

from mashstudio.analysis.librosa_import import import_librosa
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.training.genre.features import heard, listening, log_mel
from mashstudio.training.genre.settings import GenreSettings
from mashstudio.training.genre.songs import LabelledSong
from mashstudio.training.prepared import prepared, write_features


def test_the_spectrogram_is_the_tutorial_s() -> None:
    mono = np.random.default_rng(1).normal(0, 0.2, 40_000).astype(np.float32)
    settings = GenreSettings()
    window, signal = torch.hann_window(1024), torch.from_numpy(mono)
    spectrum = torch.stft(signal, 1024, 512, window=window, pad_mode="constant", return_complex=True)
    bands = import_librosa().filters.mel(sr=22_050, n_fft=1024, n_mels=128)
    expected = np.log10(1 + 10 * bands @ spectrum.abs().numpy()).T
    found = log_mel(mono, settings)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-4


def test_the_beginning_of_a_clip_is_heard_and_the_middle_of_a_song() -> None:
    settings = GenreSettings(feature_length=128)
    for seconds, first in ((30, 0), (100, 50)):
        samples = np.zeros((seconds * 44_100, 2), np.float32)
        samples[first * 44_100 : (first + 1) * 44_100] = 0.5
        mono = heard(samples, settings)
        assert len(mono) == settings.samples
        assert np.abs(mono).max() > 0.4


def test_the_waveform_is_heard_by_samplecnn(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.wav", "buzz", 1)
    settings = GenreSettings(model="samplecnn", feature_length=200)
    write_features([tmp_path / "a.wav"], listening(settings).hear, tmp_path, job=Job())
    found = np.load(tmp_path / "0.npy")
    expected, _rate = soundfile.read(tmp_path / "a.wav")
    assert found.shape == (200 * 512,)
    assert found.dtype == np.float16
    assert np.corrcoef(found, expected[: len(found)])[0, 1] > 0.99


def test_songs_that_can_t_be_used_are_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    songs = [LabelledSong(tmp_path / name, "buzz") for name in ("a.wav", "b.wav", "c.wav", "d.wav", "gone.wav")]
    for number in (0, 3):
        write_clip(songs[number].path, "buzz", number)
    songs[1].path.write_bytes(b"no sound at all" * 100)
    soundfile.write(songs[2].path, np.ones(1000), 22_050)
    told: list[Message] = []
    cache = Cache(tmp_path / "cache")
    ready = prepared(songs, listening(GenreSettings()), cache, job=Job(on_tell=told.append))
    assert [each.song.path.name for each in ready] == ["a.wav", "d.wav"]
    assert [str(message).split(": ")[1] for message in told] == ["gone.wav", "b.wav", "c.wav"]
    assert "It is not an audio file" in str(told[1])
    # A second time, nothing is decoded: no child would find the files that are gone.
    again = prepared(songs[:1], listening(GenreSettings()), cache, job=Job())
    assert again == ready[:1]
    assert np.load(again[0].features).shape == (224, 128)
