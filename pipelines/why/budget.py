"""Why a budget line stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.reading import Reading
from pipelines.why.line import Line, one
from rules.wording import Words


def of_budget_line(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Every entry of plan, commitments and execution, with file and line, and their sums."""
    line = one(day, "from budget_facts where line = $subject and level = 'paragraf'", subject)
    if line is None:
        return
    rows = day.con.execute(
        """
        select measure, booked_on, amount, act, file, entry.line
        from budget as entry
        left join (select load_id, file from loads) using (load_id)
        where concat_ws('/', unit, year, side, dzial, rozdzial, paragraf) = ? and booked_on <= getvariable('as_of')
          and coalesce(state, 'entered') <> 'draft' and measure in ('plan', 'commitment', 'executed')
        order by list_position(['plan', 'commitment', 'executed'], measure), booked_on, entry.line
        """,
        [subject],
    ).fetchall()
    for measure, booked_on, amount, act, file, number in rows:
        text = say(
            "{day:day}: {sum:money}[, act {act}] ({file}, line {line}).",
            day=booked_on, sum=amount, act=act, file=file, line=number,
        )  # fmt: skip
        yield Line(say(measure), text)
    for measure, total in (("plan", "plan"), ("commitment", "committed"), ("executed", "executed")):
        yield Line(say(measure), say("Together: {sum:money}.", sum=line[total]))
