"""What is owed to the town, and what has to be done before it lapses?"""

from decimal import Decimal

from dashboards.sheet import sheet, wording
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, say, since = sheet(), request().say, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]

remind = say.count(
    now.to_remind,
    "{n} reminder has to be sent, for {amount:money}.",
    "{n} reminders have to be sent, for {amount:money}.",
    amount=now.to_remind_amount,
)
page.answer(
    say("No register of receivables has been loaded.")
    if not now.open
    else (
        say.count(
            now.lapsing,
            "{n} receivable lapses this year, {amount:money}; the first on {day:day}.",
            "{n} receivables lapse this year, {amount:money} altogether; the first on {day:day}.",
            amount=now.lapsing_amount,
            day=now.lapses_on,
        )
        if now.lapsing
        else say("No receivable lapses this year any more.")
    )
    + (f" {remind}" if now.to_remind else ""),
)

then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    Number(
        say("owed to the town"),
        say.money(now.owed if now.open else None),
        wording.change(say, now.owed, then.owed, since, say.money),
        say("All receivables of the register whose day has come and that are not paid, remitted or written off."),
    ),
    Number(
        say("to be reminded of"),
        say.money(now.to_remind_amount if now.open else None),
        wording.change(say, now.to_remind_amount, then.to_remind_amount, since, say.money),
        say(
            "Receivables without a reminder: {n:number}; small civil claims that the town lets rest are left out.",
            n=now.to_remind,
        ),
    ),
    Number(
        say("reminded of, without a title"),
        say.money(now.to_enforce_amount if now.open else None),
        wording.change(say, now.to_enforce_amount, then.to_enforce_amount, since, say.money),
        say("With a reminder, and neither an enforcement title nor a claim: {n:number}.", n=now.to_enforce),
    ),
    Number(
        say("lapsing this year"),
        say.money(now.lapsing_amount if now.open else None),
        wording.change(say, now.lapsing_amount, then.lapsing_amount, since, say.money),
        say(
            "Receivables whose limitation period ends by 31 December: {n:number}; already lapsed: {lapsed:number}.",
            n=now.lapsing,
            lapsed=now.lapsed,
        ),
    ),
)

KINDS = {"tax": say("taxes"), "civil": say("civil claims"), "fee": say("fees")}
step, kind = page.choose(
    Filter(
        "krok",
        say("What to do"),
        {
            "upomnienie": say("send a reminder"),
            "tytul": say("issue a title or sue"),
            "przedawnienie": say("lapses this year"),
            "przedawnione": say("lapsed"),
        },
        say("all"),
    ),
    Filter("rodzaj", say("Kind"), KINDS, say("all")),
)
size = query(__file__, "size", step=step, kind=kind)[0]
skip = page.turn(size.rows_shown)
columns = [
    Column(say("Receivable"), lambda row: row.receivable, "minmax(6rem, 1.2fr)", code=True, sort="receivable"),
    Column(say("Kind"), lambda row: KINDS[row.kind], "minmax(5rem, 1fr)"),
    Column(say("Due on"), lambda row: say.day(row.due_on), "5.6rem", sort="due_on", value=lambda row: row.due_on),
    Column(say("Owed"), lambda row: say.money(row.owed), "7rem", numeric=True, sort="owed", value=lambda row: row.owed),
    Column(
        say("Reminder"),
        lambda row: say.day(row.reminded_on) if row.reminded_on else say("none"),
        "5.6rem",
        sort="reminded_on",
        value=lambda row: row.reminded_on,
    ),
    Column(
        say("Title"),
        lambda row: say.day(row.titled_on) if row.titled_on else say("none"),
        "5.6rem",
        sort="titled_on",
        value=lambda row: row.titled_on,
    ),
    Column(
        say("Lapses on"),
        lambda row: say.day(row.lapses_on),
        "5.8rem",
        sort="lapses_on",
        value=lambda row: row.lapses_on,
    ),
]
page.work(
    say("Receivables, {owed:money} altogether", owed=size.owed),
    columns,
    query(
        __file__, "receivables", step=step, kind=kind, order=page.order(columns), limit=page.rows_per_page, skip=skip
    ),
    facts=lambda row: [
        (say("Days since it was due"), say.number(row.due_days)),
        (say("Interrupted on"), say.day(row.broken_on) if row.broken_on else ""),
        (say("The limitation period runs from"), say.day(row.runs_from)),
        (say("Legal basis"), row.cited or ""),
        (say("Small claims rest by"), row.resting_law or "" if row.rests == "yes" else ""),
    ],
    subject=lambda row: row.receivable,
    totals=[say("Total"), "", "", say.money(size.owed), "", "", ""],
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say(
        "Receivables appear here once their register (`receivables`) has been loaded: amounts, due days, reminders "
        "and titles."
    )
    if not now.open
    else say("No receivable matches the filter."),
)

AGES = (
    say("up to 30 days"),
    say("31 to 90 days"),
    say("91 days to a year"),
    say("one to three years"),
    say("more than three years"),
)
aging = query(__file__, "aging")
if aging:
    page.table(
        say("How old the receivables are"),
        Table(
            say("What is owed by days since it was due, and by kind"),
            [
                Column(say("Since it was due"), lambda row: AGES[row.bucket]),
                Column(say("Receivables"), lambda row: say.number(row.n), numeric=True),
                Column(say("Taxes"), lambda row: say.money(row.tax), numeric=True),
                Column(say("Civil claims"), lambda row: say.money(row.civil), numeric=True),
                Column(say("Fees"), lambda row: say.money(row.fee), numeric=True),
                Column(say("Owed"), lambda row: say.money(row.owed), numeric=True),
            ],
            aging,
            (
                say("Total"),
                say.number(sum(row.n for row in aging)),
                *(
                    say.money(sum((getattr(row, kind) for row in aging), ZERO))
                    for kind in ("tax", "civil", "fee", "owed")
                ),
            ),
        ),
    )
page.foot()
