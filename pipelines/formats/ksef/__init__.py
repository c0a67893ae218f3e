"""E-invoices of KSeF, FA(3) and FA(2), and the Peppol invoices it carries."""

from __future__ import annotations

from pipelines.formats.format import Format
from pipelines.formats.table import Source, Table


def read(source: Source) -> Table:
    """A row an invoice; see `documents.read`."""
    from pipelines.formats.ksef.documents import read as read_documents  # XML and the official schemas

    return read_documents(source)


FORMAT = Format("ksef", read, files="*", nouns=("invoices",), packaged=True, loose=True)
