"""Every sentence the program can say has its Polish, once, with the same values in it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from dashboards.pages import HEADINGS, PAGES
from rules.catalogue import RULES
from rules.law import read_law
from rules.law.explain import SAYS, STANDING, STOPS, UNITS, WEEKDAYS
from rules.law.lint import numbered
from rules.wording import PACKAGES

ROOT = Path(__file__).parent.parent
ENGLISH = re.compile(r"\b(the|of|from|by|in|to|was|no|quoting|memory|public|practice|convention|calendar|reports)\b")
SPEAKERS = {"say", "sentence", "_", "_say", "words()"}  # words("pl") says nothing, what it returns does


def catalog(package: str):
    with (ROOT / package / "locale" / "pl.po").open("rb") as file:
        return read_po(file, locale="pl")


POLISH = {
    (message.id if isinstance(message.id, str) else message.id[0]): message
    for package in PACKAGES
    for message in catalog(package)
    if message.id
}


def called(call: ast.Call) -> str:
    """The name of what is called; `words()` for what words(…) returned."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call() as maker:
            return f"{called(maker)}()"
    return ""


def spoken_in(path: Path) -> set[str]:
    """The texts given to say(), words(…)() and .count() in a file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = called(node)
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if (name in SPEAKERS and isinstance(node.args[0], ast.Constant)) or (name == "count" and len(texts) == 2):
            found.update(texts[:1])
    return found


FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
SAID = {text: path for path in FILES for text in spoken_in(path)}
SAID |= {text: "rules" for rule in RULES.values() for text in (rule.says, *rule.says_at.values())}
SAID |= {rule.name.replace("_", " "): "rules" for rule in RULES.values()}
SAID |= {text: "law" for table in (SAYS, STANDING, STOPS, WEEKDAYS) for text in table.values()}
SAID |= {text: "pages" for text in (*(page.title for page in PAGES.values()), *HEADINGS.values()) if text}
SAID |= {one: "law" for one, _ in UNITS.values()}
SAID |= {row.unconfirmed: where for where, row in numbered(read_law("PL")) if row.unconfirmed}
SAID |= {act.no_eli: "law" for act in read_law("PL").acts.values() if act.no_eli}
SAID |= {row.source: where for where, row in numbered(read_law("PL")) if ENGLISH.search(row.source)}


def test_there_are_sentences_to_look_at():
    assert len(SAID) > 300


@pytest.mark.parametrize("text", sorted(SAID))
def test_the_sentence_has_its_polish(text):
    assert text in POLISH, f"{SAID[text]}: {text!r} is missing in a locale/pl.po"
    message = POLISH[text]
    forms = message.string or ""
    for polish in [forms] if isinstance(forms, str) else forms:
        assert polish, text
        assert names(polish) == names(text), f"{text!r} and {polish!r} name different values"


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_catalog_says_a_thing_twice(package):
    lines = (ROOT / package / "locale" / "pl.po").read_text(encoding="utf-8").splitlines()
    twice = [
        line
        for line, n in Counter(line for line in lines if line.startswith('msgid "') and line != 'msgid ""').items()
        if n > 1
    ]
    assert twice == []
