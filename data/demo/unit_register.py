"""The register of units as a CSV."""

from __future__ import annotations

from data.demo.city import City
from data.demo.exports import csv_file

FOLDER = "jednostki"


def write(city: City) -> None:
    """Our own column names, so that one feed of the example needs no mapping."""
    header = ["unit", "name", "kind", "parent", "manager", "regon", "nip", "ksef_internal_id", "health"]
    rows = ([u.code, u.name, u.kind, u.parent, u.manager, u.regon, u.nip, u.ksef_internal_id, "no"] for u in city.units)
    csv_file(city.inbox(FOLDER, "jednostki.csv"), header, rows, delimiter=",")
