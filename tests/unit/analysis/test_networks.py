"""Our faster ways through madmom's networks and state space give what madmom's own give."""

import numpy as np
import pytest
from songs import render_song

from mashstudio.analysis.bars import decode
from mashstudio.analysis.beats import track
from mashstudio.analysis.key import find_key
from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.analysis.recurrent import run_ensemble
from mashstudio.facts.key import parse_key
from mashstudio.facts.units import SAMPLE_RATE
from mashstudio.jobs import Job

import_madmom()

from madmom.audio.signal import Signal  # noqa: E402 - madmom can only be imported once its look-up is answered
from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor  # noqa: E402
from madmom.features.key import CNNKeyRecognitionProcessor, key_prediction_to_label  # noqa: E402
from madmom.ml.nn import NeuralNetworkEnsemble  # noqa: E402
from madmom.models import DOWNBEATS_BLSTM  # noqa: E402

SONG = render_song(seconds=14, tempo=133, key=parse_key("G minor"), seed=3)
MONO = SONG.samples.mean(axis=1)
AS_MADMOM_READS = Signal((np.clip(MONO, -1, 1) * 32767).astype(np.int16), sample_rate=SAMPLE_RATE, num_channels=1)


def test_the_activations_are_madmoms() -> None:
    np.testing.assert_allclose(track(MONO, job=Job()).activations, RNNDownBeatProcessor()(AS_MADMOM_READS), atol=1e-4)


def test_any_features_give_madmoms_output() -> None:
    ensemble = NeuralNetworkEnsemble.load(DOWNBEATS_BLSTM[:2])
    networks = list(ensemble.processors[0].processors)
    features = np.random.default_rng(0).random((200, 314)).astype(np.float32)
    np.testing.assert_allclose(run_ensemble(networks, features), ensemble(features), atol=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_the_best_path_is_madmoms(seed: int) -> None:
    """On noisy activations, where the best path is no matter of course."""
    rng = np.random.default_rng(seed)
    period = 40 + 9 * seed
    bar = 3 + seed % 2
    activations = rng.random((2500, 2)) ** 6 * 0.28
    for index, frame in enumerate(range(20, 2450, period)):
        activations[frame, int(index % bar == 0)] += 0.4
    expected = DBNDownBeatTrackingProcessor(beats_per_bar=[3, 4], fps=100)(activations)
    path = decode(activations)
    np.testing.assert_allclose(path.frames / 100, expected[:, 0])
    np.testing.assert_array_equal(path.positions, expected[:, 1])
    assert path.beats_per_bar == expected[:, 1].max()


def test_silence_has_no_beats() -> None:
    assert len(decode(np.zeros((500, 2))).frames) == 0


def test_the_key_is_madmoms() -> None:
    prediction = CNNKeyRecognitionProcessor()(AS_MADMOM_READS)
    key, confidence = find_key(MONO)
    assert key == parse_key(key_prediction_to_label(prediction))
    assert confidence == pytest.approx(float(prediction.max()), abs=1e-4)
