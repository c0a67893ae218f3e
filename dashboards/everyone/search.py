"""Where is the thing I have in mind?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.parts import Column, Filter
from dashboards.source.query import query
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say = sheet(), request().say

wanted = page.ask(
    "q", say("What are you looking for"), say("mark, number, name, NIP, code of the budget, part of a title")
)
[noun] = page.choose(
    Filter(
        "rodzaj",
        say("What"),
        {row.noun: wording.noun(say, row.noun) for row in query(__file__, "nouns")},
        say("everything"),
    )
)
asked = {"q": wanted, "noun": noun}
counted = query(__file__, "found", **asked, limit=1, skip=0)
size = counted[0].of if counted else 0
skip = page.turn(size)
rows = query(__file__, "found", **asked, limit=page.rows_per_page, skip=skip)
same = [row for row in rows if row.rank == 3]
page.answer(
    say("Find any case, document, invoice, budget line, contract or absence that you may see.")
    if not wanted
    else say("Nothing you may see is called {q}.", q=wanted)
    if not size
    else say(
        "{found}; exactly so: {mark}.", found=say.count(size, "{n} thing found", "{n} things found"), mark=same[0].mark
    )
    if len(same) == 1
    else say("{found}.", found=say.count(size, "{n} thing found", "{n} things found")),
    nouns=(),
)
page.work(
    say("Found"),
    [
        Column(say("Mark"), lambda row: row.mark, "minmax(9rem, 1fr)", code=True, hint=lambda row: row.subject),
        Column(say("What it is"), lambda row: wording.noun(say, row.noun), "8rem"),
        Column(say("Name"), lambda row: row.about or UNKNOWN, "minmax(8rem, 2fr)"),
        Column(say("Unit"), lambda row: row.unit or UNKNOWN, "4.2rem", hint=lambda row: row.unit_name),
        Column(say("Held by"), lambda row: row.holder_name or UNKNOWN, "minmax(7rem, 1fr)"),
        Column(say("Due date"), lambda row: say.day(row.due_on), "5.4rem", value=lambda row: row.due_on),
    ],
    rows,
    subject=lambda row: row.subject,
    skipped=skip,
    empty=say("Write a part of it above: capitals and Polish letters do not count.")
    if not wanted
    else say("Check the spelling, write less of it, or ask whether it is of a unit you do not see."),
)
page.foot(())
