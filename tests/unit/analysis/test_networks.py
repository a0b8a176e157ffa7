"""Our faster implementations of madmom's networks and state space return the same results as madmom's."""

from pathlib import Path

import numpy as np
import pytest
from songs import render_song

from mashstudio.analysis.hearing import hear
from mashstudio.analysis.key import find_key, run_convolutions
from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.analysis.pulse import find_pulse
from mashstudio.analysis.recurrent import run_ensemble
from mashstudio.analysis.sound import SongSound, open_sound
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.key import parse_key

import_madmom()

from madmom.audio.signal import Signal  # noqa: E402 - madmom can only be imported once its look-up is answered
from madmom.features.beats import DBNBeatTrackingProcessor  # noqa: E402
from madmom.features.downbeats import RNNDownBeatProcessor  # noqa: E402
from madmom.features.key import CNNKeyRecognitionProcessor, key_prediction_to_label  # noqa: E402
from madmom.ml.nn import NeuralNetworkEnsemble  # noqa: E402
from madmom.models import DOWNBEATS_BLSTM  # noqa: E402

SONG_KEY = parse_key("G minor")
SONG = render_song(seconds=14, tempo=133, key=SONG_KEY, seed=3)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> SongSound:
    path: Path = tmp_path_factory.mktemp("song") / "samples.npy"
    np.save(path, SONG.samples)
    return open_sound(path)


def test_the_activations_are_madmoms(sound: SongSound) -> None:
    heard = hear(sound, sound.spans[0], job=Job())
    start, frames = round(heard.start * SAMPLE_RATE), len(heard.activations) * SAMPLE_RATE // 100
    expected = RNNDownBeatProcessor()(Signal(sound.read(start, start + frames), sample_rate=SAMPLE_RATE))
    np.testing.assert_allclose(heard.activations, expected, atol=1e-4)


def test_any_features_give_madmoms_output() -> None:
    ensemble = NeuralNetworkEnsemble.load(DOWNBEATS_BLSTM[:2])
    networks = list(ensemble.processors[0].processors)
    features = np.random.default_rng(0).random((200, 314)).astype(np.float32)
    np.testing.assert_allclose(run_ensemble(networks, features), ensemble(features), atol=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_the_best_path_is_madmoms(seed: int) -> None:
    """On noisy activations, where the best path isn't obvious."""
    rng = np.random.default_rng(seed)
    activation = rng.random(2500) ** 6 * 0.28
    activation[20 : 2450 : 40 + 9 * seed] += 0.4
    expected = DBNBeatTrackingProcessor(fps=100, num_tempi=60, threshold=0.05, online=False)(activation)
    np.testing.assert_allclose(find_pulse(activation) / 100, expected)


def test_silence_has_no_beats() -> None:
    assert len(find_pulse(np.zeros(500))) == 0


def test_any_spectrogram_gives_madmoms_scores() -> None:
    network = CNNKeyRecognitionProcessor().processors[-3].processors[0].processors[0]
    spectrogram = np.random.default_rng(0).random((90, 105)).astype(np.float32)
    np.testing.assert_allclose(run_convolutions(network, spectrogram), network(spectrogram), rtol=1e-4)


def test_a_plain_songs_key_is_madmoms(sound: SongSound) -> None:
    softer = np.concatenate(list(sound.sounding(20 * SAMPLE_RATE))) * np.float32(10 ** (-20 / 20))
    prediction = CNNKeyRecognitionProcessor()(Signal(softer, sample_rate=SAMPLE_RATE, num_channels=1))
    key, confidence = find_key(sound, 0.0)
    assert key == parse_key(key_prediction_to_label(prediction)) == SONG_KEY
    assert 0.9 < confidence < 1
