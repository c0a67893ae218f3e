"""Works in the road lane: who digs where and when, on segments of streets (rules W01, W02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from data.demo.days import work
from data.demo.exports import jsonl_file
from data.demo.names import STREETS
from data.demo.planting import Planted

if TYPE_CHECKING:
    from data.demo.city import City

WORKS = 46
FIRST_FREE_SEGMENT = 1000  # above those that cases name, so that ordinary works meet nothing by chance
OWNERS = ("Wodociągi Zabrzeskie", "Gaz-Dom", "Energetyka Śląska", "Sieć-Net", "e027", "e028")
KINDS = ("water", "gas", "power", "telecom", "road", "sewer")


def _works(
    number: str, kind: str, nature: str, owner: str, segment: str, first: str, last: str, state: str, **more: Any
) -> dict[str, Any]:
    """One undertaking as the road department's program writes it."""
    about = {"nr": number, "rodzaj": kind, "charakter": nature, "inwestor": owner}
    where = {"ulica": f"ul. {STREETS[int(segment[-4:]) % len(STREETS)]}", "odcinek": segment}
    return {**about, **where, "od": first, "do": last, "stan": state, **more}


STORIES = (
    # W01 high: a new surface to 31 August 2027, a trench for fibre 183 days later
    _works(
        "R/2027/004",
        "road",
        "renewal",
        "e026",
        "ZBG-0215",
        "2027-05-01",
        "2027-08-31",
        "planned",
        dlugosc_m="640.00",
        kanal="no",
    ),
    _works("R/2028/011", "telecom", "trench", "Sieć-Net", "ZBG-0215", "2028-03-01", "2028-04-15", "planned"),
    # W01 warn: water, then sewers, on one street within two years
    _works("R/2027/009", "water", "trench", "Wodociągi Zabrzeskie", "ZBG-0330", "2027-03-15", "2027-04-30", "agreed"),
    _works("R/2027/021", "sewer", "trench", "e028", "ZBG-0330", "2027-09-06", "2027-11-12", "planned"),
    # in order: one trench for both, agreed
    _works("R/2027/013", "power", "trench", "Energetyka Śląska", "ZBG-0341", "2027-04-05", "2027-05-14", "agreed"),
    _works(
        "R/2027/014",
        "telecom",
        "trench",
        "Sieć-Net",
        "ZBG-0341",
        "2027-04-05",
        "2027-05-14",
        "agreed",
        uzgodniono_z="R/2027/013",
    ),
    # W02: the town rebuilds this segment in 2029; see the decision DR.7231.9.2026
    _works(
        "R/2029/001",
        "road",
        "rebuilding",
        "e027",
        "ZBG-0301",
        "2029-04-02",
        "2029-10-31",
        "planned",
        dlugosc_m="1200.00",
        kanal="no",
    ),
)
# a clerk's mistake: 2027 has no 29 February
BAD = _works("R/2027/099", "gas", "trench", "Gaz-Dom", "ZBG-1999", "2027-02-29", "2027-03-10", "planned")

PLANTED = (
    Planted("W01", "works", "R/2028/011", "high", "a trench 183 days after the surface was renewed"),
    Planted("W01", "works", "R/2027/021", "warn", "sewers a few months after water"),
)


def write(city: City) -> None:
    """Write the road department's plan as JSON lines."""
    jsonl_file(city.inbox("roboty", "roboty-2026-11-20.jsonl"), [*STORIES, *_ordinary(city), BAD])


def _ordinary(city: City) -> Iterator[dict[str, Any]]:
    """Each on a segment of its own."""
    rng = city.rng("works")
    for n in range(city.about(WORKS)):
        first = work(date(2025, 9, 1), rng.randrange(480))
        last = work(first, rng.randrange(5, 60))
        state = "done" if last < city.today else "running" if first <= city.today else "planned"
        pick = rng.randrange(len(KINDS))
        nature = "renewal" if KINDS[pick] == "road" else "trench"
        number, segment = f"R/{first.year}/{101 + n}", f"ZBG-{FIRST_FREE_SEGMENT + n:04d}"
        length = f"{rng.randrange(20, 900)}.00"
        yield _works(number, KINDS[pick], nature, OWNERS[pick], segment, str(first), str(last), state, dlugosc_m=length)
