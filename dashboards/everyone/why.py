"""Why is this date, or this sum, what it is?"""

from dashboards.sheet import sheet
from dashboards.sheet.address import SUBJECT
from dashboards.source.query import query
from dashboards.source.reasons import reasons
from dashboards.source.request import request

page, say, day = sheet(), request().say, request().snapshot.as_of
SOURCES = {
    "cases": ("cases", "case_events"),
    "documents": ("documents", "case_events"),
    "invoices": ("invoices", "payments"),
    "budget": ("budget",),
}

subject = page.ask(SUBJECT, say("What about"), say("a case mark, an invoice's number, a budget line")) or ""
thing = next(iter(query(__file__, "named", subject=subject)), None) if subject else None
steps = reasons(thing.id) if thing else ()  # by its identifier: two sellers may give one number
nouns = SOURCES.get(thing.noun, ()) if thing and steps else ()

if not subject:
    text = say("Every date and every sum, step by step: write what it is about.")
elif not thing or not steps:
    text = say("Nothing is known of {subject} in what you may see; capitals and dots count.", subject=subject)
else:
    said = query(__file__, "said", subject=thing.id)
    text = said[0].message if said else say("{subject}: no signal on {day:day}.", subject=subject, day=day)
page.answer(text, nouns)
if thing and steps:
    page.steps(say("Step by step"), steps, thing.id)
page.foot(nouns)
