"""A .po file read straight says what gettext's own tools make of it."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from rules.translations import Translations

ROOT = Path(__file__).parents[2]
HEAD = r"""# of nobody
msgid ""
msgstr ""
"Language: pl\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"

"""
ENTRIES = r"""
# a comment with a msgid "in it"
#: where.py:1
msgid ""
"It said \"yes\",\n"
"\tthen C:\\new."
msgstr ""
"Powiedziało „tak”,\n"
"\tpotem C:\\new."

msgid "not translated"
msgstr ""

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} dzień"
msgstr[1] "{n} dni"
msgstr[2] "{n} dni"
"""


def by_babel(text: str) -> Any:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text.encode())))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def said(catalog: Any) -> dict[Any, str]:
    """All it says but its header."""
    return {key: text for key, text in catalog._catalog.items() if key}


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ENTRIES,
        (HEAD + ENTRIES).replace("\n", "\r\n"),
        *(
            ROOT.joinpath(package, "locale/pl.po").read_text("utf-8")
            for package in ("rules", "pipelines", "dashboards")
        ),
    ],
    ids=["made", "windows", "rules", "pipelines", "dashboards"],
)
def test_it_says_what_babel_makes_of_it(text: str) -> None:
    ours, theirs = Translations(BytesIO(text.encode())), by_babel(text)
    assert said(ours) == said(theirs)
    assert said(ours)
    numbers = range(130)
    assert [ours.plural(n) for n in numbers] == [theirs.plural(n) for n in numbers]


def test_what_is_not_translated_stays_as_it_is() -> None:
    catalog = Translations(BytesIO((HEAD + ENTRIES).encode()))
    assert [catalog.gettext(text) for text in ("not translated", "nobody's")] == ["not translated", "nobody's"]
    assert catalog.gettext('It said "yes",\n\tthen C:\\new.') == "Powiedziało „tak”,\n\tpotem C:\\new."
    assert [catalog.ngettext("{n} day", "{n} days", n) for n in (1, 2, 5)] == ["{n} dzień", "{n} dni", "{n} dni"]
    assert [catalog.ngettext("{n} cat", "{n} cats", n) for n in (1, 2)] == ["{n} cat", "{n} cats"]


@pytest.mark.parametrize(
    "more", ['msgctxt "menu"\nmsgid "a"\nmsgstr "b"', '#, fuzzy\nmsgid "a"\nmsgstr "b"', '#~ msgid "a"']
)
def test_what_is_not_in_use_is_refused_and_not_read_wrong(more: str) -> None:
    with pytest.raises(ValueError, match="not in use here"):
        Translations(BytesIO(f"{HEAD}{more}\n".encode()))
