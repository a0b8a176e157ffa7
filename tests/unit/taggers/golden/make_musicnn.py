"""Write musicnn.npz: what the real musicnn, in TensorFlow, hears in a spectrogram made of sines.

    python3 -m venv tf; tf/bin/pip install tensorflow-cpu tf_keras
    pip download --no-deps musicnn==0.1.0; unzip musicnn-0.1.0-py3-none-any.whl -d musicnn
    PYTHONPATH=musicnn tf/bin/python make_musicnn.py

Made with TensorFlow 2.21.0, tf_keras 2.21 and musicnn 0.1.0, on Python 3.11.
"""
# mypy: ignore-errors

import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"

from pathlib import Path

import musicnn
import numpy as np
import tensorflow as tf
from musicnn import models

FRAMES, BANDS, TAGS = 187, 96, 50

tf.compat.v1.disable_eager_execution()
time, band = np.arange(FRAMES)[:, None], np.arange(BANDS)
waves = np.sin(0.11 * time) * np.cos(0.23 * band) + np.sin(0.9 * time + 0.05 * band * band)
spectrogram = np.abs(waves).astype(np.float32) * np.float32(1.3)
out = {}
for key, name in (("mtt", "MTT_musicnn"), ("msd", "MSD_musicnn"), ("vgg", "MTT_vgg")):
    tf.compat.v1.reset_default_graph()
    with tf.name_scope("model"):
        x = tf.compat.v1.placeholder(tf.float32, [None, FRAMES, BANDS])
        training = tf.compat.v1.placeholder(tf.bool)
        logits, *_layers, hidden = models.define_model(x, training, name, TAGS)
        hidden = tf.compat.v1.layers.flatten(hidden)
        tags = tf.nn.sigmoid(logits)
    with tf.compat.v1.Session() as session:
        tf.compat.v1.train.Saver().restore(session, f"{Path(musicnn.__file__).parent}/{name}/")
        heard = session.run([tags, hidden], {x: spectrogram[None], training: False})
    out[f"{key}_tags"], out[f"{key}_hidden"] = heard[0][0], heard[1][0]
np.savez_compressed(Path(__file__).with_name("musicnn.npz"), **out)
