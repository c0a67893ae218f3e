"""Lines with a story: over plan, promised beyond it, used too fast, lapsing (rules B01-B04, B11, B12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.demo.budget_lines import Line
from data.demo.invoice_desk import line
from data.demo.planting import Planted


@dataclass(frozen=True)
class Told:
    """What the year must come to on a line, in grosze; what its invoices do not explain is booked as one more entry.

    `executed` and `committed` None: whatever the invoices make. `scheduled`: basis points of the plan by 20 November.
    """

    plan: int
    executed: int | None = None
    committed: int | None = None
    scheduled: int | None = None
    note: str = ""
    task: str = ""


@dataclass(frozen=True)
class Act:
    """One change of the plan: money moves from the first line to the second; None = from new income."""

    act: str
    kind: str  # council | mayor | manager
    on: date
    source: Line
    target: Line
    amount: int
    state: str = "entered"
    note: str = ""


LINES: dict[Line, Told] = {
    # B01: six lines over plan of some four hundred
    line("SP5 80101 4260"): Told(186_000_00, 198_480_55),
    line("OR 75023 4360"): Told(24_000_00, 24_000_01),  # by one grosz
    line("DR 60016 4590"): Told(20_000_00, 58_200_00, note="art256"),  # ordered by a court
    line("PM3 80104 4240"): Told(9_000_00, 10_240_00),
    line("MOPS 85219 4410"): Told(11_000_00, 11_312_40),
    line("OS 90013 4220"): Told(14_000_00, 18_870_00),  # the change of the plan waits as a draft
    # B02: promised beyond the plan
    line("WB 71004 4300"): Told(500_000_00, 210_000_00, 512_300_00),
    line("DR 90015 4270"): Told(180_000_00, 96_000_00, 186_400_00),
    # B03 warn: 78 % used where the schedule says 60 %
    line("PO 75023 4300"): Told(48_000_00, 37_440_00, 38_400_00, scheduled=6_000),
    # B03 high: 99 % used on the 324th day of 365, and everything promised
    line("OS 85154 4300"): Told(60_000_00, 59_400_00),
    # nearly used up, and within the rule
    line("SO 75412 4270"): Told(20_000_00, 19_400_00),
    # B04: a contract that ends on 29 December; a contract that does not exist
    line("DR 60016 6050"): Told(4_800_000_00, 620_000_00, 4_750_000_00, task="Przebudowa ul. Lipowej"),
    line("SP1 80101 6050"): Told(350_000_00, 0, 0, task="Windy dla niepełnosprawnych"),
    # B05: the invoices FZ/09090-09092 stand on it
    line("SO 75011 4300"): Told(120_000_00),
}
ACTS = (
    # B12: the mayor moves money between divisions; into pay without the council's clause; from current into capital
    Act("ZP.0050.412.2026", "mayor", date(2026, 10, 14), line("SP1 80101 4270"), line("OS 90004 4300"), 50_000_00),
    Act("ZP.0050.398.2026", "mayor", date(2026, 9, 29), line("SP5 80101 4210"), line("SP5 80101 4010"), 18_000_00),
    Act("ZP.0050.431.2026", "mayor", date(2026, 11, 4), line("DR 60016 4300"), line("DR 60016 6050"), 120_000_00),
    # in order: the council may; and the mayor may where the council said so
    Act("XXXI/401/2026", "council", date(2026, 9, 24), line("OR 75023 4300"), line("DR 60016 4270"), 90_000_00),
    Act(
        "ZP.0050.405.2026",
        "mayor",
        date(2026, 10, 6),
        line("MOPS 85219 4300"),
        line("MOPS 85219 4010"),
        9_000_00,
        note="art258",
    ),
    # a draft that will cover OS 90013 4220
    Act(
        "projekt ZP/11/2026",
        "mayor",
        date(2026, 11, 17),
        line("OS 90013 4300"),
        line("OS 90013 4220"),
        5_000_00,
        "draft",
    ),
)
# a clearing paragraph that must be empty at the next month's end (B11)
CLEARING = Line("OR", "spending", "750", "75023", "4990")
CLEARING_ENTRIES = ((date(2026, 9, 30), 3_000_00), (date(2026, 10, 30), 2_000_00))
# the draft budget of 2027: new codes, and one line that somebody wrote with the code of 2026 (B11)
DRAFT_2027 = (
    ("75023", "6820", 410_000_00),
    ("75023", "7780", 96_000_00),
    ("75023", "4300", 85_000_00),
    ("75075", "6820", 44_000_00),
)
OVERDUE_LIABILITY = (line("DR 90015 4270"), date(2026, 9, 30), 61_500_00)

PLANTED = (
    Planted("B01", "budget", line("SP5 80101 4260").subject(), "critical", "12,480.55 over plan"),
    Planted("B01", "budget", line("OR 75023 4360").subject(), None, "one grosz over plan"),
    Planted("B01", "budget", line("DR 60016 4590").subject(), "high", "ordered by a court, art. 256"),
    *(Planted("B01", "budget", line(text).subject(), None, "over plan")
      for text in ("PM3 80104 4240", "MOPS 85219 4410", "OS 90013 4220")),
    Planted("B02", "budget", line("WB 71004 4300").subject(), None, "12,300.00 promised beyond the plan"),
    Planted("B02", "budget", line("DR 90015 4270").subject(), None, "6,400.00 promised beyond the plan"),
    Planted("B02", "budget", line("SO 75011 4300").subject(), None, "the invoice that does not fit was promised"),
    Planted("B03", "budget", line("PO 75023 4300").subject(), "warn", "18 points over the schedule"),
    Planted("B03", "budget", line("OS 85154 4300").subject(), "high", "10 points over the year, all promised"),
    Planted("B04", "budget", line("DR 60016 6050").subject(), "warn", "the contract ends on 29 December"),
    Planted("B04", "budget", line("SP1 80101 6050").subject(), "warn", "no contract by 30 September"),
    Planted("B11", "budget", CLEARING.subject(), "high", "a clearing paragraph left over"),
    Planted("B11", "budget", "OR/2027/spending/750/75023/4300", "high", "a code that ended in 2026"),
    *(Planted("B12", "budget", act.act, "critical", "not the mayor's to move, above the minimum") for act in ACTS[:3]),
)  # fmt: skip
