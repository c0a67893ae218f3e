"""Every sentence that mapping and settings say has its Polish, with the same placeholders."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import pipelines
from rules.wording import words

PACKAGE = Path(pipelines.__file__).parent


def sentences(folder: str) -> Iterator[str]:
    """The literal first argument of each call of `say`, and the words that settings' kinds are described by."""
    for file in (PACKAGE / folder).glob("*.py"):
        for call in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            said = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
            if name in ("say", "Kind", "one_of") and isinstance(said, str):
                yield said


@pytest.mark.parametrize("folder", ["load/mapping", "settings"])
def test_every_sentence_has_its_polish(folder: str) -> None:
    found = sorted(set(sentences(folder)))
    assert len(found) > 30
    same_in_polish = {"a format", "{key}"}
    untranslated = [text for text in found if words("pl")(text) == text and text not in same_in_polish]
    assert untranslated == []


@pytest.mark.parametrize("folder", ["load/mapping", "settings"])
def test_the_polish_fills_the_same_placeholders(folder: str) -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [text for text in sentences(folder) if names(words("pl")(text)) != names(text)] == []


@pytest.mark.parametrize("folder", ["load/mapping", "settings"])
def test_no_sentence_with_values_writes_a_table_in_brackets_for_they_mean_an_optional_part(folder: str) -> None:
    assert [text for text in sentences(folder) if "{" in text and "[" in text] == []
