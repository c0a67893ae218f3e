"""What is served beside the pages: whether the service lives, whether its data are fresh, and the pages on paper."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboards.pages import FIRST, PAGES, Page
from dashboards.sheet.address import PERSON, SIGNED, to
from dashboards.sheet.export import KINDS
from dashboards.sheet.export import export as export_of
from dashboards.sheet.print import refused
from dashboards.sheet.print import report as report_of
from dashboards.source import access, signed_link
from dashboards.source.freshness import not_ready
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import Unpublished, language, newest, town_root
from pipelines.acts.record import Wish, read_wishes
from pipelines.answers.agenda import agenda
from pipelines.answers.agenda.token import holder
from pipelines.answers.notices import letters
from pipelines.refusal import Refusal
from pipelines.schedule.heartbeat import troubles
from pipelines.store.state import open_state
from rules.wording import words

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def health(request: Request) -> Response:
    """The process lives."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Data are published, none of them is old and the schedule is awake: 200, else 503 with the reasons."""
    reasons = await run_in_threadpool(_not_ready)
    return JSONResponse({"status": "not ready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200)


async def start(request: Request) -> Response:
    """The day in a few sentences: where links from letters lead."""
    return await run_in_threadpool(_printed, request, PAGES[FIRST])


async def report(request: Request) -> Response:
    """One page for the printer."""
    page = PAGES.get(request.path_params["page"])
    if page is None:
        return not_there()
    return await run_in_threadpool(_printed, request, page)


async def export(request: Request) -> Response:
    """The list of one page as a file for a spreadsheet."""
    page, kind = PAGES.get(request.path_params["page"]), request.path_params["kind"]
    if page is None or kind not in KINDS:
        return not_there()
    return await run_in_threadpool(_exported, request, page, kind)


async def calendar(request: Request) -> Response:
    """A person's deadlines for a calendar program; the secret in the address is the only key."""
    try:
        feed = await run_in_threadpool(_calendar, request.path_params["token"])
    except Unpublished as refusal:  # a calendar program asks again later
        return HTMLResponse(refused(words(language()), refusal), 503)
    if feed is None:
        return not_there()
    headers = {"cache-control": "private, no-cache", "content-disposition": 'inline; filename="ratusz.ics"'}
    return Response(feed, media_type="text/calendar; charset=utf-8", headers=headers)


def _calendar(token: str) -> bytes | None:
    snapshot = newest(town_root())
    with closing(open_state(snapshot.town)) as state:
        employee = holder(state, token)
        if employee is None:
            return None
        wish = read_wishes(state, datetime.now(UTC)).get(employee, Wish())
    return agenda(snapshot.con.cursor(), snapshot.town, employee, wish.language)


async def notices(request: Request) -> Response:
    """The notices of delay that are owed in the reader's units, as a document to sign."""
    return await run_in_threadpool(_for_reader, request, PAGES["risk"], _notices)


def _notices(asked: dict[str, str]) -> Response:
    shot = newest(town_root())
    rows = [row._asdict() for row in query(__file__, "notices")]
    content = letters(rows, shot.town.name, shot.as_of, words(shot.town.language))
    headers = {
        "content-disposition": f'attachment; filename="zawiadomienia-{shot.as_of}.docx"',
        "cache-control": "private, no-store",
    }
    return Response(content, media_type=DOCX, headers=headers)


def _not_ready() -> list[str]:
    asleep = troubles(town_root(), datetime.now(UTC))
    try:
        return [*not_ready(begin(PageRequest(newest(town_root())))), *asleep]
    except Refusal as refusal:
        return [refusal.message, *asleep]


def _printed(request: Request, page: Page) -> Response:
    return _for_reader(request, page, lambda asked: HTMLResponse(report_of(page, asked)))


def _exported(request: Request, page: Page, kind: str) -> Response:
    def file(asked: dict[str, str]) -> Response:
        content = export_of(page, asked, kind)
        if content is None:
            return not_there()
        name = f"{page.name}-{newest(town_root()).as_of}.{kind}"
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
        return Response(content, media_type=KINDS[kind], headers=headers)

    return _for_reader(request, page, file)


def _for_reader(request: Request, page: Page, answer: Callable[[dict[str, str]], Response]) -> Response:
    """An answer made for whoever asks, by the signature of the link; a refusal in words where it is not for them."""
    asked = dict(request.query_params)
    try:
        snapshot = newest(town_root())
        say = words(snapshot.town.language)
        key = access.oidc(os.environ)
        if key is None:
            person = asked.get(PERSON)
        elif (person := signed_link.holder(asked.get(SIGNED, ""), key["cookie_secret"])) is None:
            if asked.get(SIGNED) and signed_link.is_forged(asked[SIGNED], key["cookie_secret"]):
                raise Refusal(
                    say("This link was not made by these pages."), say("Open the page, log in and print it from there.")
                )
            # not through the login yet: the page itself asks for it, and leads back here with a signed link
            return RedirectResponse(to(page.address, {k: v for k, v in asked.items() if k != SIGNED}), 303)
        reader = access.reader(snapshot, person) if person else access.WHOLE_OFFICE
        begin(PageRequest(snapshot, reader))
        if not reader.may_open(page):
            raise access.not_for(say)
        return answer(asked)
    except Refusal as refusal:
        return HTMLResponse(refused(words(language()), refusal), 503 if isinstance(refusal, Unpublished) else 403)


def not_there() -> Response:
    """The page for an address that leads nowhere."""
    say = words(language())
    nothing = Refusal(say("There is no such page."), say("Begin at the first page, or search there."))
    return HTMLResponse(refused(say, nothing), 404)


ROUTES = [
    Route("/health", health),
    Route("/ready", ready),
    Route("/start", start),
    Route("/wydruk/{page}", report),
    Route("/eksport/{page}.{kind}", export),
    Route("/kalendarz/{token}.ics", calendar),
    Route("/pisma/zawiadomienia.docx", notices),
]
