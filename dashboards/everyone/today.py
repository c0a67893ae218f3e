"""What does this morning ask of me?"""

from dashboards.sheet import sheet
from dashboards.sheet.excerpt import answer_of
from dashboards.sheet.parts import Column, Filter, Number
from dashboards.sheet.wording import change
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, w, since = sheet(), request().words, request().since

now = query(__file__, "numbers")[0]
then = (query_before(__file__, "numbers") or [now])[0]

grave = now.critical + now.high
page.answer(
    w(
        "{grave}; new or graver since the last run: {fresh:number}.[ {together}]",
        grave=w.count(
            grave, "Look first at {n} critical or urgent matter", "Look first at {n} critical or urgent matters"
        )
        if grave
        else w("Nothing is critical or urgent"),
        fresh=now.fresh,
        together=w.count(
            now.signals,
            "A matter with several signals counts once, by the gravest; {n} signal in all.",
            "A matter with several signals counts once, by the gravest; {n} signals in all.",
        )
        if now.signals > now.things
        else None,
    )
    if now.things
    else w("No signals today."),
    nouns=(),
)
page.numbers(
    *(
        Number(label, w.number(n), change(w, n, past, since, w.number), meaning)
        for label, n, past, meaning in (
            (
                w("critical"),
                now.critical,
                then.critical,
                w(
                    "The office loses a right or money for good, or discipline is at stake, unless "
                    "something happens now."
                ),
            ),
            (w("urgent"), now.high, then.high, w("A deadline has passed or a plan is exceeded.")),
            (w("need attention"), now.warn, then.warn, w("A deadline or a limit is near.")),
            (w("for information"), now.info, then.info, w("Worth knowing; nothing has to be done today.")),
        )
    )
)
kinds: dict[str, str] = {
    "cases": w("cases"),
    "documents": w("documents"),
    "invoices": w("invoices"),
    "budget": w("budget"),
    "absences": w("absences"),
    "feeds": w("data sources"),
    "contracts": w("contracts"),
    "reports": w("statutory reports"),
    "works": w("street works"),
    "law": w("law"),
}
noun, fresh = page.choose(
    Filter(
        "rodzaj",
        w("What"),
        {row.noun: kinds.get(row.noun) or str(row.noun) for row in query(__file__, "nouns")},
        w("everything"),
    ),
    Filter("nowe", w("Since the last run"), {"tak": w("only new or worse")}, w("everything")),
)
size = query(__file__, "size", noun=noun, fresh=fresh)[0]
skip = page.turn(size.rows_shown)
page.work(
    w("To look at first"),
    [
        Column(
            w("What is the matter"), lambda row: row.said[0]["message"], "minmax(0, 6fr)", hint=lambda row: row.subject
        ),
        Column(w("Unit"), lambda row: row.unit_name or row.unit or UNKNOWN, "minmax(8rem, 1.6fr)"),
        Column(w("Due date"), lambda row: w.day(row.due_on), "6rem"),
    ],
    query(__file__, "signals", noun=noun, fresh=fresh, limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (w("About"), f"{kinds.get(row.noun, row.noun)}: {row.subject}"),
        (w("Amount"), w.money(row.amount) if row.amount else ""),
    ],
    subject=lambda row: row.subject,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=w("Signals appear here after a run finds something late, soon late or over the plan."),
)
page.answers(w("Your pages"), answer_of)
page.foot()
