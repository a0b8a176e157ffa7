"""Messages of the layers below the window."""

import importlib.util
import pickle
import string
from pathlib import Path

import pytest

import mashstudio
from mashstudio.core.errors import MashStudioError, UnusableSong, message_of
from mashstudio.core.messages import Message, Waiting

SCRIPT = Path(mashstudio.__file__).parents[1] / "packaging" / "messages.py"


def test_a_message_is_its_english() -> None:
    doing = Message("reading {name}", name="비 {오는} 날: 1.mp3")
    message = Message("Timed out after {seconds} seconds while {doing}.", seconds=60, doing=doing)
    assert str(message) == "Timed out after 60 seconds while reading 비 {오는} 날: 1.mp3."


def test_a_message_crosses_between_processes_as_it_is() -> None:
    message = Waiting("Waiting: {doing} is already in progress", doing=Message("reading {name}", name="a.wav"))
    back = pickle.loads(pickle.dumps(message))
    assert back == message
    assert type(back) is Waiting
    assert back != Message(message.template, **message.fields)


def test_a_template_can_be_filled_later() -> None:
    full = Message("the disk at {disk} is full ({missing} more needed)").filled(missing="3 MB")
    assert str(full.filled(disk="/music")) == "the disk at /music is full (3 MB more needed)"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UnusableSong(Path("/music/a.mp3"), Message("It is silent.")), "a.mp3: It is silent."),
        (ValueError("no"), "Unexpected error (ValueError: no). See the log file for details."),
    ],
)
def test_every_error_has_a_message(error: MashStudioError, said: str) -> None:
    assert str(message_of(error)) == said


def test_every_template_is_found_for_translation_and_can_be_filled() -> None:
    spec = importlib.util.spec_from_file_location("messages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    messages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(messages)
    templates = set(messages.templates())
    assert {"Finding the beats", "Suggest an arrangement", "It contains only silence. {advice}"} <= templates
    for template in templates:
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(template))
