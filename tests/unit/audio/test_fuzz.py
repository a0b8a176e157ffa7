"""Three hundred damaged sound files: none crashes or hangs the reader, and nothing is lost without a word."""

from fuzzing import counts, run
from odd_files import KINDS, MUTATIONS


def test_damaged_files_are_read_or_refused_in_words() -> None:
    outcomes = list(run(max(300, 2 * len(KINDS) * len(MUTATIONS))))
    assert [outcome for outcome in outcomes if outcome.fault] == []
    # Were nearly all refused, or read as if nothing were wrong, the fuzzer would prove little.
    found = counts(outcomes)
    assert found["said"] > len(outcomes) / 4
    assert found["refused"] < len(outcomes) / 2
