"""The contracts of the healthy town: countersigned, published, and over in time for the year's money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from data.demo.days import work
from tests.calm.bills import CONTRACT_OF, LISTED, money

Row = dict[str, Any]


def contracts() -> list[Row]:
    """Countersigned on the day of signing; since July 2026 in the central register within a few days."""
    rows = [
        {
            "contract_id": contract_id, "signed_on": "2026-03-05", "unit": line.unit, "amount": "600000.00",
            "year": 2026, **dict(zip(("dzial", "rozdzial", "paragraf"), line[1:], strict=True)),
            "creates_obligation": True, "procurement": True,
            "ends_on": "2027-08-31" if line == LISTED else "2026-12-11",
            "countersigned_on": None if line.unit == "SP1" else "2026-03-05", "countersigned_by": "FN0",
            "owner": f"{line.unit}0",
        }
        for line, contract_id in CONTRACT_OF.items()
    ]  # fmt: skip
    for n in range(24):
        signed = work(date(2026, 6, 22), 5 * n)
        rows.append({
            "contract_id": f"UM.{n + 10}/2026", "signed_on": signed, "unit": ("OR", "SP1", "DR")[n % 3],
            "amount": money(90_000 * (n + 1)), "year": 2026, "creates_obligation": True, "procurement": True,
            "ends_on": signed + timedelta(days=200), "countersigned_on": signed, "countersigned_by": "FN0",
            "register_published_on": work(signed, 4), "owner": f"{('OR', 'SP1', 'DR')[n % 3]}0",
        })  # fmt: skip
    ordered = {
        "contract_id": "UM.90/2026", "refused_on": "2026-04-07", "written_order_on": "2026-04-08",
        "council_and_rio_told_on": "2026-04-08", "countersigned_on": "2026-04-08", "signed_on": "2026-04-08",
    }  # fmt: skip
    return [*rows, rows[0] | ordered | {"amount": "1000.00", "task": "zlecenie", "year": 2026}]
