"""Where may the money that a line lacks come from, and who decides?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Number
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, say, since = sheet(), request().say, request().since

now = query(__file__, "numbers")[0]

short = say.count(
    now.short,
    "{n} line is short or will be by the end of the year, by {amount:money}",
    "{n} lines are short or will be by the end of the year, by {amount:money} altogether",
    amount=now.short_by,
)
page.answer(
    say("No budget has been loaded for {year}.", year=request().snapshot.as_of.year)
    if not now.lines
    else say("No line is short, and none will be by the pace of the year so far.")
    if not now.short
    else say(
        "{short}; other lines of the same divisions can give {covered:money}.", short=short, covered=now.covered_by
    )
)
then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    number(
        say("short already"),
        now.short_now_by,
        then.short_now_by,
        say.money,
        say(
            "Lines executed or committed above their plan: {n:number}. Lines that a court ordered and those to be "
            "cleared are left out.",
            n=now.short_now,
        ),
    ),
    number(
        say("short by the end of the year"),
        now.short_by,
        then.short_by,
        say.money,
        say(
            "What is committed, executed or forecast at the pace of the year so far, whichever is most, above the plan."
        ),
    ),
    number(
        say("other lines can give"),
        now.covered_by,
        then.covered_by,
        say.money,
        say(
            "Of the same division: plan less what is committed, executed or forecast, and less what a draft change "
            "takes away. A line that stands beside several shortages can give only once."
        ),
    ),
    Number(
        say("lines that can be covered"),
        say("{n:number} of {all:number}", n=now.covered, all=now.short),
        wording.change(say, now.covered, then.covered, since, say.number),
        say("Lines for which the ten nearest lines of the division have enough to spare."),
    ),
)

WHO = {
    "mayor": say("the mayor's order (UFP art. 257 pkt 3)"),
    "council_allowed": say("the mayor, if the council allowed it (UFP art. 258 ust. 1 pkt 1)"),
}
unit, which, who = page.choose(
    Filter("jednostka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all")),
    Filter(
        "ktore",
        say("Short"),
        {"przekroczone": say("already"), "prognoza": say("by the forecast only")},
        say("already or later"),
    ),
    Filter("kto", say("Who decides"), WHO, say("anybody")),
)
columns = [
    Column(
        say("Line that is short"),
        lambda row: f"{row.dzial}-{row.rozdzial}-{row.paragraf} {row.unit}",
        "minmax(9.4rem, 1fr)",
        code=True,
        hint=lambda row: row.unit_name,
        sort="line",
        value=lambda row: row.line,
    ),
    Column(
        say("Short by"),
        lambda row: say.money(row.short_by),
        "6.6rem",
        numeric=True,
        sort="short_by",
        value=lambda row: row.short_by,
        means=say("Committed, executed or forecast, whichever is most, less the plan."),
    ),
    Column(
        say("From the line"),
        lambda row: (
            f"{row.dzial}-{row.from_rozdzial}-{row.from_paragraf} {row.from_unit}" if row.from_line else say("none")
        ),
        "minmax(9.4rem, 1fr)",
        code=True,
        hint=lambda row: row.from_unit_name,
        value=lambda row: row.from_line,
    ),
    Column(
        say("Free there"),
        lambda row: say.money(row.free),
        "6.6rem",
        numeric=True,
        sort="free",
        value=lambda row: row.free,
        means=say("Its plan less what is committed, executed or forecast, and less what a draft change takes away."),
    ),
    Column(
        say("Proposed"),
        lambda row: say.money(row.proposed) if row.proposed else "",
        "6.6rem",
        numeric=True,
        value=lambda row: row.proposed,
        means=say("As much of it as the shortage needs after the lines before it."),
    ),
    Column(
        say("Who decides"),
        lambda row: WHO[row.decides] if row.decides else say("the council, from another division"),
        "minmax(9rem, 1.6fr)",
        means=say(
            "Within a division the mayor moves current money; pay and capital money only as far as the council allowed "
            "it. Between divisions only the council moves money, so such lines are not listed."
        ),
    ),
]
asked = {"unit": unit, "which": which, "who": who}
size = query(__file__, "size", **asked)[0]
skip = page.turn(size.rows_shown)
page.work(
    say("Where money may come from"),
    columns,
    query(__file__, "transfers", **asked, order=page.order(columns), limit=page.rows_per_page, skip=skip),
    subject=lambda row: row.line,
    totals=[say("Total"), "", "", "", say.money(size.proposed), ""],
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say(
        "Lines appear here when one is short and others of its division have money to spare; the file of this list is "
        "the annex to a change of the plan."
    ),
)
page.foot()
