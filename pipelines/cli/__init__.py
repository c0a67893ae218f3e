"""The command line: `ratusz`. Standard output carries only the result; progress and errors go to standard error."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import typer
from typer.exceptions import TyperException

from pipelines.cli.options import asked_about
from pipelines.cli.program import app
from pipelines.cli.spoken import complaint, language_asked
from pipelines.refusal import Refusal, visible
from pipelines.town import Town, language_of

# isort: split
from pipelines.cli import work, adopt, ask, prove, act  # noqa: F401, I001  importing declares the commands, in this order

__all__ = ["app", "main"]


def main() -> None:
    """Run the command; a Refusal is said in two lines and ends with 1, wrong usage with 2, never with a traceback."""
    from rules.engine.fault import EngineFault

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what is passed on is UTF-8 whatever the terminal speaks
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except Refusal as refusal:
        code = _say(refusal.message, refusal.fix)
    except EngineFault as fault:
        code = _fail(fault)
    except TyperException as wrong:
        command = getattr(getattr(wrong, "ctx", None), "command_path", "ratusz")
        message = wrong.format_message()  # empty where the help was shown instead
        code = _misused(message, f"{command} --help", wrong.exit_code) if message else wrong.exit_code
    except (typer.Abort, BrokenPipeError):  # somebody pressed Ctrl-C, or has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 1
    except Exception as error:
        from pipelines.store.damage import refusal_of

        root = asked_about.get()
        refusal = refusal_of(Town(root, text="", name=root.name, language=language_of(root)), error)
        if refusal is not None:
            code = _say(refusal.message, refusal.fix)
        elif isinstance(error, OSError):
            code = _fail(error)
        else:
            raise
    sys.exit(code)


def _misused(message: str, fix: str, code: int) -> int:
    from rules.wording import words

    return _say(complaint(message, words(language_asked(sys.argv[1:], os.environ))), fix, code)


def _fail(error: Exception) -> int:
    from pipelines.schedule.failure import failure_of
    from rules.wording import words

    failure = failure_of(words(language_of(asked_about.get())), error)
    return _say(failure.message, failure.fix)


def _say(message: str, fix: str, code: int = 1) -> int:
    print(visible(message), file=sys.stderr)  # noqa: T201
    if fix:
        print(f"→ {visible(fix)}", file=sys.stderr)  # noqa: T201
    return code
