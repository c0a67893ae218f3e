"""A made-up office of any size, for benchmarks only: facts as the pipelines derive them, the same each time."""

from __future__ import annotations

import duckdb

# Chance is drawn from the number of the item, so the same size gives the same office; what share of the items is near
# its day or past it is the caller's.
TABLES = """
create or replace macro draw(item, salt) as (hash(item, salt) % 1000003) / 1000003.0;
create or replace macro days_of(item) as
    if(draw(item, 1) < {share}, floor(draw(item, 2) * 17)::int - 10, 8 + floor(draw(item, 2) * 60)::int);

create table case_facts as
select
    'WB.6740.' || i || '.2026' as item, item as subject, 'e' || i % {holders} as holder, 'WB' as unit,
    if(days_of(i) < 0 and draw(i, 3) < 0.1, 'settled_today', 'open') as state, 'yes' as judged,
    740000 as today, today + days_of(i) as due_day, due_day - if(draw(i, 4) < 0.01, 20, 0) as net_due_day,
    ((due_day - today) * 5) // 7 as working_days_left, 5 as warn_days, 2 as high_days, today - due_day as days_late,
    date '2026-11-20' + (due_day - today) as due_on, date '2026-11-20' + (net_due_day - today) as net_due_on,
    'Jan Kowalski' as holder_name, date '2026-10-01' as last_step_on
from range({cases}) as t (i);

create table invoice_facts as
select
    'FV/' || i as invoice_id, invoice_id as number, 'e' || i % {holders} as holder,
    (1000000000 + i % {sellers})::varchar as seller_nip, 'open' as state, 'yes' as judged,
    if(draw(i, 5) < 0.02, 'own', 'other') as seller, 740000 as today, today + days_of(i) as due_day,
    due_day - today as days_left, -days_left as days_late, 7 as info_days, 3 as warn_days, 1 as high_days,
    today - 1 as payments_known, due_day + 1 as must_be_known, date '2026-11-20' + days_left as due_on,
    (1 + draw(i, 6) * 90000)::decimal(18, 2) as remaining, (draw(i, 7) * 100)::decimal(18, 2) as interest_so_far,
    70 as compensation_eur
from range({invoices}) as t (i);

create table stand_ins as
select
    'a' || i as absence, 'e' || i as employee, 740010 as return_day, date '2026-11-27' as last_day,
    'Ewa Nowak' as employee_name, 'Jan Kowalski' as substitute_name
from range({holders}) as t (i)
where i % 40 = 0;

create table budget_facts as
select
    'L' || i as line, 'u' || i % 12 as unit, 'paragraf' as level, 'spending' as side, 'running' as of_year,
    10000000 as plan_gr, (plan_gr * draw(i, 8) * 1.02)::bigint as executed_gr,
    (plan_gr * draw(i, 9) * 1.02)::bigint as committed_gr, 'no' as art256, 1000000 as unit_over_gr,
    500000 as unit_over_committed_gr, 890356 as minimum_gr, '750 / 75023 / 4300' as codes, 'Wydział' as unit_name,
    2026 as year, 12.30::decimal(18, 2) as over_amount, 1.23::decimal(18, 2) as over_committed
from range({lines}) as t (i);
"""

# What the rules say of such an office, written by hand by somebody who only wants the list.
BY_HAND = """
select 'C01' as rule, if(working_days_left <= high_days, 'high', 'warn') as severity, item
from case_facts where state = 'open' and due_day >= today and working_days_left <= warn_days
union all
select 'C02', if(due_day < today, 'high', 'info'), item from case_facts where judged = 'yes' and net_due_day < today
union all
select 'I01', case when days_left <= high_days then 'high' when days_left <= warn_days then 'warn' else 'info' end,
    invoice_id
from invoice_facts where state = 'open' and seller = 'other' and due_day >= today and days_left <= info_days
union all
select 'I02', if(payments_known >= must_be_known, 'critical', 'warn'), invoice_id
from invoice_facts where judged = 'yes' and due_day < today
union all
select 'B01', if(art256 = 'no' and unit_over_gr > minimum_gr, 'critical', 'high'), line
from budget_facts where executed_gr > plan_gr
union all
select 'B02', if(unit_over_committed_gr > minimum_gr, 'critical', 'high'), line
from budget_facts where committed_gr > plan_gr
union all
select 'P02', if(bool_or(due_day <= return_day), 'high', 'info'), absence
from stand_ins
join (
    select holder, due_day from case_facts where state = 'open'
    union all select holder, due_day from invoice_facts where state = 'open'
) on holder = employee
group by absence
"""


def office(items: int, share: float) -> duckdb.DuckDBPyConnection:
    """An office with so many open cases and invoices (7 : 3), of which `share` are near their day or past it."""
    con = duckdb.connect(config={"threads": 2})
    sizes = {"cases": items * 7 // 10, "invoices": items * 3 // 10, "holders": max(20, items // 1000)}
    con.execute(TABLES.format(share=share, sellers=max(20, items // 500), lines=max(20, items // 50), **sizes))
    return con
