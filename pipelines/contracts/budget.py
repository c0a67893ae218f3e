"""Budget: the plan, what was promised and what was done, entry by entry."""

import polars as pl

from pipelines.contracts.model import Day, Integer, Model, Money, Text, made, optional, required, year

SIDES = ("income", "spending")
CODELESS = ("receipt", "outgoing")
MEASURES = (
    "plan",
    "schedule",
    "commitment",
    "executed",
    "liability",
    "past_due",
    "receivable",
    "arrears",
    "overpaid",
    *CODELESS,
)
CODES = ("dzial", "rozdzial", "paragraf")


# only receipts and outgoings have no classification
class Budget(
    Model,
    key=["entry_id"],
    empty_only_where=dict.fromkeys(CODES, pl.col("measure").is_in(CODELESS)),
    told_by=["report_lines"],
    money=True,
):
    """A row per entry: a signed change of one measure on one budget line."""

    entry_id: Text = made("Identifier of the entry")
    year: Integer = year(need=True)
    booked_on: Day = required("Day of the entry")
    unit: Text = required("Unit whose budget it is", of="units")
    side: Text = required("Income or spending", choices=SIDES)
    dzial: Text = required("Budget division (dział)", nullable=True, form="010")
    rozdzial: Text = required("Budget chapter (rozdział)", nullable=True, form="01095")
    paragraf: Text = required("Budget paragraph (paragraf)", nullable=True, form="4300")
    task: Text = optional("Budget task")
    measure: Text = required("What is measured", choices=MEASURES)
    amount: Money = required("Amount of the change, with its sign")
    act: Text = optional("Act that changed the plan; one act is one transfer")
    act_kind: Text = optional("Whose act it was", choices=("council", "mayor", "manager"))
    state: Text = optional("State of the change", choices=("draft", "adopted", "entered"), default="entered")
    document_id: Text = optional("Document that proves it")
    note: Text = optional("Clause of the law, for example art256")
