"""Run one command, from its arguments to its exit status."""

import sys
import traceback
from collections.abc import Sequence

from mashstudio.cli import commands, terminal
from mashstudio.cli.parser import COMMANDS, parser
from mashstudio.cli.progress import ProgressLine
from mashstudio.core.errors import BadArgument, Cancelled, MashStudioError
from mashstudio.core.messages import Message


def run(arguments: Sequence[str]) -> int:
    """Run the command in `arguments`; print errors in one line."""
    terminal.prepare()
    options = parser().parse_args(_with_command(list(arguments)))
    progress = options.progress = ProgressLine()
    try:
        # Heavy modules are imported where they are needed.
        from mashstudio.core.jobs import Job

        if options.run not in (commands.studio, commands.demo):
            commands.tidy_up()
        options.run(options, Job(progress.show, on_tell=progress.tell))
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
            Message(
                "Unexpected error ({details}). Run again with --debug and report the output.",
                details=f"{type(error).__name__}: {error}",
            )
        )
        return _fail(unexpected, 1, progress, options.debug)
    return 0


def _with_command(arguments: list[str]) -> list[str]:
    """Return `arguments` with the implied command if none is named: files are opened in the studio."""
    if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        return ["studio", *arguments]
    return arguments


def _fail(error: Exception, status: int, progress: ProgressLine, debug: bool) -> int:
    progress.clear()
    if debug:
        traceback.print_exc()
    progress.fail(error)
    return status
