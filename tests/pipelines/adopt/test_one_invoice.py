"""A feed of KSeF and a register, both adopted: an invoice in both is one, and `why` says where each column is from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.once import once
from tests.pipelines.commands import ratusz
from tests.pipelines.formats.conftest import FA3, USUAL

DAY = "2026-03-20"
NAMED, ALIKE = "5260250274-20260302-0100C0E1A2B3-4F", "5260250274-20260302-0100C0E1A2B4-5D"
REGISTER = """Rejestr faktur\r
Lp.;Nr kancelaryjny;Data wpływu;Nr faktury;Data wystawienia;Kontrahent;NIP;Kwota brutto;Termin płatności;Numer KSeF;Wydział\r
1;FK/1;04.03.2026;FV/7/2026;02.03.2026;Papier;526-025-02-74;1 230,00;16.03.2026;{named};FN\r
2;FK/2;05.03.2026;FV/8/2026;02.03.2026;Papier;PL 5260250274;1 230,00;16.03.2026;;FN\r
3;FK/3;06.03.2026;FV/9/2026;02.03.2026;Papier;5260250274;1 230,00;16.03.2026;;FN\r
Razem;;;;;;;3 690,00;;;\r
"""  # noqa: E501  a row of the register is a line


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with both feeds, as the proposals describe them, and one run."""

    def make(root: Path) -> None:
        town, exports = root / "town", root / "exports"
        town.mkdir(parents=True)
        exports.mkdir()
        (town / "town.toml").write_text('[town]\nname = "Zabrzeg"\nnip = "6340003144"\n', "utf-8")
        for mark, number in ((NAMED, "FV/7/2026"), (ALIKE, "FV/8/2026")):
            (exports / f"{mark}.xml").write_text(FA3.format_map(USUAL | {"number": number}), "utf-8")
        (exports / "rejestr.csv").write_bytes(REGISTER.format(named=NAMED).encode("cp1250"))
        options = ("--town", town, "--yes", "--no-trial")
        told = ratusz(
            ["adopt", *sorted(exports.glob("*.xml")), "--feed", "ksef", *options],
            ["adopt", exports / "rejestr.csv", "--feed", "fk", "--answer", "covers=all", *options],
            ["run", "--town", town, "--as-of", DAY, "--no-letters"],
        )
        assert [answer.code for answer in told] == [0, 0, 0], [answer.err for answer in told]

    return once(tmp_path_factory, "one_invoice", make) / "town"


@pytest.fixture(scope="module")
def answers(town: Path) -> list[Any]:
    how = ("--town", town, "--as-of", DAY, "--format", "json")
    return [each.json for each in ratusz(["invoices", *how], *(["why", mark, *how] for mark in ("FK/1", ALIKE)))]


def test_a_ksef_number_is_one_invoice_and_so_are_one_seller_number_and_sum(answers):
    queue = {each["invoice_id"]: each["remaining"] for each in answers[0]}
    assert queue == {NAMED: "1230.00", ALIKE: "1230.00", "FK/3": "1230.00"}


@pytest.mark.parametrize(("n", "mark", "own"), [(1, NAMED, "FK/1"), (2, ALIKE, "FK/2")])
def test_why_says_of_each_column_which_file_it_came_from(answers, n, mark, own):
    document, row = [line["text"] for line in answers[n] if line["part"] == "źródło"]
    assert document.startswith(f"ksef ({mark}): plik {mark}.xml, ")
    assert row.startswith(f"fk ({own}): plik rejestr.csv, ")
    of_document, of_row = (text.split(": ")[-1].rstrip(".").split(", ") for text in (document, row))
    assert {"invoice_id", "seller_nip", "gross", "issued_on", "received_on"} <= {*of_document}
    assert "unit" in of_row
    assert not {*of_document} & {*of_row}
