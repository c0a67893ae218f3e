"""What does this morning ask of me?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.excerpt import answer_of
from dashboards.sheet.parts import Column, Filter, Number
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since

now = query(__file__, "numbers")[0]
then = (query_before(__file__, "numbers") or [now])[0]

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
    nouns=(),
)
page.numbers(
    *(
        Number(label, say.number(n), wording.change(say, n, past, since, say.number), meaning)
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
noun, fresh = page.choose(
    Filter(
        "rodzaj",
        say("What"),
        {row.noun: wording.noun(say, row.noun) for row in query(__file__, "nouns")},
        say("everything"),
    ),
    Filter("nowe", say("Since the last run"), {"tak": say("only new or worse")}, say("everything")),
)
size = query(__file__, "size", noun=noun, fresh=fresh)[0]
skip = page.turn(size.rows_shown)
page.work(
    say("To look at first"),
    [
        Column(
            say("What is the matter"),
            lambda row: row.said[0]["message"],
            "minmax(0, 6fr)",
            hint=lambda row: row.subject,
        ),
        Column(say("Unit"), lambda row: row.unit_name or row.unit or UNKNOWN, "minmax(8rem, 1.6fr)"),
        Column(say("Due date"), lambda row: say.day(row.due_on), "6rem"),
    ],
    query(__file__, "signals", noun=noun, fresh=fresh, limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (say("About"), f"{wording.noun(say, row.noun)}: {row.subject}"),
        (say("Amount"), say.money(row.amount) if row.amount else ""),
    ],
    subject=lambda row: row.subject,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Signals appear here after a run finds something late, soon late or over the plan."),
)
page.answers(say("Your pages"), answer_of)
page.foot()
