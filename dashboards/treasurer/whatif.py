"""What would be said if money were moved, a plan or a threshold changed, or it were another day?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query
from dashboards.source.request import request
from dashboards.source.trying import tried
from pipelines.refusal import Refusal

page, say = sheet(), request().say
lines = {
    row.line: say("{line} ({unit}), left: {left:money}", line=row.line, unit=row.unit_name, left=row.left_amount)
    for row in query(__file__, "lines")
}
FIELDS = {
    "move_from": Filter("z-podzialki", say("Move from the line"), lines, say("none")),
    "move_to": Filter("na-podzialke", say("to the line"), lines, say("none")),
    "amount": Filter("kwota", say("Amount"), None, "12 000,00"),
    "decided_by": Filter(
        "kto", say("Who changes the plan"), {"council": say("the council"), "manager": say("the head of the unit")},
        say("the mayor"),
    ),
    "line": Filter("podzialka", say("Change the plan of the line"), lines, say("none")),
    "plan": Filter("plan", say("its plan would be"), None, "50 000,00"),
    "threshold": Filter("prog", say("A threshold of a rule"), None, "B03.ahead = 15"),
    "day_off": Filter("wolne", say("The office is closed on"), None, "24.12.2026"),
    "as_of": Filter("dzien", say("The day judged for"), None, "31.12.2026"),
}  # fmt: skip
asked = {name: page.address.chosen(field) for name, field in FIELDS.items()}
told, refusal = None, None
if any(text for name, text in asked.items() if name != "decided_by"):
    with page.waiting(say("A copy of the day is being judged; it takes as long as a run.")):
        try:
            told = tried(**asked)
        except Refusal as why:
            refusal = why

appear, vanish = (told["appear"], told["vanish"]) if told else ([], [])
changed = told["change"] if told else []
page.answer(
    say("No budget has been loaded, so only thresholds and days can be tried; the difference appears here.")
    if not lines and not told and not refusal
    else f"{refusal.message} {refusal.fix}"
    if refusal
    else say("Choose below what to change: the real rules judge a copy of the day, and nothing is saved.")
    if told is None
    else say(
        "{appear}, {vanish}; {n:number} would be said differently. Nothing of it is saved.",
        appear=say.count(len(appear), "{n} signal would appear", "{n} signals would appear"),
        vanish=say.count(len(vanish), "{n} would vanish", "{n} would vanish"),
        n=len(changed),
    )
)
page.fields(list(FIELDS.values()), list(asked.values()), say("Try it"))


def signals(title: str, caption: str, rows: list) -> None:
    """A table of findings, the gravest first."""
    page.table(
        title,
        Table(
            caption,
            [
                Column(say("Gravity"), lambda row: wording.severity(say, row["severity"])),
                Column(say("Rule"), lambda row: row["rule"]),
                Column(say("Signal"), lambda row: row["message"]),
                Column(say("Legal basis"), lambda row: "; ".join(row["law"] or ())),
            ],
            rows[:100],
        ),
    )


if told:
    page.numbers(
        Number(say("would appear"), say.number(len(appear)), "", say("Signals that only the changed copy has.")),
        Number(say("would vanish"), say.number(len(vanish)), "", say("Signals of today that the changed copy lacks.")),
        Number(
            say("would be said differently"),
            say.number(len(changed)),
            "",
            say("The same matter by the same rule, with another gravity, day or amount."),
        ),
    )
    if vanish:
        signals(say("Would vanish"), say("Said today, and not in the changed copy"), vanish)
    if appear:
        signals(say("Would appear"), say("Not said today, and said in the changed copy"), appear)
    if changed:
        page.table(
            say("Would be said differently"),
            Table(
                say("The same matter today and in the changed copy"),
                [
                    Column(say("Rule"), lambda row: row["after"]["rule"]),
                    Column(say("Today"), lambda row: row["before"]["message"]),
                    Column(say("In the changed copy"), lambda row: row["after"]["message"]),
                    Column(say("Gravity"), lambda row: wording.severity(say, row["after"]["severity"])),
                ],
                changed[:100],
            ),
        )
page.told(
    say("How this works"),
    [
        say("The address of this page holds the whole case: send it to show what you see."),
        say("A transfer is entered as an act of today by whoever you choose; the rules say whether they may do it."),
        say("Thresholds that the law sets cannot be changed."),
    ],
)
page.foot()
