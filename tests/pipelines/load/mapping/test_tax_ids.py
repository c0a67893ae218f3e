"""Tax numbers are one number however an office writes them."""

import polars as pl
import pytest

from pipelines.contracts import noun
from pipelines.load.mapping.tax_ids import normalised
from tests.rules.day import town_of


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("526-025-02-74", "5260250274"),
        ("PL 526 025 02 74", "5260250274"),
        ("pl5260250274", "5260250274"),
        ("NIP: 526.025.02.74", "5260250274"),
        ("526\u2013025\u00a002 74", "5260250274"),
        ("DE 811 569 869", "DE811569869"),
        ("atu12345678", "ATU12345678"),
        ("B\u00fccher GmbH", "B\u00fccher GmbH"),
        ("HRB 1234-A", "HRB 1234-A"),
        ("123", "123"),
        (None, None),
    ],
)
def test_a_number_is_bare_and_what_is_none_stays_as_it_is(written, kept):
    frame = pl.DataFrame(
        {"seller_nip": [written], "seller_name": ["526-025-02-74"]}, schema_overrides={"seller_nip": pl.String}
    )

    found = normalised(frame, noun("invoices"), town_of())
    assert found.rows() == [(kept, "526-025-02-74")]


def test_every_tax_number_of_the_contract_is_meant():
    frame = pl.DataFrame({"nip": ["526-025-02-74"]})

    assert normalised(frame, noun("units"), town_of())["nip"].to_list() == ["5260250274"]
