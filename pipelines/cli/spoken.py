"""Help and complaints of the command line in the language of the town asked about; without one, in the terminal's."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from pipelines.cli.options import HERE
from pipelines.town import language_of

if TYPE_CHECKING:
    from rules.wording import Words

COMPLETING = "_RATUSZ_COMPLETE"  # set by a shell that asks what could follow
TERMINAL = ("LC_ALL", "LC_MESSAGES", "LANG")
COMPLAINTS = (  # as typer makes them, and our own: a text in braces is somebody's, or a complaint itself
    "Invalid value for {name}: {why}",
    "Invalid value: {why}",
    "{text} is not a day. Write it as 2026-11-20.",
    "{text} is not a moment. Write it as 2026-11-20T06:00:00.",
    "Value error, {text} is not one of {choices}.",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be greater than or equal to {least}",
    "Missing option {name}.",
    "Missing argument {name}.",
    "No such option: {name} (Possible options: {near})",
    "No such option: {name}",
    "No such command {name}. Did you mean {near}?",
    "No such command {name}.",
    "Got unexpected extra argument(s) ({text})",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "dir {path} does not exist.",
    "--begin stands alone, with --town.",
    "--ledger stands alone, with --town and --format.",
    "--items stands with --as-of, --town and --format only.",
    "--weekly, --text and --html need --preview.",
)


class Spoken(TyperGroup):
    """The group of all commands, whose help is translated when somebody asks for it."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **named: Any) -> Any:
        """Run the command that these words name; left out: those of this process."""
        typed = sys.argv[1:] if args is None else list(args)
        if COMPLETING not in os.environ and (not typed or "--help" in typed):
            language = language_asked(typed, os.environ)
            if language != "en":  # as the commands are written
                from rules.wording import words  # the catalogues take longer than all the rest of a help

                translate(self, words(language))
        return super().main(args, *given, **named)


def language_asked(typed: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language of the town that these words are about; where there is none yet, English for an English terminal."""
    root = town_of(typed, environ)
    if (root / "town.toml").is_file():
        return language_of(root)
    terminal = next((environ[name] for name in TERMINAL if environ.get(name)), "")
    return "en" if terminal.startswith("en") else language_of(root)


def town_of(typed: Sequence[str], environ: Mapping[str, str]) -> Path:
    """The folder of the town that these words name, before they are understood."""
    for word, following in zip(typed, [*typed[1:], ""], strict=False):
        if word == "--town":
            return Path(following)
        if word.startswith("--town="):
            return Path(word.removeprefix("--town="))
    return Path(environ.get("RATUSZ_TOWN") or HERE)


def translate(group: TyperGroup, say: Words) -> None:
    """Put the help of a group, its commands and their options into a language."""
    for command in (group, *group.commands.values()):
        command.help = say(command.help) if command.help else None
        command.rich_help_panel = say("Commands")  # type: ignore[attr-defined]
        help_option = command.get_help_option(typer.Context(command))
        for param in (*command.params, *([help_option] if help_option else [])):
            text = getattr(param, "help", None)
            if text:
                param.help = say(text)  # type: ignore[attr-defined]
            param.rich_help_panel = say("Arguments" if param.param_type_name == "argument" else "Options")  # type: ignore[attr-defined]


def complaint(message: str, say: Words) -> str:
    """What was wrong with the words somebody typed; as it is where nobody has translated it."""
    for template, form in _FORMS:
        if found := form.fullmatch(message):
            return say(template, **{name: complaint(text, say) for name, text in found.groupdict().items()})
    return message


def _form(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)


_FORMS = [(template, _form(template)) for template in COMPLAINTS]
