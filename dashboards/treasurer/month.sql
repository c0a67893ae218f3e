-- The treasurer's month: what was spent, received and paid in it, and what is gravest today, on one paper.

-- name: numbers
-- One row: spending and income of the month and from January, beside the plan of the year.
select
    (select coalesce(sum(executed), 0) from budget_month_facts
     where year = year(getvariable('as_of')) and month = $month and side = 'spending') as spent,
    (select coalesce(sum(executed), 0) from budget_month_facts
     where year = year(getvariable('as_of')) and month = $month and side = 'income') as received,
    (select count(*) from budget_facts where year = year(getvariable('as_of')) and level = 'paragraf') as lines,
    (select count(*) from signals where severity in ('critical', 'high')
        and noun in (
            'budget', 'invoices', 'contracts', 'reports', 'report_lines', 'receivables', 'payments', 'deposits',
            'grants', 'duties')) as grave;

-- name: divisions
-- A row per division of the year's spending: the plan, the month, the year so far and its end.
with month as (
    select dzial, sum(executed) filter (month = $month) as spent,
           sum(executed) filter (month <= $month) as so_far
    from budget_month_facts where year = year(getvariable('as_of')) and side = 'spending' group by dzial)
select b.dzial, any_value(n.dzial_name) as name, sum(plan) as plan, any_value(spent) as spent,
       any_value(so_far) as so_far, sum(forecast_year_end) as forecast_year_end,
       case when sum(plan) > 0 then (any_value(so_far) * 1000000)::hugeint // (sum(plan) * 100)::hugeint end as used_bp
from budget_facts b left join month using (dzial) left join measure.line_names n on n.line = b.line
where year = year(getvariable('as_of')) and level = 'paragraf' and side = 'spending'
group by b.dzial order by b.dzial;

-- name: months
-- A row per month of the year: sums from January.
select * from measure.budget_months;

-- name: paid
-- A row per month in which invoices were paid this year.
select * from measure.paid_in_time order by "group";

-- name: weeks
-- A row per week from today: what moves in it, its lowest balance and the balance at its end.
select week, min(day) as first_day, sum(income) as income,
       sum(invoices + pay + contributions + debt) as to_pay, min(balance) as lowest, arg_max(balance, day) as balance
from cash_facts group by week order by week;

-- name: gravest
-- A row per matter of money that is critical or urgent today, the gravest first, then the greatest amount.
select severity, said[1].message as message, said[1].rule as rule, amount
from signals
where severity in ('critical', 'high')
  and noun in (
            'budget', 'invoices', 'contracts', 'reports', 'report_lines', 'receivables', 'payments', 'deposits',
               'grants', 'duties')
order by gravity(severity) desc, amount desc nulls last, noun, subject
limit 30;
