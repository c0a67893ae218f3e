"""A small published town with the tables a run publishes. TO BE REPLACED by the demo town once it runs.

Every value is made from the row's number, so a test can say what a page must show.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb

AS_OF = date(2026, 11, 20)
TOML = '[town]\nname = "Zabrzeg"\nas_of = "2026-11-20"\n'

TABLES = """
create table nouns (noun varchar, identity varchar[]);
create table loads (load_id varchar, feed varchar, noun varchar);
create table runs (run_id varchar, as_of date, known_on timestamp, published_at timestamp, version varchar,
  fingerprint varchar, town_toml varchar, law varchar, counts varchar);
create table units (unit varchar, name varchar, kind varchar, parent varchar, manager varchar);
create table employees (employee varchar, name varchar, email varchar, unit varchar, superior varchar, roles varchar,
  active_from date, active_to date);
create table case_facts (noun varchar, subject varchar, title varchar, service varchar, kind varchar, unit varchar,
  handler varchar, holder varchar, held_since date, opened_on date, start_on date, term varchar, procedure varchar,
  raw_due_on date, net_due_on date, due_on date, planned_on date, stop_days integer, stopped_since date,
  settled_on date, state varchar, days_left integer, working_days_left integer, duration_days integer,
  duration_working_days integer, last_step varchar, last_step_on date, last_actor varchar);
create table invoice_facts (invoice_id varchar, number varchar, seller_nip varchar, seller_name varchar,
  seller_kind varchar, currency varchar, unit varchar, holder varchar, step varchar, step_since date,
  received_on date, agreed_due_on date, raw_due_on date, effective_due_on date, due_confidence varchar,
  payable decimal(18,2), paid decimal(18,2), remaining decimal(18,2), interest_so_far decimal(18,2),
  compensation_eur integer, state varchar, days_left integer, working_days_left integer);
create table budget_facts (level varchar, year integer, unit varchar, side varchar, dzial varchar, rozdzial varchar,
  paragraf varchar, task varchar, line varchar, plan decimal(18,2),
  committed decimal(18,2), executed decimal(18,2), liabilities decimal(18,2), past_due decimal(18,2),
  left_amount decimal(18,2), used_bp integer, forecast_year_end decimal(18,2), exhausted_on date,
  pending decimal(18,2));
create table stand_ins (employee varchar, substitute varchar, first_day date, last_day date, return_on date,
  source varchar);
create table feed_facts (feed varchar, noun varchar, last_success_at timestamp, "rows" integer, age_hours double,
  max_age_hours double, state varchar);
create table findings (run_id varchar, as_of date, known_on timestamp, rule varchar, name varchar, noun varchar,
  subject varchar, severity varchar, due_on date, raw_due_on date, days_left integer, working_days_left integer,
  amount decimal(18,2), unit varchar, recipients varchar[], status varchar, message varchar, law varchar[],
  because json, details json, first_seen date, inhibited_by varchar);
create table rule_book (id varchar, name varchar, docket varchar, severity varchar, sentence_pl varchar,
  sentence_en varchar, law varchar[], audience varchar, doc varchar);
"""

ROWS = """
insert into units values ('UM', 'Urząd Miasta', 'city', null, 'e01'), ('WB', 'Wydział Budownictwa', 'department', 'UM', 'e03'),
  ('WF', 'Wydział Finansowy', 'department', 'UM', 'e02'), ('WK', 'Wydział Komunikacji', 'department', 'UM', 'e04'),
  ('WO', 'Wydział Organizacyjny', 'department', 'UM', 'e05'),
  ('SP1', 'Szkoła Podstawowa nr 1 im. Juliana Ursyna Niemcewicza', 'budget_unit', 'UM', 'e06');
