"""Three hundred damaged sound files: none crashes or hangs the reader, and no loss goes unreported."""

from fuzzing import counts, run
from odd_files import KINDS, MUTATIONS


def test_damaged_files_are_read_or_refused_in_words() -> None:
    outcomes = list(run(max(300, 2 * len(KINDS) * len(MUTATIONS))))
    assert [outcome for outcome in outcomes if outcome.fault] == []
    # If nearly all were refused, or read without damage, the fuzzer would prove little.
    found = counts(outcomes)
    assert found["said"] > len(outcomes) / 4
    assert found["refused"] < len(outcomes) / 2
