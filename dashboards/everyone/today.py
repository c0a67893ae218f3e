"""What does this morning ask of me?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.excerpt import answer_of
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, search
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since

everything = [row.noun for row in query(__file__, "everything")]  # what is summed up here
now = query(__file__, "numbers")[0]

grave = now.critical + now.high
page.answer(
    say(
        "{grave}; new or graver since the last run: {fresh:number}.[ {together}]",
        grave=say.count(
            grave, "Look first at {n} critical or urgent matter", "Look first at {n} critical or urgent matters"
        )
        if grave
        else say("Nothing is critical or urgent"),
        fresh=now.fresh,
        together=say.count(
            now.signals,
            "A matter with several signals counts once, by the gravest; {n} signal in all.",
            "A matter with several signals counts once, by the gravest; {n} signals in all.",
        )
        if now.signals > now.things
        else None,
    )
    if now.things
    else say("No signals today."),
    nouns=everything,
)
then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    *(
        number(label, n, past, say.number, meaning)
        for label, n, past, meaning in (
            (
                say("critical"),
                now.critical,
                then.critical,
                say(
                    "The office loses a right or money for good, or discipline is at stake, unless "
                    "something happens now."
                ),
            ),
            (say("urgent"), now.high, then.high, say("A deadline has passed or a plan is exceeded.")),
            (say("need attention"), now.warn, then.warn, say("A deadline or a limit is near.")),
            (say("for information"), now.info, then.info, say("Worth knowing; nothing has to be done today.")),
        )
    )
)
noun, fresh, wanted = page.choose(
    Filter(
        "rodzaj",
        say("What"),
        {row.noun: wording.noun(say, row.noun) for row in query(__file__, "nouns")},
        say("everything"),
    ),
    Filter("nowe", say("Since the last run"), {"tak": say("only new or worse")}, say("everything")),
    search(say, say("mark, number, words of a signal")),
)
columns = [
    Column(
        say("What is the matter"),
        lambda row: row.said[0]["message"],
        "minmax(0, 6fr)",
        hint=lambda row: f"{wording.noun(say, row.noun)}: {row.subject}",
        means=say("The gravest signal of the matter; the others unfold under it."),
    ),
    Column(say("Unit"), lambda row: row.unit or UNKNOWN, "4.2rem", hint=lambda row: row.unit_name, sort="unit",
           value=lambda row: row.unit_name),
    Column(
        say("Amount"), lambda row: say.money(row.amount) if row.amount else "", "7.2rem", numeric=True, sort="amount",
        value=lambda row: row.amount, means=say("What is at stake in that signal, where it is an amount."),
    ),
    Column(say("Due date"), lambda row: say.day(row.due_on), "5.4rem", sort="due_on", value=lambda row: row.due_on,
           means=say("The day that signal speaks of.")),
]  # fmt: skip
order = page.order(columns)
size = query(__file__, "size", noun=noun, fresh=fresh, search=wanted)[0]
skip = page.turn(size.rows_shown)
page.work(
    say("To look at first"),
    columns,
    query(__file__, "signals", noun=noun, fresh=fresh, search=wanted, order=order, limit=page.rows_per_page, skip=skip),
    facts=lambda row: [(say("About"), f"{wording.noun(say, row.noun)}: {row.subject}")],
    subject=lambda row: row.subject,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Signals appear here after a run finds something late, soon late or over the plan."),
)
page.answers(say("Your pages"), answer_of)
page.foot(everything)