insert into employees values ('e01', 'Barbara Wrona', 'b.wrona@zabrzeg.pl', 'UM', null, 'mayor', '2018-11-22', null),
  ('e02', 'Tomasz Skiba', 't.skiba@zabrzeg.pl', 'WF', 'e01', 'treasurer|manager', null, null),
  ('e03', 'Ewa Dudek', 'e.dudek@zabrzeg.pl', 'WB', 'e01', 'manager', null, null),
  ('e04', 'Jan Maj', 'j.maj@zabrzeg.pl', 'WK', 'e01', 'manager', null, null),
  ('e05', 'Alicja Bąk', 'a.bak@zabrzeg.pl', 'WO', 'e01', 'secretary|manager', null, null),
  ('e06', 'Piotr Lis', 'p.lis@zabrzeg.pl', 'SP1', 'e01', 'manager', null, null),
  ('e07', 'Zofia Konstantynopolitańczykowianeczkówna', 'z.k@zabrzeg.pl', 'WB', 'e03', 'officer', null, null),
  ('e08', 'Marek Sowa', 'm.sowa@zabrzeg.pl', 'WB', 'e03', 'officer', null, null),
  ('e09', 'Iga Wilk', 'i.wilk@zabrzeg.pl', 'WK', 'e04', 'officer', null, null),
  ('e10', 'Olga Ruda', 'o.ruda@zabrzeg.pl', 'WF', 'e02', 'accountant', null, null),
  ('e11', 'Adam Dawny', 'a.dawny@zabrzeg.pl', 'WB', 'e03', 'officer', null, '2026-06-30');
insert into stand_ins values ('e07', 'e08', '2026-11-16', '2026-11-27', '2026-11-30', 'absence'),
  ('e09', null, '2026-11-19', '2026-11-20', '2026-11-23', 'none');
insert into feed_facts values ('sprawy', 'cases', '2026-11-20 04:10', 320, 1.3, 36, 'fresh'),
  ('dokumenty', 'documents', '2026-11-20 04:10', 40, 1.3, 36, 'fresh'),
  ('faktury', 'invoices', '2026-11-20 04:12', 70, 1.3, 36, 'fresh'),
  ('przelewy', 'payments', '2026-11-17 04:12', 61, 73.3, 36, 'very_stale'),
  ('budzet', 'budget', '2026-11-19 04:12', 900, 25.3, null, 'unlimited');

insert into case_facts
with made as (
  select i, date '2026-11-20' - (1 + i * 7 % 300)::integer as opened_on, 14 + i % 3 * 16 as n,
         [ 'e07', 'e08', 'e09' ][1 + i % 3] as holder, 5 + i * 13 % 70 as took
  from range(320) r(i))
