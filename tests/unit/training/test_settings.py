"""Settings are read from a file and the command line, and refused with one clear sentence."""

import json
from pathlib import Path

import pytest

from mashstudio.core.errors import BadArgument
from mashstudio.training.genre.settings import GenreSettings, check_settings
from mashstudio.training.settings import read_settings, settings_of, settings_to_json


def test_the_command_line_counts_more_than_the_file(tmp_path: Path) -> None:
    config = tmp_path / "settings.json"
    config.write_text(json.dumps({"model": "fcn4", "batch_size": 16, "augment": False}))
    settings = read_settings(GenreSettings, config, ["batch_size=8", "learning_rate=1e-3"])
    assert settings == GenreSettings(model="fcn4", batch_size=8, augment=False, learning_rate=1e-3)
    assert settings_of(GenreSettings, settings_to_json(settings)) == settings


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("batch_size", "“batch_size” is not a setting: write NAME=VALUE"),
        ("batchsize=8", "There is no setting “batchsize”; choose one of these: num_epochs, learning_rate"),
        ("batch_size=many", "batch_size can't be “many”: it must be a number from 1 to 65536."),
        ("batch_size=0", "batch_size can't be “0”"),
        ("batch_size=1.5", "batch_size can't be “1.5”"),
        ("learning_rate=nan", "learning_rate can't be “nan”"),
        ("model=resnet", "model can't be “resnet”: choose one of these: cnn1d, fcn4, samplecnn."),
        ("augment=perhaps", "augment can't be “perhaps”: write true or false."),
    ],
)
def test_a_wrong_setting_gets_one_sentence(assignment: str, says: str) -> None:
    with pytest.raises(BadArgument) as raised:
        read_settings(GenreSettings, None, [assignment])
    assert str(raised.value).startswith(says)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (GenreSettings(win_size=2048), "win_size (2048) can't exceed fft_size (1024)."),
        (GenreSettings(feature_length=100), "feature_length (100) is too short: cnn1d judges 128 at a time."),
        (
            GenreSettings(model="samplecnn", feature_length=100),
            "feature_length (100) is too short: samplecnn judges 116 at a time.",
        ),
    ],
)
def test_settings_that_contradict_each_other_are_refused(settings: GenreSettings, says: str) -> None:
    with pytest.raises(BadArgument) as raised:
        check_settings(settings)
    assert str(raised.value) == says


@pytest.mark.parametrize("text", ["[1]", "{", "nothing"])
def test_a_file_without_settings_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "config").write_text(text)
    with pytest.raises(BadArgument, match="holds no settings"):
        read_settings(GenreSettings, tmp_path / "config", [])
