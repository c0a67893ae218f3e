"""The generated parts of the READMEs: what the commands, the rules and the rooms say of themselves."""

from __future__ import annotations

import ast
import re
from importlib import resources

import typer

from pipelines.cli import app
from rules.wording import words

# cases, invoices, budget, finance, procurement (zamówienia), acts (uchwały), yearly duties, people, works, data
GROUPS = "CIBFZURPWD"


def commands() -> str:
    """A line per command, with its help as `ratusz --help` gives it."""
    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="ratusz")
    names = group.list_commands(context)  # type: ignore[attr-defined]
    rows = []
    for name in names:
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        options = " ".join(f"`{p.opts[0]}`" for p in command.params if p.opts[0].startswith("--"))
        rows.append(f"| `{name}` | {command.help} | {options} |")
    return "\n".join(["| command | what it does | options |", "| --- | --- | --- |", *rows])


def rules() -> str:
    """A row per rule: id, sentence in both languages, gravity, legal basis."""
    from rules.catalogue import RULES

    polish = words("pl")
    rows = [
        f"| {rule.id} | {bare(polish(rule.says))}<br>*{bare(rule.says)}* | {' → '.join([*rule.levels][::-1])} "
        f"| {'; '.join(rule.law) or 'product convention'} |"
        for rule in sorted(RULES.values(), key=lambda rule: (GROUPS.index(rule.id[0]), rule.id))
    ]
    return "\n".join(["| rule | sentence | gravity | legal basis |", "| --- | --- | --- | --- |", *rows])


def bare(sentence: str) -> str:
    """A sentence as a reader wants it: what it names, not how that is formatted or what may be left out."""
    named = re.sub(r"\{(\w+)(:\w+)?\}", r"{\1}", sentence)
    apart = re.sub(r"(?<=[\w}])\]\[(?=[\w{])", " / ", named)  # one or the other; elsewhere one after the other
    return apart.replace("[", "").replace("]", "")


def rooms(package: str) -> str:
    """A row per folder of a package, with the first sentence of its docstring; folders without one are left out."""
    found = {}
    for folder in sorted(resources.files(package).iterdir(), key=lambda each: each.name):
        init = folder / "__init__.py"
        if init.is_file():
            text = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
            found[folder.name] = text.split("\n\n")[0].replace("\n", " ")
    rows = [f"| `{name}/` | {sentence} |" for name, sentence in found.items()]
    return "\n".join(["| room | what is done there |", "| --- | --- |", *rows])
