"""Why an absence is a signal: who is away, who stands in, what falls due meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one, source
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.wording import Words

CHOSEN = {
    "absence": "confirmed_in_the_request", "scope": "by_the_accepted_scope_of_duties", "none": "nobody_is_named",
    "circle": "substitutes_in_a_circle",
}  # fmt: skip


def of_absence(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Who is away and until when, who stands in and how that was found, what falls due meanwhile."""
    absence = one(day, "select * from absences where absence = $subject", subject)
    if absence is None:
        return
    yield from source(day, "absences", "absence", subject, say)
    state = say("state")
    text = say(
        "Away from {first_day:day} to {last_day:day}.", first_day=absence["first_day"], last_day=absence["last_day"]
    )
    yield Line(state, text)
    rows = day.con.execute(
        """
        select kind, choice.unit, source, coalesce(name, substitute), passed, last_day, return_on
        from stand_in_choices as choice
        left join employees on employees.employee = substitute
        where absence = ?
        order by kind, choice.unit
        """,
        [subject],
    ).fetchall()
    for kind, unit, how, substitute, passed, last_day, return_on in rows:
        scope = " / ".join(part for part in (kind, unit) if part) or None
        if scope is None:
            if last_day > absence["last_day"]:
                yield Line(state, say("Away further without a working day between, to {day:day}.", day=last_day))
            yield Line(state, say("Back on {day:day}, the first working day after it.", day=return_on))
        text = say(
            "Stands in[ for {scope}]: {substitute} ({how:phrases})[, after {passed}].",
            scope=scope, substitute=substitute, how=CHOSEN[how], passed=", ".join(passed[1:]) or None,
        )  # fmt: skip
        yield Line(state, text)
    yield from _asked(day, subject, say)
    held = day.con.execute(
        "select subject, due_on, due_meanwhile from held_items where absence = ? order by due_on, subject", [subject]
    ).fetchall()
    for item, due_on, meanwhile in held:
        text = say(
            "{item}: due {day:day}[, {when:phrases}].",
            item=item,
            day=due_on,
            when=(meanwhile and "by_the_return") or None,
        )
        yield Line(say("due date"), text)


def _asked(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Of leave asked for or granted: who was named and whether that person agreed; what keeps somebody from it."""
    leave = one(
        day,
        """
        select leave_facts.*, coalesce(name, named) as named_as from leave_facts
        left join employees on employees.employee = named where absence = $subject
        """,
        subject,
    )
    if leave is None:
        return
    if leave["sent_on"] is not None:
        yield Line(say("state"), say("Sent to the superior on {day:day}.", day=leave["sent_on"]))
    if leave["named"] is None:
        yield Line(say("state"), say("The request names no substitute."))
    elif leave["somebody_confirmed"] == "no":
        yield Line(
            say("state"), say("{name} is named as the substitute and has not confirmed.", name=leave["named_as"])
        )
    rows = day.con.execute(
        sql("answers/why/hurdles.sql"),
        [subject],
    ).fetchall()
    for name, word, asks in rows:
        invoice = asks.removeprefix("check of ") if asks.startswith("check of ") else None
        text = say("{name}: {word:phrases}[ ({invoice})].", name=name, word=word, invoice=invoice)
        yield Line(say("state"), text)
