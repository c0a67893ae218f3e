"""The official schemas, to look things up in: what an element is called, what belongs before it.

libxml2 says where a document breaks the schema but not what an office clerk has to ask for. The XSD itself knows: the
order of the elements, which are required and what the form calls them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile

import lxml.etree as etree

from pipelines.formats.ksef.forms import BASE, FORMS, SCHEMAS
from pipelines.formats.markup import OPTIONS

XSD = "{http://www.w3.org/2001/XMLSchema}"
SMALL_PRINT = re.compile(r"[,;:] |\. | - | \[|[.;]$")
TITLE = 100  # characters; what is longer explains, it does not name


@dataclass(frozen=True, eq=False)
class Declaration:
    """An element as the schema declares it."""

    node: etree._Element
    grammar: Grammar

    @property
    def name(self) -> str:
        """The element's name."""
        return self.node.get("name", "")

    @cached_property
    def about(self) -> str:
        """What the form calls it, without the small print; empty where the schema says nothing."""
        said = self.node.findtext(f"{XSD}annotation/{XSD}documentation") or ""
        title = SMALL_PRINT.split(" ".join(said.split()))[0]
        return "" if len(title) > TITLE or title.startswith("W przypadku") else title

    @cached_property
    def children(self) -> list[Declaration]:
        """What may stand inside, in order."""
        kind = self.grammar.type_of(self.node)
        return [] if kind is None else [Declaration(node, self.grammar) for node in self.grammar.elements(kind)]

    def child(self, name: str) -> Declaration | None:
        """The declaration of that name inside."""
        return next((each for each in self.children if each.name == name), None)

    @cached_property
    def required_before(self) -> list[str]:
        """Names that must stand before it: required elements earlier in each sequence that holds it."""
        names: list[str] = []
        step = self.node
        while (parent := step.getparent()) is not None and not parent.tag.endswith("Type"):
            if parent.tag == f"{XSD}sequence":
                here = step
                earlier = takewhile(lambda each, here=here: each is not here, parent)
                names = [
                    each.get("name") for each in earlier if each.tag == f"{XSD}element" and _required(each)
                ] + names
            step = parent
        return names

    @cached_property
    def required(self) -> list[str]:
        """Names that must stand inside in any case."""
        kind = self.grammar.type_of(self.node)
        top = kind.find(f"{XSD}sequence") if kind is not None else None
        return [] if top is None else [each.get("name", "") for each in top.findall(f"{XSD}element") if _required(each)]

    @cached_property
    def base(self) -> str:
        """The built-in type its text has, such as `decimal` or `date`."""
        return self.grammar.base_of(self.node)


def _required(node: etree._Element) -> bool:
    return node.get("minOccurs") != "0"


class Grammar:
    """One form's schema as a tree of declarations; `root` is `Faktura`."""

    def __init__(self, file: str) -> None:
        own, *base = (
            etree.fromstring((SCHEMAS / name).read_bytes(), etree.XMLParser(**OPTIONS)) for name in (file, *BASE)
        )
        self._types = {
            f"etd:{node.get('name')}": node for tree in base for node in tree
        }  # prefixes as the schemas write them
        self._types |= {f"tns:{node.get('name')}": node for node in own}
        self.root = Declaration(own.find(f"{XSD}element[@name='Faktura']"), self)

    def find(self, names: list[str]) -> Declaration | None:
        """The declaration at a path of names below the root."""
        here: Declaration | None = self.root
        for name in names:
            here = here.child(name) if here else None
        return here

    def type_of(self, node: etree._Element) -> etree._Element | None:
        """The complex type of an element, written inside it or named."""
        inside = node.find(f"{XSD}complexType")
        named = self._types.get(node.get("type", ""))
        return (
            inside if inside is not None else named if named is not None and named.tag == f"{XSD}complexType" else None
        )

    def elements(self, kind: etree._Element) -> Iterator[etree._Element]:
        """Elements of a complex type in order, those of the type it extends first; not those inside them."""
        extension = kind.find(f"{XSD}complexContent/{XSD}extension")
        if extension is not None:
            yield from self.elements(self._types[extension.get("base", "")])
        for node in kind if extension is None else extension:
            if node.tag == f"{XSD}element":
                yield node
            elif node.tag in (f"{XSD}sequence", f"{XSD}choice"):
                yield from self.elements(node)

    def base_of(self, node: etree._Element) -> str:
        """Follows restrictions and extensions down to a built-in type."""
        while True:
            named = node.get("type") or next((each.get("base") for each in node.iter() if each.get("base")), None)
            if named is None or named.startswith("xsd:"):
                return (named or "").removeprefix("xsd:")
            node = self._types[named]


@cache
def grammar(namespace: str) -> Grammar:
    """The grammar of a form, read once."""
    return Grammar(FORMS[namespace][0])
