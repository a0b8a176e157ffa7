"""The `mashstudio` command: open the studio, or do its work without a window.

Exit status: 0 done, 2 bad arguments, 1 anything else. Errors are one line on standard error.
"""

import sys
from collections.abc import Sequence

from mashstudio.cli.ending import listen


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        listen()
        # Imported late so that Ctrl-C is already handled.
        from mashstudio.cli.run import run

        return run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        if sys.stderr is not None:
            print("mashstudio: Cancelled.", file=sys.stderr)
        return 1
    finally:
        # Python dies of SIGINT at its exit if an interrupt ever left an exec() of a string, as @dataclass has one, even
        # if it was handled since. Another exec() makes it forget.
        exec("")
