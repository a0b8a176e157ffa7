"""The `mashstudio` command: opens the studio, or does its work without a window.

Exit status: 0 done, 2 bad arguments, 1 anything else. Errors are one line on standard error.
"""

import sys
import traceback
from collections.abc import Sequence

from mashstudio.cli import ending, terminal
from mashstudio.cli.parser import COMMANDS, parser
from mashstudio.cli.progress import Progress
from mashstudio.facts.errors import BadArgument, Cancelled, MashStudioError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    terminal.prepare()
    options = parser().parse_args(_with_command(sys.argv[1:] if arguments is None else list(arguments)))
    ending.listen()
    progress = options.progress = Progress()
    try:
        # Imported where Ctrl-C is already understood, as is everything heavy.
        from mashstudio.jobs import Job

        options.run(options, Job(progress.show))
        progress.clear()
        sys.stdout.flush()
    except BadArgument as error:
        return _fail(error, 2, progress, options.debug)
    except MashStudioError as error:
        return _fail(error, 1, progress, options.debug)
    except KeyboardInterrupt:
        return _fail(Cancelled(), 1, progress, options.debug)
    except Exception as error:
        unexpected = MashStudioError(
            f"Something unexpected went wrong ({type(error).__name__}: {error}). "
            "Run it again with --debug and report what it prints."
        )
        return _fail(unexpected, 1, progress, options.debug)
    return 0


def _with_command(arguments: list[str]) -> list[str]:
    """`arguments` with the command that is meant when none is named: files are opened in the studio."""
    if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        return ["studio", *arguments]
    return arguments


def _fail(error: Exception, status: int, progress: Progress, debug: bool) -> int:
    progress.clear()
    if debug:
        traceback.print_exc()
    progress.fail(error)
    return status
