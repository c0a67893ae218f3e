"""A small town whose treasurer has everything in a few rows: accounts, income, invoices, reports, claims, contracts."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.ten_cases import deliver
from tests.pipelines.zabrzeg import TODAY

TOWN = '[town]\nname = "Skarbiec"\nas_of = "2026-11-20"\n'
FILES = {
    "units": """
unit,name,kind,parent,manager
UM,Urząd,city,,e1
SP,Szkoła,budget_unit,UM,e3
OR,Organizacyjny,department,UM,e4
""",
    "employees": """
employee,name,email,unit,roles
e1,Barbara Burmistrz,burmistrz@skarbiec.example,UM,mayor
e2,Sabina Skarbnik,skarbnik@skarbiec.example,UM,treasurer
e3,Dorota Dyrektor,dyrektor@skarbiec.example,SP,manager
e4,Karol Kier,kier@skarbiec.example,OR,manager
e5,Olga Oficer,oficer@skarbiec.example,OR,officer
""",
    "balances": """
account,on,amount
bieżący,2026-11-19,1000.00
szkoła,2026-11-18,200.00
""",
    "income_forecast": """
year,source,month,amount
2026,PIT,11,2000.00
""",
    "invoices": """
invoice_id,number,seller_nip,seller_name,seller_kind,unit,issued_on,received_on,agreed_due_on,gross,step,step_since
F1,F/1,5260250274,Dostawca,business,OR,2026-11-01,2026-11-02,2026-11-10,365.00,opis,2026-11-03
F2,F/2,7740001454,Sąsiad,public,SP,2026-11-01,2026-11-02,2026-11-10,1500.00,,
F3,F/3,5260250274,Dostawca,business,SP,2026-11-01,2026-11-02,2026-11-27,100.00,,
F4,F/4,5260250274,Dostawca,business,OR,2026-09-01,2026-09-02,2026-09-10,730.00,,
F5,F/5,7740001454,Sąsiad,public,OR,2026-09-01,2026-09-02,2026-09-30,50.00,,
""",
    "payments": """
payment_id,invoice_id,ordered_on,paid_on,amount
P4,F4,2026-09-20,2026-09-20,730.00
P5,F5,2026-09-29,2026-09-29,50.00
""",
    "reports": """
report,period,level,unit,sent_on
Rb-28S,2026-09,unit,SP,2026-10-09
Rb-28S,2026-10,unit,SP,
Rb-28S,2026-10,unit,OR,2026-11-09
Rb-28S,2026-10,city,,
""",
    "receivables": """
receivable,debtor,kind,amount,due_on,reminder_on,title_on
N1,K1,tax,640.00,2026-09-25,,
N2,K2,fee,100.00,2026-11-10,,
N3,K3,civil,5000.00,2023-05-15,2023-06-14,
N4,K4,tax,2150.00,2021-05-15,2021-06-14,2021-08-20
""",
    "budget": """
year,booked_on,unit,side,dzial,rozdzial,paragraf,measure,amount,act
2026,2026-01-02,SP,spending,801,80101,4210,plan,1000.00,
2026,2026-06-01,SP,spending,801,80101,4210,executed,1200.00,
2026,2026-01-02,SP,spending,801,80101,4300,plan,5000.00,
2026,2026-06-01,SP,spending,801,80101,4300,executed,500.00,
2026,2026-01-02,OR,spending,750,75023,4300,plan,9000.00,
2026,2026-02-01,OR,spending,750,75023,4300,executed,3000.00,
2026,2026-01-02,OR,income,756,75615,0310,plan,20000.00,
2026,2026-03-01,OR,income,756,75615,0310,executed,8000.00,
2025,2025-02-01,OR,spending,750,75023,4300,executed,600.00,
2025,2025-12-01,OR,spending,750,75023,4300,executed,600.00,
""",
    "contracts": """
contract_id,signed_on,unit,amount,used_amount,ends_on,creates_obligation,countersigned_on,procurement,register_published_on,owner
U1,2026-10-05,OR,1000.00,850.00,2027-06-30,yes,2026-10-05,yes,2026-10-20,e5
U2,2026-10-05,OR,5000.00,5000.00,2026-12-10,yes,2026-10-05,yes,,e5
U3,2026-11-02,OR,2000.00,,2027-12-31,yes,,yes,2026-11-05,e5
U4,2026-11-02,SP,300.00,,2027-12-31,yes,2026-11-02,no,,e3
""",
}


def build(root: Path) -> None:
    """The town after its pass of the day."""
    made(root, FILES)


def made(root: Path, files: Mapping[str, str], nouns: Mapping[str, str] | None = None) -> None:
    """A town with these registers, after its pass of the day; nouns: of registers that are not called like theirs."""
    root.mkdir()
    said = nouns or {}
    feeds = "".join(f'[feeds.{name}]\nnoun = "{said.get(name, name)}"\n' for name in files)
    (root / "town.toml").write_text(TOWN + feeds, "utf-8")
    for name, rows in files.items():
        deliver(root, name, rows.lstrip())
    run(open_town(root), TODAY)


def text_of(root: Path, page: str, employee: str = "", **asked: str) -> str:
    """What a page says on paper, without its tags, to the whole office or to somebody."""
    shot = newest(root)
    begin(PageRequest(shot, reader(shot, employee) if employee else WHOLE_OFFICE))
    body = report(PAGES[page], asked).partition("<main>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
