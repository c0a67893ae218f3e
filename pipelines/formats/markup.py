"""XML from strangers: no document type, no entities, no network, libxml2's limits on depth and size kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from rules.wording import Words

if TYPE_CHECKING:
    import lxml.etree as etree

OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}
SUSPECT = "DOCTYPE"  # what Malformed.detail says of a document that declares a type of its own
CROSSED = re.compile(r"mismatch: (?P<element>\S+) line (?P<opened>\d+)")
OPENED = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
PREFIX = re.compile(r"^.*:")
ATTACHED = re.compile(rb">[A-Za-z0-9+/=\s]{1000000,}<")  # base64: libxml2 refuses a text of ten million characters


class Malformed(Exception):
    """Not XML, or XML that no honest export contains.

    `line` is where, `element` the one not closed or the last one opened before, `detail` the parser's words.
    """

    def __init__(self, line: int, detail: str, element: str | None = None) -> None:
        super().__init__(detail)
        self.line = line
        self.detail = detail
        self.crossed = CROSSED.search(detail)
        self.element = PREFIX.sub("", self.crossed["element"]) if self.crossed else element

    def reason(self, say: Words) -> str:
        """What is wrong, as a clerk can pass it on to whoever made the file."""
        place = {"line": self.line, "element": self.element}
        if self.detail == SUSPECT:
            return say("the file declares its own document type (DOCTYPE), which no proper export does")
        if self.crossed:
            place["opened"] = self.crossed["opened"]
            return say("element {element}, opened in line {opened}, is not closed (line {line})", **place)
        if "EntityRef" in self.detail or "not an entity" in self.detail:
            return say("element {element}, line {line}: the sign & must be written as &amp;", **place)
        if self.element:
            return say("the file is not well-formed XML: line {line}, element {element}", **place)
        return say("the file is not XML: line {line}", **place)


def parse(data: bytes) -> etree._Element:
    """The root element, without the text of very large attachments.

    A document type declaration is refused outright: none of our formats has one, and both entity bombs and
    external entities need it.
    """
    import lxml.etree as etree

    data = ATTACHED.sub(b"><", data)
    try:
        root = etree.fromstring(data, etree.XMLParser(**OPTIONS))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        *above, last = data.split(b"\n")[:line]
        before = b"\n".join([*above, last[:column]])
        detail = SUSPECT if b"<!DOCTYPE" in data else error.msg
        raise Malformed(line, detail, next((name.decode() for name in OPENED.findall(before)[-1:]), None)) from error
    if root.getroottree().docinfo.doctype:
        raise Malformed(1, SUSPECT)
    return root


def stream(source: IO[bytes], tag: str) -> Iterator[etree._Element]:
    """Each element of that local name as soon as it is complete; it is emptied after use, so that memory stays flat."""
    import lxml.etree as etree

    walk = etree.iterparse(source, events=("end",), tag=f"{{*}}{tag}", **OPTIONS)
    try:
        for _, element in walk:
            if element.getroottree().docinfo.doctype:
                raise Malformed(1, SUSPECT)
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise Malformed(error.lineno or 1, SUSPECT if "amplification" in error.msg else error.msg) from error


def unwrapped(root: etree._Element) -> etree._Element:
    """The document itself, where it lies in the transport envelope (SBDH) that access points keep it in."""
    if local(root) != "StandardBusinessDocument":
        return root
    return next((each for each in children(root) if local(each) != "StandardBusinessDocumentHeader"), root)


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """The element's namespace, empty where it has none."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The elements directly below, without comments and instructions."""
    return element.iterchildren("*")
