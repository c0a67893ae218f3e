"""Which contracts are used up, end soon, or lack what the law asks of them?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.parts import Column, Filter, Number
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since

now = query(__file__, "numbers")[0]

parts = [
    text
    for n, text in (
        (
            now.unsigned,
            say.count(
                now.unsigned, "{n} contract lacks the countersignature", "{n} contracts lack the countersignature"
            ),
        ),
        (
            now.unpublished,
            say.count(now.unpublished, "{n} is not in the register yet", "{n} are not in the register yet"),
        ),
        (now.full_up, say.count(now.full_up, "{n} is wholly used", "{n} are wholly used")),
        (now.nearly_full, say.count(now.nearly_full, "{n} is nearly used up", "{n} are nearly used up")),
        (now.ends_soon, say.count(now.ends_soon, "{n} ends soon", "{n} end soon")),
    )
    if n
]
page.answer(
    say("No register of contracts has been loaded.")
    if not now.contracts
    else f"{'; '.join(parts)}."
    if parts
    else say("All contracts are countersigned, registered, not used up, and none ends soon.")
)

then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    Number(
        say("used up or nearly"),
        say.number(now.full_up + now.nearly_full if now.use_told else None),
        wording.change(say, now.full_up + now.nearly_full, then.full_up + then.nearly_full, since, say.number),
        say(
            "Contracts that run and whose value is used beyond the two thresholds of rule Z02; wholly used: {n:number}."
            " How much is used is told of {told:number}.",
            n=now.full_up,
            told=now.use_told,
        ),
    ),
    Number(
        say("ending soon"),
        say.number(now.ends_soon if now.contracts else None),
        wording.change(say, now.ends_soon, then.ends_soon, since, say.number),
        say(
            "Contracts whose last day is within the days of rule Z02; the next one ends on {day:day}.", day=now.next_end
        ),
    ),
    Number(
        say("not in the register"),
        say.number(now.unpublished if now.contracts else None),
        wording.change(say, now.unpublished, then.unpublished, since, say.number),
        say(
            "Contracts that the central register has to have and has not; after their last day: {late:number}. Of "
            "{unknown:number} it is not known whether they have to be there.",
            late=now.unpublished_late,
            unknown=now.register_unknown,
        ),
    ),
    Number(
        say("without the countersignature"),
        say.number(now.unsigned if now.contracts else None),
        wording.change(say, now.unsigned, then.unsigned, since, say.number),
        say(
            "Contracts without a day of countersignature. Signed on a written order, with the council and the chamber "
            "not told: {n:number}.",
            n=now.untold,
        ),
    ),
)

unit, what = page.choose(
    Filter("komorka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all")),
    Filter(
        "co-sprawdzic",
        say("What to look at"),
        {
            "wykorzystane": say("used up or nearly"),
            "koniec": say("ending soon"),
            "rejestr": say("not in the register"),
            "kontrasygnata": say("without the countersignature"),
        },
        say("all contracts"),
    ),
)
size = query(__file__, "size", unit=unit, what=what)[0]
skip = page.turn(size.rows_shown)
SIGNED = {
    "in_order": say("in order"),
    "untold": say("council and chamber not told"),
    "missing": say("missing"),
}
columns = [
    Column(say("Contract"), lambda row: row.contract_id, "minmax(7rem, 1.4fr)", code=True, sort="contract_id"),
    Column(say("Unit"), lambda row: row.unit, "4rem", hint=lambda row: row.unit_name),
    Column(
        say("Value"),
        lambda row: say.money(row.value),
        "7.4rem",
        numeric=True,
        sort="value",
        value=lambda row: row.value,
    ),
    Column(say("Used"), lambda row: say.percent(row.used_bp), "4.4rem", numeric=True, sort="used_bp"),
    Column(say("Ends on"), lambda row: say.day(row.ends_on), "5.8rem", sort="ends_on", value=lambda row: row.ends_on),
    Column(say("Countersignature"), lambda row: SIGNED[row.countersignature], "minmax(6rem, 1fr)"),
    Column(
        say("Register by"),
        lambda row: (
            say.day(row.due_on)
            if row.unpublished == "yes"
            else (UNKNOWN if row.unpublished is None else say("in order"))
        ),
        "6rem",
    ),
]
page.work(
    say("Contracts, the gravest first"),
    columns,
    query(__file__, "contracts", unit=unit, what=what, order=page.order(columns), limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (say("Unit"), row.unit_name),
        (say("Looked after by"), row.owner_name or row.owner or ""),
        (say("Signed on"), say.day(row.signed_on)),
        (say("Used amount"), say.money(row.used_amount) if row.used_amount is not None else ""),
        (say("Countersigned on"), say.day(row.countersigned_on) if row.countersigned_on else ""),
        (say("In the register since"), say.day(row.register_published_on) if row.register_published_on else ""),
    ],
    subject=lambda row: row.subject,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say(
        "Contracts appear here once their register (`contracts`) has been loaded; `used_amount` in it says how much "
        "of each is used."
    )
    if not now.contracts
    else say("No contract matches the filter."),
)
page.foot()
