"""Thousands of damaged audio files: how many are read, read with a remark, or refused; and all faults.

    .venv/bin/python tests/benchmarks/fuzz.py [COUNT] [SEED]

Fails if one crashes or hangs the reader, is refused without a message, or is shortened without a remark.
"""

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from fuzzing import counts, run


def main() -> None:
    """Print faults as they occur, then the counts."""
    count, seed = (int(text) for text in [*sys.argv[1:], *("2000", "0")[len(sys.argv) - 1 :]])
    began, outcomes = time.monotonic(), []
    for outcome in run(count, seed):
        outcomes.append(outcome)
        if outcome.fault:
            print(f"{outcome.name}: {outcome.result}: {outcome.fault}", flush=True)
    print(f"{len(outcomes)} files, seed {seed}, {time.monotonic() - began:.0f} s: {counts(outcomes)}")
    for result, kinds in ((r, Counter(o.kind for o in outcomes if o.result == r)) for r in ("said", "refused")):
        print(f"  {result}: {dict(sorted(kinds.items()))}")
    sys.exit(1 if any(outcome.fault for outcome in outcomes) else 0)


if __name__ == "__main__":
    main()
