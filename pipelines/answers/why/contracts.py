"""Why a contract is a signal: what the register says of its countersignature and of its publication."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one, source
from pipelines.answers.why.numbers import numbers
from pipelines.reading import Reading
from rules.wording import Words

SAID = {
    "countersigned_on": "Countersigned on {day:day}.",
    "refused_on": "Countersignature refused on {day:day}.",
    "written_order_on": "Written order of {day:day}.",
    "council_and_rio_told_on": "Council and audit chamber told on {day:day}.",
    "register_published_on": "Entered in the central register on {day:day}.",
}


def of_contract(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The days in the register of contracts, who has to sign, and the last day for the entry."""
    contract = one(day, "from contract_facts where contract_id = $subject", subject)
    if contract is None:
        return
    yield from source(day, "contracts", "contract_id", subject, say)
    yield Line(say("state"), say("Signed on {day:day}.", day=contract["signed_on"]))
    for column, sentence in SAID.items():
        if contract[column] is not None:
            yield Line(say("state"), say(sentence, day=contract[column]))
    if contract["needs_treasurer"] == "no":
        yield Line(say("state"), say("The head of a budget unit signs alone (u.s.g. art. 47)."))
    if contract["due_on"] is not None:
        yield Line(
            say("due date"),
            say("Last day for the entry: {day:day}; a day off does not move it.", day=contract["due_on"]),
        )
        yield from numbers(day, say, "contract_register.days", on=contract["signed_on"])
