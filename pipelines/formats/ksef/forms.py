"""The forms of e-invoices and their official schemas, to validate with; no network is asked."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import PurePosixPath

import lxml.etree as etree

from pipelines.formats.markup import OPTIONS

SCHEMAS = resources.files("pipelines.formats") / "schemas"
FORMS = {  # namespace of the form: its schema and its name
    "http://crd.gov.pl/wzor/2025/06/25/13775/": ("fa3.xsd", "FA(3)"),
    "http://crd.gov.pl/wzor/2023/06/29/12648/": ("fa2.xsd", "FA(2)"),
}
BASE = ("StrukturyDanych_v10-0E.xsd", "ElementarneTypyDanych_v10-0E.xsd", "KodyKrajow_v10-0E.xsd")


class Shipped(etree.Resolver):
    """Every import resolves to a schema beside this code, whatever host it names; anything else is refused."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        """The shipped file of that name."""
        name = PurePosixPath(system_url).name
        if name not in (*BASE, *(file for file, _ in FORMS.values())):
            raise etree.XMLSchemaParseError(f"no schema {name} is shipped")
        return self.resolve_string((SCHEMAS / name).read_bytes(), context, base_url=name)


@cache
def schema(namespace: str) -> etree.XMLSchema:
    """The compiled schema of a form. Raises KeyError for a namespace that is none of `FORMS`."""
    file, _ = FORMS[namespace]
    parser = etree.XMLParser(**OPTIONS)
    parser.resolvers.add(Shipped())
    return etree.XMLSchema(etree.fromstring((SCHEMAS / file).read_bytes(), parser, base_url=file))
