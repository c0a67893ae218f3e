"""Cases whose story is a term: due soon, over, promised anew, stopped (rules C01-C07, C14, C15).

The arithmetic stands beside each, so that a clerk can check it with a calendar.
11 November 2026 is a Wednesday and a holiday; the day of the demo is Friday 20 November.
"""

from __future__ import annotations

from data.demo.case_story import case, day, notice, on
from data.demo.planting import Planted

TERMS = (
    # C01: one month from 26 October = Thursday 26 November, four working days left
    case("OS.6131.141.2026", "e057", day(10, 26)),
    # C01 high: two months from 23 September = Monday 23 November, one working day left
    case("SO.5343.77.2026", "e049", day(9, 23)),
    # C03: a tax case, one month from 8 October = Sunday 8 November, rolled to Monday 9; eleven days over, nobody told
    case("PO.3120.402.2026", "e042", day(10, 8)),
    # C02: an identity card after 30 days, 12 November
    case("SO.5330.118.2026", "e050", day(10, 13)),
    # C03 critical: one month from 12 October = 12 November, and nobody was told
    case("OS.6131.133.2026", "e058", day(10, 12)),
    # C03 high: the term ends today
    case("DR.7233.209.2026", "e029", day(10, 20)),
    # C03 warn: base term 12 November, but an opinion took 14 days: due 26 November; the notice is owed all the same
    case(
        "OS.6131.134.2026",
        "e060",
        day(10, 12),
        on("opinion_asked", day(10, 20), document="OS/4411/2026"),
        on("opinion_received", day(11, 3)),
    ),
    # C03: a notice that names no new date is no notice
    case("OS.6131.129.2026", "e057", day(10, 9), notice(day(11, 6), None)),
    # C04: the date given to the parties, 16 November, has passed too
    case("SO.5343.71.2026", "e046", day(8, 31), notice(day(10, 29), day(11, 16))),
    # C05: three notices in a two-month case
    case(
        "OS.6220.19.2026",
        "e055",
        day(6, 1),
        notice(day(7, 30), day(9, 15)),
        notice(day(9, 14), day(10, 30)),
        notice(day(10, 29), day(12, 15)),
    ),
    # P02: the holder is away from 16 to 27 November; 65 days from 18 September = 22 November, fined from then on
    case("WB.6740.158.2026", "e016", day(9, 18)),
    # P02: away without anybody confirmed; 45 days from 9 October = 23 November
    case("DR.7231.12.2026", "e031", day(10, 9), segment="ZBG-0117"),
    # P02: away with nobody at all to stand in; due 24 November
    case("OS.6131.88.2026", "e056", day(10, 24)),
    # the handler has left the office; 65 days from 20 September = 24 November
    case("WB.6740.164.2026", "e022", day(9, 20)),
)

STOPS = (
    # C06 info: suspended two weeks ago with a document
    case(
        "OS.6220.33.2026",
        "e059",
        day(10, 1),
        on("suspended", day(11, 6), reason="statutory", document="OS/4502/2026"),
        lively=False,
    ),
    # C06 warn: suspended for 70 days, no end, no document
    case("SO.5343.58.2026", "e052", day(8, 3), on("suspended", day(9, 11), reason="mediation"), lively=False),
    # C06 warn: a preliminary question for more than six months
    case(
        "WB.6724.31.2026",
        "e018",
        day(3, 2),
        on("suspended", day(4, 1), reason="preliminary_question", document="WB/880/2026"),
        lively=False,
    ),
    # C06 warn: at the party's request since 11 December 2023; after three years the application counts as withdrawn
    case(
        "WB.6724.44.2023",
        "e015",
        day(10, 16, 2023),
        on("suspended", day(12, 11, 2023), reason="party_request", document="WB/1907/2023"),
        lively=False,
    ),
    # C07 warn: 14 days from 29 October = 12 November, eight days ago
    case("DR.7233.204.2026", "e027", day(10, 22), on("completion_call", day(10, 29), days=14, document="DR/2210/2026")),
    # C07 info: 7 days from 12 November = 19 November, yesterday
    case("OS.6131.147.2026", "e059", day(11, 5), on("completion_call", day(11, 12), days=7, document="OS/4560/2026")),
    # C14: signed on 12 November, six working days ago, and nobody sent it
    case("SO.5343.75.2026", "e049", day(10, 5), on("decided", day(11, 12)), decided=day(11, 12), lively=False),
    # C15 warn: sent on 16 October, 35 days ago, and no return card came back
    case(
        "OR.6724.3.2026",
        "e006",
        day(9, 21),
        on("decided", day(10, 16)),
        on("dispatched", day(10, 16)),
        decided=day(10, 16),
        dispatched=day(10, 16),
        lively=False,
    ),
    # C15 info: received on 9 November, but nobody tells how many parties there are
    case(
        "OR.6724.4.2026",
        "e006",
        day(10, 5),
        on("decided", day(11, 5)),
        on("dispatched", day(11, 5)),
        on("delivered", day(11, 9)),
        decided=day(11, 5),
        dispatched=day(11, 5),
        lively=False,
    ),
    # C07, D02: a call of five days is shorter than the code allows
    case("OS.6131.149.2026", "e060", day(11, 9), on("completion_call", day(11, 16), days=5, document="OS/4571/2026")),
)

STORIES = (*TERMS, *STOPS)

PLANTED = (
    Planted("C01", "cases", "OS.6131.141.2026", "warn", "four working days left"),
    Planted("C01", "cases", "SO.5343.77.2026", "high", "one working day left"),
    Planted("C02", "cases", "SO.5330.118.2026", "high", "eight days over"),
    Planted("C03", "cases", "OS.6131.133.2026", "critical", "over, and nobody told"),
    Planted("C03", "cases", "PO.3120.402.2026", "critical", "a tax case eleven days over, and nobody told"),
    Planted("C03", "cases", "DR.7233.209.2026", "high", "last day for the notice"),
    Planted("C03", "cases", "OS.6131.134.2026", "warn", "the opinion moves the term, not the notice"),
    Planted("C03", "cases", "OS.6131.129.2026", "critical", "a notice without a new date"),
    Planted("C04", "cases", "SO.5343.71.2026", "critical", "the promised date has passed"),
    Planted("C05", "cases", "OS.6220.19.2026", "warn", "three notices"),
    Planted("C06", "cases", "OS.6220.33.2026", "info", "stopped, with a document"),
    Planted("C06", "cases", "SO.5343.58.2026", "warn", "stopped without a document"),
    Planted("C06", "cases", "WB.6724.31.2026", "warn", "a preliminary question for over six months"),
    Planted("C06", "cases", "WB.6724.44.2023", "warn", "suspended at the party's request for almost three years"),
    Planted("C07", "cases", "DR.7233.204.2026", "warn", "the call ran out eight days ago"),
    Planted("C07", "cases", "OS.6131.147.2026", "info", "the call ran out yesterday"),
    Planted("C15", "cases", "OR.6724.3.2026", "warn", "sent 35 days ago without a receipt"),
    Planted("C15", "cases", "OR.6724.4.2026", "info", "served, of parties nobody counts"),
    Planted("C14", "cases", "SO.5343.75.2026", "warn", "a decision signed six working days ago and not sent"),
    Planted("D02", "cases", "ezd_sprawy/call_too_short", "warn", "five days to complete, where the law asks for seven"),
)
