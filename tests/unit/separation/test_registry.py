"""The choice of a song's separator."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from mashstudio.cli.parser import parser
from mashstudio.core.errors import BadArgument, ModelError
from mashstudio.separation.models import PUBLISHED, ModelStore
from mashstudio.separation.registry import AUTO, SEPARATORS, SeparatorChoice, choose_separator
from mashstudio.session.settings import Settings, load_settings, save_settings


def put(store: ModelStore, name: str) -> None:
    """Put files where the model's are expected."""
    store.folder.mkdir(parents=True, exist_ok=True)
    for network in PUBLISHED[name]:
        (store.folder / network.file_name).write_bytes(b"weights")


def test_without_models_auto_is_the_built_in_separator(store: ModelStore) -> None:
    assert str(choose_separator(SeparatorChoice("auto"), store).name) == "Spleeter (built in)"


@pytest.mark.parametrize("name", PUBLISHED)
def test_auto_takes_demucs_when_its_weights_are_here(name: str, store: ModelStore) -> None:
    put(store, name)
    assert str(choose_separator(SeparatorChoice("auto"), store).name) == f"Demucs {name}"
    assert str(choose_separator(SeparatorChoice("spleeter"), store).name) == "Spleeter (built in)"


def test_the_best_of_several_models_is_taken_unless_another_is_named(store: ModelStore) -> None:
    put(store, "htdemucs")
    put(store, "htdemucs_ft")
    assert str(choose_separator(SeparatorChoice("demucs"), store).name) == "Demucs htdemucs_ft"
    assert str(choose_separator(SeparatorChoice("demucs", "htdemucs"), store).name) == "Demucs htdemucs"


@pytest.mark.parametrize("wanted", ["demucs", "auto"])
def test_a_model_that_is_named_but_not_here_is_told_how_to_get(wanted: str, store: ModelStore) -> None:
    with pytest.raises(ModelError, match=r"mashstudio models get htdemucs_6s.*import"):
        choose_separator(SeparatorChoice(wanted, "htdemucs_6s"), store)


def test_demucs_without_weights_is_told_how_to_get(store: ModelStore) -> None:
    with pytest.raises(ModelError, match=r"mashstudio models get htdemucs\b"):
        choose_separator(SeparatorChoice("demucs"), store)


def test_nonsense_is_refused(store: ModelStore) -> None:
    with pytest.raises(BadArgument):
        choose_separator(SeparatorChoice("spleeter", "htdemucs"), store)
    with pytest.raises(BadArgument, match="auto, demucs, spleeter"):
        choose_separator(SeparatorChoice("umx"), store)
    with pytest.raises(ModelError, match="htdemucs_ft"):
        choose_separator(SeparatorChoice("demucs", "mdx"), store)


def test_separators_cross_into_a_child(store: ModelStore) -> None:
    put(store, "htdemucs_ft")
    for wanted in ("spleeter", "demucs"):
        separator = choose_separator(SeparatorChoice(wanted), store)
        assert pickle.loads(pickle.dumps(separator)) == separator


def test_choosing_loads_no_network_library() -> None:
    code = (
        "import sys, mashstudio.separation.registry, mashstudio.separation.separator\n"
        "print({'torch', 'demucs', 'scipy', 'huggingface_hub'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_every_separator_says_whether_it_is_ready_and_what_to_do_if_not(store: ModelStore) -> None:
    demucs, spleeter = (kind.ready(store) for kind in SEPARATORS)
    assert spleeter.ready
    assert not demucs.ready
    assert "mashstudio models get htdemucs" in str(demucs.remedy)
    put(store, "htdemucs")
    assert SEPARATORS[0].ready(store).ready


def test_the_terminal_and_the_settings_know_every_separator(tmp_path: Path) -> None:
    for name in (AUTO, *(kind.name for kind in SEPARATORS)):
        asked = parser().parse_args(["separate", "song.wav", "--out", "stems", "--separator", name])
        assert asked.separator == name
        save_settings(Settings(separator=name), tmp_path / "settings.json")
        assert load_settings(tmp_path / "settings.json").separator == name
