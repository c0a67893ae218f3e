"""The Polish of a package as people write it, a .po file, read straight: every process that says a word begins so."""

from __future__ import annotations

import gettext
import re
from typing import Any

QUOTED = r'"(?:[^"\\\n]|\\.)*"'
SAID = re.compile(rf"^(msgid|msgid_plural|msgstr(?:\[(\d)\])?)[ \t]+({QUOTED}(?:\n{QUOTED})*)[ \t]*$", re.MULTILINE)
ESCAPED = re.compile(r"\\(.)")
MEANT = {"n": "\n", "t": "\t", "r": "\r"}


class Translations(gettext.GNUTranslations):
    """The translations of a .po file in UTF-8; a text without one stays as it is.

    Contexts, fuzzy entries and old ones, which gettext knows too, are not in use here: ValueError.
    """

    def _parse(self, fp: Any) -> None:
        """As gettext asks of a class of its own: fills `_catalog` and `plural`."""
        text = fp.read().decode("utf-8").replace("\r\n", "\n")
        if unknown := re.search(r"^(msgctxt|#~|#,.*fuzzy).*$", text, re.MULTILINE):
            raise ValueError(f"not in use here: {unknown[0]}")
        said: dict[str | tuple[str, int], str] = {}
        one = ""
        for part, form, quoted in SAID.findall(text):
            told = _unquoted(quoted)
            if part == "msgid":
                one = told
            elif part != "msgid_plural" and told:
                said[(one, int(form)) if form else one] = told
        header = said.get("", "")
        plural = re.search(r"^Plural-Forms:.*?plural=(.*?);?$", header, re.MULTILINE)
        self._info, self._charset = {}, "utf-8"
        self._catalog = said
        self.plural = gettext.c2py(plural[1] if plural else "n != 1")


def _unquoted(text: str) -> str:
    """The lines of a text in quotes as one."""
    whole = text[1:-1].replace('"\n"', "")
    return ESCAPED.sub(lambda found: MEANT.get(found[1], found[1]), whole) if "\\" in whole else whole
