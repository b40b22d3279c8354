"""The program around the commands: what belongs to the whole process, and how it ends when something is wrong."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from assistant.cli import app
from index.errors import BriefError

logger = logging.getLogger(__name__)

PROGRAM = "python -m assistant"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns:
        0 done, 1 the command failed, 2 bad arguments, 130 interrupted. What went wrong is one sentence on stderr.
    """
    try:
        status = app(args=arguments, prog_name=PROGRAM, standalone_mode=False)
        return status if isinstance(status, int) else 0
    except BriefError as error:
        return _fail(str(error), 1)
    except TyperException as error:  # bad arguments
        return _fail(f"{error.format_message().rstrip('.')}; see {PROGRAM} --help.", error.exit_code)
    except typer.Abort:
        return 130
    except OSError as error:
        return _fail(f"{error.strerror or error}: {error.filename or 'the system refused'}; see {PROGRAM} doctor.", 1)
    except Exception as error:
        logger.debug("unexpected", exc_info=True)
        return _fail(f"The program failed ({type(error).__name__}: {error}); please report it with your command.", 1)


def _fail(sentence: str, status: int) -> int:
    typer.echo(" ".join(sentence.split()), err=True)
    return status


def run(arguments: list[str] | None = None) -> NoReturn:
    """The program: sets up what belongs to the whole process, then runs one command, of `sys.argv` unless given."""
    from assistant.settings import stay_local

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # libraries' advice to programmers
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    stay_local(os.environ)
    sys.exit(main(arguments))
