"""Cases with a term of their own kind, cases nobody moves, and records that cannot be (C08-C13, W02, W03, D02)."""

from __future__ import annotations

from data.demo.case_kinds import RARE
from data.demo.case_story import case, day, on
from data.demo.planting import Planted

SPECIAL = (
    # C08: 21 days from 2 November = 23 November, not rolled: after it the power to object is gone
    case("WB.6743.171.2026", "e020", day(11, 2)),
    # C08: decided on 17 November, not yet sent, and sending counts; the last day is 24 November
    case("WB.6743.172.2026", "e021", day(11, 3), on("decided", day(11, 17)), decided=day(11, 17)),
    # C08: the order to complete ended on 11 November and was not answered: the office must object
    case("WB.6743.166.2026", "e023", day(10, 23), on("completion_call", day(10, 28), days=14, document="WB/3301/2026")),
    # C09 high: 65 days from 24 September = 28 November, in eight days
    case("WB.6740.161.2026", "e017", day(9, 24)),
    # C09 critical: 65 days from 24 August = 28 October, 16 days for an opinion: 13 November; seven days, PLN 3,500
    case(
        "WB.6740.139.2026",
        "e024",
        day(8, 24),
        on("opinion_asked", day(9, 7), document="WB/2950/2026"),
        on("opinion_received", day(9, 23)),
    ),
    # C02: no fine with an environmental assessment, yet 65 days from 28 August = Monday 2 November are over
    case("WB.6741.3.2026", "e025", day(8, 28), kind="building_permit_eia", label=RARE["building_permit_eia"]),
    # C10 warn: 14 days from 9 November = Monday 23 November
    case("OR.1431.96.2026", "e008", day(11, 9)),
    # C10 critical: 14 days from 2 November = 16 November; the delay was told a day too late to extend it
    case("OR.1431.93.2026", "e009", day(11, 2), on("extended", day(11, 17), new_date=day(12, 30))),
    # in order: told in time, at most two months from filing
    case("OR.1431.90.2026", "e010", day(10, 26), on("extended", day(11, 6), new_date=day(12, 23))),
    # C11: petition of 25 August, three months = 25 November
    case("OR.152.11.2026", "e011", day(8, 25)),
    # C11 critical: complaint of 12 October = 12 November
    case("OR.1510.31.2026", "e012", day(10, 12)),
    # C11 critical: a councillor's complaint of 4 November, 14 days = 18 November
    case("OR.1511.7.2026", "e012", day(11, 4)),
    # C12 warn: appeal of 13 November, seven days = today
    case("SO.5349.22.2026", "e053", day(11, 13)),
    # C12 critical: ponaglenie of 10 November = 17 November
    case("OS.6132.2.2026", "e057", day(11, 10), kind="ponaglenie_forward", label=RARE["ponaglenie_forward"]),
    # C12 critical at seven days: a complaint to the administrative court of 27 October, 30 days = 26 November
    case("OR.0551.2.2026", "e008", day(10, 27), kind="court_complaint_forward", label=RARE["court_complaint_forward"]),
    # C13: received on Monday, not assigned by Friday: four working days
    case("OR.1512.28.2026", "", day(11, 16), assigned=False, lively=False),
    # C13 high: the same, and a certificate is due in a working day
    case("PO.3164.140.2026", "", day(11, 16), assigned=False, lively=False),
    # C13: no move since 26 October
    case("PO.3127.61.2026", "e043", day(10, 5), on("analiza akt", day(10, 26)), lively=False),
    # W03 high: 45 days from 10 October = 24 November
    case("DR.7231.13.2026", "e033", day(10, 10), segment="ZBG-0042"),
    # W03 critical: occupancy by a telecom, 30 days from 12 October = 11 November; nine days, PLN 4,500
    case("DR.7232.9.2026", "e034", day(10, 12), segment="ZBG-0108"),
    # W02: decided on 10 November that no works are planned, yet the town plans to rebuild the segment in 2029
    case(
        "DR.7231.9.2026",
        "e032",
        day(10, 1),
        on("decided", day(11, 10), works=False),
        on("dispatched", day(11, 10)),
        decided=day(11, 10),
        dispatched=day(11, 10),
        segment="ZBG-0301",
        lively=False,
    ),
)

WRONG = (
    # D02: closed before it was opened
    case("SO.5343.64.2026", "e053", day(9, 4), closed=day(9, 1), lively=False),
    # D02: opened in the future
    case("PO.3120.431.2026", "e044", day(12, 17), lively=False),
    # D02: nobody knows the kind and the class is not in the town's table
    case("OS.9999.1.2026", "e058", day(11, 2), label="Sprawa XYZ"),
    # D02: a mark without its unit and class
    case("271/2026", "e058", day(11, 3), unit="OS", kind="kpa_investigation", label="Zezwolenie na usunięcie drzew"),
)

STORIES = (*SPECIAL, *WRONG)

PLANTED = (
    Planted("C02", "cases", "WB.6741.3.2026", "high", "over, without a fine"),
    Planted("C08", "cases", "WB.6743.171.2026", "critical", "one working day to send the objection"),
    Planted("C08", "cases", "WB.6743.172.2026", "critical", "decided, not sent"),
    Planted("C08", "cases", "WB.6743.166.2026", None, "the order was not answered: a duty to object"),
    Planted("C09", "cases", "WB.6740.161.2026", "high", "eight days before the fine"),
    Planted("C09", "cases", "WB.6740.139.2026", "critical", "seven days late, PLN 3,500"),
    Planted("C10", "cases", "OR.1431.96.2026", "warn", "one working day left"),
    Planted("C10", "cases", "OR.1431.93.2026", "critical", "told too late to extend"),
    Planted("C11", "cases", "OR.152.11.2026", "warn", "a petition, three working days left"),
    Planted("C11", "cases", "OR.1510.31.2026", "critical", "a complaint, eight days over"),
    Planted("C11", "cases", "OR.1511.7.2026", "critical", "a councillor's complaint, two days over"),
    Planted("C12", "cases", "SO.5349.22.2026", "warn", "an appeal to forward today"),
    Planted("C12", "cases", "OS.6132.2.2026", "critical", "a ponaglenie three days late"),
    Planted("C12", "cases", "OR.0551.2.2026", "critical", "to the court in six days"),
    Planted("C13", "cases", "OR.1512.28.2026", "warn", "four working days without anybody"),
    Planted("C13", "cases", "PO.3164.140.2026", "high", "nobody has it and it is due"),
    Planted("C13", "cases", "PO.3127.61.2026", "warn", "no move for 18 working days"),
    Planted("W02", "cases", "DR.7231.9.2026", "high", "rebuilding planned within four years"),
    Planted("W03", "cases", "DR.7231.13.2026", "high", "four days before the fine"),
    Planted("W03", "cases", "DR.7232.9.2026", "critical", "nine days late, PLN 4,500"),
    Planted("D02", "cases", "ezd_sprawy/closed_before_opened", "warn", "closed before it was opened"),
    Planted("D02", "cases", "ezd_sprawy/opened_in_the_future", "warn", "opened in the future"),
    Planted("D02", "cases", "ezd_sprawy/kind_unknown/Sprawa XYZ", "warn", "a kind nobody knows"),
    Planted("D02", "cases", "ezd_sprawy/case_mark_malformed", "warn", "not a case mark"),
)
