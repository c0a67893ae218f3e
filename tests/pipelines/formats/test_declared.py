"""What each format says of its files, as the contract has it: by it a feed that names none is understood."""

from __future__ import annotations

import pytest

from pipelines.formats import FORMATS

PROMISED = {  # name: pattern, endings, what it gives unasked, and in letters: packaged, whole, loose
    "csv": ("*.csv", ".csv", "", "w"),
    "xlsx": ("*.xlsx", ".xlsx .xlsm .xlsb", "", "w"),
    "xls": ("*.xls", ".xls", "", "w"),
    "ods": ("*.ods", ".ods", "", "w"),
    "parquet": ("*.parquet", ".parquet", "", "w"),
    "jsonl": ("*.jsonl", ".jsonl .ndjson .json", "", "wl"),
    "ksef": ("*", "", "invoices", "pl"),
    "ubl": ("*.xml", "", "invoices", "pl"),
    "rb": ("*.xml", "", "report_lines", "pl"),
    "xes": ("*.xes*", ".xes .xes.gz", "cases case_events", "l"),
    "mt940": ("*", ".sta .mt940", "payments", "l"),
    "camt053": ("*.xml", "", "payments", "pl"),
    "html": ("*.htm*", ".html .htm", "", "w"),
    "sql": ("", "", "", "w"),
}


def test_no_format_is_missing_and_none_is_too_many():
    assert FORMATS.keys() == PROMISED.keys()


@pytest.mark.parametrize("name", PROMISED)
def test_a_format_says_what_the_contract_says_of_it(name):
    form = FORMATS[name]
    letters = "".join(word[0] for word in ("packaged", "whole", "loose") if getattr(form, word))
    assert (form.name, form.files, " ".join(form.suffixes), " ".join(form.nouns), letters) == (name, *PROMISED[name])
