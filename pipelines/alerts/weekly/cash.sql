-- The cash that the coming two weeks need in the town's own currency; days off need none unless something falls due.
-- a row per day from the day judged for, and one without a day for all that is late already
with due as (
    select if(effective_due_on < getvariable('as_of'), null, effective_due_on) as day, remaining
    from invoice_facts
    where state = 'open' and effective_due_on < getvariable('as_of') + 14 and currency = $currency
),
days as (
    select null::date as day
    union all
    select cast(getvariable('as_of') + cast(n as integer) as date) from (select unnest(range(14)) as n)
)
select days.day, count(remaining) as invoices, coalesce(sum(remaining), 0)::decimal(18, 2) as amount
from days
left join due on due.day is not distinct from days.day
group by days.day
having count(remaining) > 0 or dayofweek(days.day) between 1 and 5
order by days.day nulls first
