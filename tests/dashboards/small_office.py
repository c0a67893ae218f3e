"""An office of a dozen people on a Friday: who heads what, who left, who is away and who came back today."""

from __future__ import annotations

from pathlib import Path

from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.ten_cases import deliver
from tests.pipelines.zabrzeg import TODAY

TOWN = '[town]\nname = "Biuro"\nas_of = "2026-11-20"\n'
FILES = {
    "units": """
unit,name,kind,parent,manager
UM,Urząd,city,,e1
WB,Budownictwo,department,UM,e3
WBA,Architektura,department,WB,e3
OR,Organizacyjny,department,UM,e4
""",
    "employees": """
employee,name,email,unit,roles,active_from,active_to
e1,Barbara Burmistrz,burmistrz@biuro.example,UM,mayor,,
e2,Sabina Skarbnik,skarbnik@biuro.example,UM,treasurer,,
e3,Kazimierz Kier,kier@biuro.example,WB,manager,,
e4,Karolina Kier,kierowniczka@biuro.example,OR,manager,,
e5,Anna Nowak,nowak@biuro.example,WB,officer,,
e6,Olga Lis,lis@biuro.example,OR,officer,,
e7,Adam Był,byl@biuro.example,WB,officer,,2026-11-19
e8,Ewa Dwie,wspolny@biuro.example,WB,officer,,
e9,Ela Dwie,WSPOLNY@biuro.example,WB,officer,,
e10,Iga Jutro,jutro@biuro.example,WB,officer,2026-11-21,
e11,Ola Ostatnia,ostatnia@biuro.example,OR,officer,,2026-11-20
e12,Stefan Steward,steward@biuro.example,UM,steward,2026-11-20,
e13,Jan Bez Roli,bez@biuro.example,OR,,,
""",
    # the head of WB came back today, the head of OR is away until Monday
    "absences": """
absence,employee,kind,first_day,last_day,substitute,confirmed_on,state,sent_on
A1,e3,planned,2026-11-16,2026-11-19,e6,2026-11-10,approved,2026-11-09
A2,e4,planned,2026-11-20,2026-11-20,e5,2026-11-10,approved,2026-11-09
""",
    "cases": """
case_id,kind,unit,handler,opened_on,due_on,decided_on
WB.1,własny,WB,e3,2026-10-01,2026-11-19,
WB.2,własny,WB,e5,2026-10-01,2026-11-23,
WBA.1,własny,WBA,e8,2026-10-01,2026-11-24,
OR.1,własny,OR,e4,2026-10-01,2026-11-18,
OR.2,własny,OR,e6,2026-10-01,2026-11-25,
WB.3,własny,WB,e5,2026-10-01,2026-11-20,
WB.9,własny,WB,e5,2026-09-01,2026-09-10,2026-10-05
""",
    "documents": """
document_id,unit,received_on,due_on
D.1,WB,2026-10-01,2026-10-20
""",
    "invoices": """
invoice_id,number,seller_nip,seller_name,unit,holder,issued_on,received_on,agreed_due_on,gross,currency
F1,F/1,5260250274,Dostawca,WB,e5,2026-11-01,2026-11-02,2026-11-18,100.00,PLN
F2,F/2,5260250274,Dostawca,WB,e5,2026-11-01,2026-11-02,2026-11-18,300.00,PLN
F3,F/3,5260250274,Dostawca,OR,e6,2026-11-01,2026-11-02,2026-11-18,1000.00,EUR
F4,F/4,5260250274,Dostawca,OR,e6,2026-11-01,2026-11-02,2026-11-27,50.00,PLN
F5,F/5,5260250274,Dostawca,OR,e6,2026-11-01,2026-11-02,2026-11-28,70.00,PLN
F6,F/6,5260250274,Dostawca,WB,e5,2026-11-01,2026-11-02,2026-11-20,40.00,PLN
F7,F/7,5260250274,Dostawca,WB,e5,2026-11-01,2026-11-02,2026-11-17,5.00,PLN
""",
}


def build(root: Path) -> None:
    """The office after its pass of the day."""
    root.mkdir()
    (root / "town.toml").write_text(TOWN + "".join(f"[feeds.{name}]\n" for name in FILES), "utf-8")
    for name, rows in FILES.items():
        deliver(root, name, rows.lstrip())
    run(open_town(root), TODAY)