select if(i % 9 = 0, 'documents', 'cases') , ['WB', 'WB', 'WK'][1 + i % 3] || '.6740.' || i || '.2026', null,
  ['pozwolenie na budowę', 'warunki zabudowy', 'rejestracja pojazdu'][1 + i % 3], 'kpa_month',
  ['WB', 'WB', 'WK'][1 + i % 3], holder, holder, opened_on + 2, opened_on, opened_on, 'kpa_month', 'kpa',
  opened_on + n::integer, opened_on + n::integer, opened_on + n::integer, null, 0, null,
  if(opened_on + took::integer <= date '2026-11-20', opened_on + took::integer, null) as settled,
  if(settled is null, 'open', 'settled'), (opened_on + n::integer) - date '2026-11-20',
  ((opened_on + n::integer) - date '2026-11-20') * 5 // 7,
  if(settled is null, null, took), if(settled is null, null, took * 5 // 7), 'pismo do strony', opened_on + 3, holder
from made;

insert into invoice_facts
select 'FV' || i, 'FV/2026/' || i, lpad((5250000000 + i)::varchar, 10, '0'), ['Firma Budowlana Kruk sp. z o.o.',
  'Zakład Energetyczny S.A.', 'Drukarnia Perła'][1 + i % 3], 'business', 'PLN', ['WO', 'WB', 'SP1'][1 + i % 3], 'e10',
  ['opis merytoryczny', 'zatwierdzenie'][1 + i % 2], date '2026-11-10', due - 30, due, due, due,
  ['stated', 'derived', 'assumed'][1 + i % 3], 1000 + i * 37.13, 0, 1000 + i * 37.13,
  if(due < date '2026-11-20', (1000 + i * 37.13) * (date '2026-11-20' - due) / 3000, 0), if(due < date '2026-11-20', 40, null),
  'open', due - date '2026-11-20', (due - date '2026-11-20') * 5 // 7
from (select i, date '2026-11-08' + (i * 5 % 47)::integer as due from range(70) r(i));

insert into budget_facts
select 'paragraf', 2026, ['WO', 'WB', 'SP1', 'WK', 'WF'][1 + i % 5], if(i % 8 = 7, 'income', 'spending'), ['750', '600', '801'][1 + i % 3],
  ['75023', '60016', '80101'][1 + i % 3], lpad((4010 + i * 10)::varchar, 4, '0'), null,
  concat_ws('/', unit, '2026', side, dzial, rozdzial, paragraf), 20000 + i * 1000 as plan,
  plan * (70 + i * 7 % 34) / 100, plan * (60 + i * 13 % 44) / 100 as executed, 0, 0, plan - executed,
  (executed * 10000 / plan)::integer, executed * 1.13, if(executed * 1.13 > plan, date '2026-12-04' + (i % 20)::integer, null), 0
from (select i, ['WO', 'WB', 'SP1', 'WK', 'WF'][1 + i % 5] as unit, if(i % 8 = 7, 'income', 'spending') as side,
  ['750', '600', '801'][1 + i % 3] as dzial, ['75023', '60016', '80101'][1 + i % 3] as rozdzial,
  lpad((4010 + i * 10)::varchar, 4, '0') as paragraf from range(64) r(i));
insert into budget_facts by name
select 'unit' as level, year, unit, side, sum(plan) as plan, sum(committed) as committed, sum(executed) as executed,
  sum(left_amount) as left_amount, (sum(executed) * 10000 / sum(plan))::integer as used_bp, 0 as pending
from budget_facts group by year, unit, side;
"""

FINDINGS = """
insert into findings
select $run, $as_of, $known_on, 'B01', 'line_over_plan', 'budget', line, if(executed - plan > 1500, 'critical', 'high'), null, null, null, null,
  executed - plan, unit, ['e02'], 'new', line || ': wykonanie ponad plan o ' || (executed - plan) || ' zł; sprawdź, czy zmiana planu nie czeka na wprowadzenie.',
  ['UFP art. 254 pkt 3', 'uondfp art. 11'], '[]', '{}', $as_of, null
from budget_facts where level = 'paragraf' and side = 'spending' and executed > plan and plan > $least
union all select $run, $as_of, $known_on, 'B02', 'commitment_over_plan', 'budget', line, 'high', null, null, null, null,
  committed - plan, unit, ['e02'], 'unchanged', line || ': zaangażowanie roku 2026 ponad plan o ' || (committed - plan) || ' zł.',
  ['uondfp art. 15'], '[]', '{}', $as_of, null
from budget_facts where level = 'paragraf' and side = 'spending' and committed > plan and plan > $least
union all select $run, $as_of, $known_on, if(days_left < 0, 'I02', 'I01'), if(days_left < 0, 'invoice_overdue', 'invoice_due_soon'), 'invoices',
  invoice_id, if(days_left < 0, 'high', 'warn'), effective_due_on, raw_due_on, days_left, working_days_left, remaining, unit, ['e10'], 'worse',
  'Faktura ' || number || ': ' || abs(days_left) || if(days_left < 0, ' dni po terminie.', ' dni do terminu.'), ['ustawa o terminach zapłaty art. 8'], '[]', '{}', $as_of, null
from invoice_facts where days_left <= 7 and payable > 1000 + $least / 100
union all select $run, $as_of, $known_on, if(days_left < 0, 'C02', 'C01'), if(days_left < 0, 'case_overdue', 'case_due_soon'), noun, subject,
  if(days_left < 0, 'high', 'warn'), due_on, raw_due_on, days_left, working_days_left, null, unit, [holder], 'unchanged',
  subject || if(days_left < 0, ': po terminie od ', ': termin ') || due_on || '.', ['KPA art. 35 § 3'], '[]', '{}', $as_of, null
from case_facts where state = 'open' and working_days_left <= 5;
"""


def publish(root: Path, *, full: bool = True) -> Path:
    """A town folder with two runs published: the day before, with a little less in it, and the day itself."""
    published = root / "published"
    published.mkdir(parents=True)
    (root / "town.toml").write_text(TOML, encoding="utf-8")
    days = (date(2026, 11, 19), AS_OF) if full else (AS_OF,)
    for number, day in enumerate(days, 1):
        with duckdb.connect(published / f"snap-{number:06}.duckdb") as con:
            con.execute(TABLES)
            run = {"run": f"{number:06}", "as_of": day, "known_on": datetime(day.year, day.month, day.day, 4, 30)}
            con.execute(
                "insert into runs values ($run, $as_of, $known_on, $known_on, '0', 'x', $toml, '{}', '{}')",
                run | {"toml": TOML},
            )
            if full:
                con.execute(ROWS)
                con.execute(FINDINGS, run | {"least": 60000 if day < AS_OF else 0})
    (published / "current").write_text(f"snap-{len(days):06}.duckdb\n", encoding="utf-8")
    return root
