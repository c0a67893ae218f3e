"""Which open cases may miss their day?"""

from dashboards.charts.reliability import reliability
from dashboards.sheet import sheet
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

FEW_OF_A_KIND = 30  # settled cases of a kind, below which nothing is said of it
FEW = 100  # forecasts whose day has passed, below which nobody knows how good they are
page, say, since = sheet(), request().say, request().since

now = query(__file__, "numbers", few=FEW_OF_A_KIND)[0]
tried = now.known >= FEW and 0 < now.missed < now.known
trusted = tried and now.brier < now.brier_base


def share(probability: float | None) -> str:
    """A probability as a reader wants it; a dash where nothing can be said."""
    return say.percent(None if probability is None else round(probability * 100) * 100)


def three(value: float) -> str:
    """A score to three decimals."""
    return f"{value:.3f}".replace(".", say.comma)


if not now.ahead:
    sentence = say("No open case has its day ahead; forecasts appear here once a feed of cases has been loaded.")
elif not tried:
    sentence = say(
        "{ahead}. No forecast is given: only {known} of the last six months can show how good it would be, and that is "
        "too few.",
        ahead=say.count(now.ahead, "{n} open case has its day ahead", "{n} open cases have their day ahead"),
        known=say.count(now.known, "{n} case", "{n} cases"),
    )
elif not trusted:
    sentence = say(
        "{ahead}. No forecast is given: in the last six months it was no better than one number for all.",
        ahead=say.count(now.ahead, "{n} open case has its day ahead", "{n} open cases have their day ahead"),
    )
else:
    sentence = say(
        "{likely}; of {ahead:number} with their day ahead about {expected:number} will miss it unless something "
        "changes.",
        likely=say.count(
            now.likely,
            "{n} open case will rather miss its day than keep it",
            "{n} open cases will rather miss their day than keep it",
        ),
        ahead=now.ahead,
        expected=round(now.expected or 0),
    )
page.answer(sentence)
if trusted:
    then = (query_before(__file__, "numbers", few=FEW_OF_A_KIND) or [now])[0]
    page.numbers(
        number(
            say("rather miss their day"),
            now.likely,
            then.likely,
            say.number,
            say("Open cases with a probability of at least one in two."),
        ),
        number(
            say("expected to miss it"),
            round(now.expected or 0),
            round(then.expected or 0),
            say.number,
            say("The sum of the probabilities of all open cases whose day lies ahead."),
        ),
        Number(
            say("error of the forecast"),
            three(now.brier),
            "",
            say(
                "The mean squared error (Brier) of {known:number} forecasts of the last six months whose day "
                "has passed; 0 is perfect. Beside it the error of always saying {base}, "
                "the share that missed in the end.",
                known=now.known,
                base=say.percent(round(10000 * now.missed / now.known)),
            ),
            beside=say("one number for all: {error}", error=three(now.brier_base)),
        ),
        number(
            say("nothing can be said"),
            now.unsaid,
            then.unsaid,
            say.number,
            say("Cases of kinds with fewer than {few:number} settled cases.", few=FEW_OF_A_KIND),
        ),
    )
if owed := query(__file__, "notices")[0].owed:
    page.told(
        say("Notices to sign today"),
        [
            say.count(
                owed,
                "{n} notice of delay is owed: the document has a letter with the cause and the day the record offers.",
                "{n} notices of delay are owed: the document has a letter for each, with the cause and the day the "
                "record offers.",
            )
        ],
    )
    page.file(say("Notices to sign (DOCX)"), "/pisma/zawiadomienia.docx")
offered = query(__file__, "choices")
unit, service = page.choose(
    Filter("jednostka", say("Unit"), {row.unit: row.unit for row in offered if row.unit}, say("all units")),
    Filter("usluga", say("Service"), {row.service: row.service for row in offered if row.service}, say("all services")),
)
asked = {"unit": unit, "service": service, "few": FEW_OF_A_KIND}
size = query(__file__, "size", **asked)[0]
skip = page.turn(size.rows_shown)
page.work(
    say("Open cases, the likeliest to miss their day first") if trusted else say("Open cases by their day"),
    [
        Column(say("Case"), lambda row: row.subject, "10.5rem", code=True),
        Column(say("Service"), lambda row: row.service or UNKNOWN, "minmax(9rem, 2fr)"),
        Column(say("Unit"), lambda row: row.unit or UNKNOWN, "4.5rem", hint=lambda row: row.unit_name),
        Column(say("Due date"), lambda row: say.day(row.net_due_on), "6rem", numeric=True),
        Column(say("Term gone by"), lambda row: share(row.gone_percent / 100), "6rem", numeric=True),
        *([Column(say("Misses its day"), lambda row: share(row.probability), "6rem", numeric=True)] if trusted else []),
    ],
    query(__file__, "forecast", trusted=trusted, limit=page.rows_per_page, skip=skip, **asked),
    facts=lambda row: [
        (say("Handled by"), row.holder_name),
        (say("Last step"), say(row.last_step) if row.last_step else ""),
        (say("Last step on"), say.day(row.last_step_on) if row.last_step_on else ""),
        (say("Settled cases of this kind"), say.number(row.settled_of_kind)),
    ],
    subject=lambda row: row.subject,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Open cases appear here once a feed of cases has been loaded."),
)
if tried:
    bands = query(__file__, "calibration", few=FEW_OF_A_KIND)
    page.chart(
        say("What was foretold in the last six months, and what came"),
        reliability(bands, (say("Foretold"), say("Came"), say("Forecasts")), page.palette),
        say("Points near the dashed line were foretold rightly; those above it missed their day more often."),
        Table(
            say("Forecasts by band, those with at least ten"),
            [
                Column(say("Foretold on average"), lambda row: say.percent(round(10000 * row.foretold)), numeric=True),
                Column(say("Missed their day"), lambda row: say.percent(round(10000 * row.came)), numeric=True),
                Column(say("Forecasts"), lambda row: say.number(row.forecasts), numeric=True),
            ],
            bands,
        ),
        say(
            "Made on the first days of the last six months from what had happened by then. Stops and days off are no "
            "time here, and nothing of any person is used. Cases are held against those of their kind that were open "
            "at the same share of the term (Kaplan-Meier)."
        ),
    )
page.foot()
