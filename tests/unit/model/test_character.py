"""What a song sounds like, in tags and words."""

import numpy as np
import pytest

from mashstudio.model.character import TAGS, Character, Role, character_from_json, likeness, merged, sentence
from mashstudio.taggers.musicnn_weights import VOCABULARIES

SILENT_MTT = dict.fromkeys(VOCABULARIES["mtt"], 0.01)
SILENT_MSD = dict.fromkeys(VOCABULARIES["msd"], 0.01)


def words(mtt: dict[str, float], msd: dict[str, float]) -> str:
    return ", ".join(word for _role, word in sentence(merged(SILENT_MTT | mtt, SILENT_MSD | msd)))


def test_every_word_of_both_vocabularies_is_one_tag() -> None:
    assert sorted(word for tag in TAGS for word in tag.mtt) == sorted(VOCABULARIES["mtt"])
    assert sorted(word for tag in TAGS for word in tag.msd) == sorted(VOCABULARIES["msd"])
    assert len({tag.name for tag in TAGS}) == len(TAGS)


def test_words_of_one_meaning_are_merged_and_the_strongest_tag_stands_first() -> None:
    tags = merged(
        SILENT_MTT | {"woman": 0.2, "female voice": 0.6, "sitar": 0.3}, SILENT_MSD | {"female vocalists": 0.4}
    )
    assert tags["female voice"] == pytest.approx(0.5)
    assert tags["sitar"] == 0.3
    assert list(tags)[:2] == ["female voice", "sitar"]


def test_a_sentence_names_energy_voice_and_genre() -> None:
    metal = {"rock": 0.63, "metal": 0.41, "loud": 0.35, "fast": 0.33, "no vocals": 0.06}
    assert words(metal, {"metal": 0.66, "rock": 0.06}) == "energetic, instrumental, metal, rock"
    ballad = {"slow": 0.4, "piano": 0.5, "female": 0.3, "pop": 0.1}
    assert words(ballad, {"female vocalists": 0.4, "pop": 0.4, "sad": 0.2, "Mellow": 0.2}) == (
        "calm, sad, female voice, pop"
    )
    even = {"male vocal": 0.1, "slow": 0.18, "techno": 0.19, "electronic": 0.3}
    assert words(even, {"electronic": 0.3}) == "medium energy, male voice, electronic, techno"
    doubtful = sentence(merged(SILENT_MTT, SILENT_MSD))
    assert doubtful[0][0] is Role.ENERGY
    assert 3 <= len(doubtful) <= 5


def test_likeness_is_that_of_directions() -> None:
    rng = np.random.default_rng(0)
    one, other = (
        character_from_json({"heard_tags": {"mtt": SILENT_MTT, "msd": SILENT_MSD}, "embedding": rng.normal(size=400)})
        for _song in range(2)
    )
    assert likeness(one, Character(one.tags, 3 * one.embedding)) == pytest.approx(1)
    assert abs(likeness(one, other)) < 0.3
    assert likeness(one, Character({}, np.zeros(400, np.float32))) == 0
