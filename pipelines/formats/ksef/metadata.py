"""What KSeF knows of an invoice and the document itself does not: its KSeF number and when it was assigned.

The export package carries `_metadata.json` (`{"invoices": [InvoiceMetadata…]}`); other tools save one object beside
each document. Whatever its name, any JSON with a `ksefNumber` counts.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.formats.package import LARGEST, Document, documents
from pipelines.formats.table import Source, meaning

NUMBER = re.compile(
    r"(?P<seller>[1-9]\d{9}|M\d{9}|[A-Z]{3}\d{7})-(?P<day>2\d{3}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}"
)
BESIDE = ("_metadata.json", "metadata.json")


@dataclass
class Metadata:
    """Records of KSeF, found by the document's hash, its KSeF number, the name of the file they came in, or, for a
    record without a hash, by the seller and the seller's own number where only one record has them."""

    by_hash: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_number: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_stem: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_seller: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, record: dict[str, Any]) -> None:
        """Makes one record findable."""
        self.by_number[record["ksefNumber"]] = record
        if isinstance(digest := record.get("invoiceHash"), str):
            self.by_hash[digest] = record
        elif isinstance(seller := record.get("seller"), dict):
            pair = (str(seller.get("nip")), str(record.get("invoiceNumber")))
            self.by_seller.setdefault(pair, []).append(record)

    def of(self, document: Document, digest: bytes, seller: str | None, number: str | None) -> dict[str, Any]:
        """The record of a document, empty where none is known."""
        keyed = self.by_hash.get(base64.b64encode(digest).decode()) or self.by_hash.get(digest.hex())
        named = self.by_number.get(number_of(document.stem) or "") or self.by_stem.get(document.stem)
        sold = self.by_seller.get((seller or "", number or ""), [])
        return keyed or named or (sold[0] if len(sold) == 1 else {})


def number_of(stem: str) -> str | None:
    """The KSeF number that a file is named by, if it is."""
    name = stem.upper()
    return name if NUMBER.fullmatch(name) else None


def metadata(source: Source) -> Metadata:
    """All records beside or inside the package. Raises Unreadable for broken JSON: without it, ids would change."""
    known = Metadata()
    for document in _files(source):
        fix = source.say("Download the package again, together with its metadata.")
        with meaning(source.say("the metadata file {name} cannot be read", name=document.name), fix):
            found = list(_records(json.loads(document.data or b"")))
        for record in found:
            known.add(record)
        if len(found) == 1:
            known.by_stem[document.stem.removesuffix(".xml")] = found[0]
    return known


def digest_of(data: bytes) -> bytes:
    """SHA-256, by which KSeF and we know a document."""
    return hashlib.sha256(data).digest()


def _files(source: Source) -> Iterable[Document]:
    yield from documents(source, ".json")
    path = source.path
    if path.is_file():
        for name in (*BESIDE, f"{path.stem}.json", f"{path.name}.json"):
            beside = path.with_name(name)
            if beside.is_file() and not beside.is_symlink() and beside.stat().st_size <= LARGEST:
                yield Document(name, beside.read_bytes())


def _records(content: Any) -> Iterator[dict[str, Any]]:
    """Every object with a KSeF number, however deep the list that holds it."""
    if isinstance(content, dict):
        if isinstance(content.get("ksefNumber"), str):
            yield content
        else:
            content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from _records(each)
