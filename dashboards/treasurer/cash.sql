-- The cash page: what the accounts will hold day by day, and which invoices want that money.

-- name: numbers
-- One row: what lies there, the lowest day of two weeks and of thirteen, what has to be paid; nulls where unknown.
select
    any_value(opening) as opening, any_value(opening_on) as opening_on,
    coalesce(bool_or(has_income), false) as has_income,
    count(*) as days, max(day) as last_day,
    min(balance) filter (days_ahead < 14) as lowest_soon,
    arg_min(day, balance) filter (days_ahead < 14) as lowest_soon_on,
    min(balance) as lowest, arg_min(day, balance) as lowest_on,
    min(day) filter (balance < 0) as below_zero_on,
    coalesce(sum(invoices + pay + contributions + debt) filter (days_ahead < 14), 0) as to_pay_soon,
    coalesce(sum(income) filter (days_ahead < 14), 0) as income_soon,
    (select count(*) from invoice_facts where state = 'open' and effective_due_on is null) as undated,
    (select count(*) from invoice_facts
     where state = 'open' and currency <> (select currency from jurisdiction)) as foreign_ones
from cash_facts;

-- name: days
-- A row per day with money moving, of the first two weeks; days off with nothing are left out.
select * from cash_facts
where days_ahead < 14 and (working or income + invoices + pay + contributions + debt <> 0)
order by day;

-- name: weeks
-- A row per week from today: what moves in it, its lowest balance and the day of that.
select week, min(day) as first_day, max(day) as last_day, sum(income) as income, sum(invoices) as invoices,
       sum(pay) as pay, sum(contributions) as contributions, sum(debt) as debt, min(balance) as lowest,
       arg_min(day, balance) as lowest_on, arg_max(balance, day) as balance
from cash_facts
group by week order by week;

-- name: every_day
-- A row per day of the thirteen weeks, with the balance at its end.
select day, balance from cash_facts order by day;

-- name: ahead
-- A row per day of the thirteen weeks: what the accounts hold without any invoice paid.
select day, working, balance + sum(invoices) over (order by day) as balance from cash_facts order by day;

-- name: to_pay
-- A row per unpaid invoice in the currency of the law with a due day, for the plan of payments.
select invoice_id, effective_due_on as due_on, remaining, coalesce(daily_interest, 0) as daily_interest
from invoice_facts
where state = 'open' and currency = (select currency from jurisdiction) and effective_due_on is not null
      and effective_due_on <= (select max(day) from cash_facts)
order by effective_due_on, invoice_id;

-- name: queue
-- A row per invoice of the plan, in the order in which it wants to be paid.
select i.*, u.name as unit_name, s.severity, s.said, count(*) over () as "of"
from invoice_facts i
left join units u using (unit)
left join signals s on s.noun = 'invoices' and s.subject = i.invoice_id
where state = 'open' and currency = (select currency from jurisdiction) and effective_due_on is not null
      and effective_due_on <= (select max(day) from cash_facts)
order by effective_due_on, daily_interest desc nulls last, remaining desc, invoice_id
limit $limit offset $skip;
