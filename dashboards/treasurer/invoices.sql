-- name: numbers
-- One row: what is late and what falls due within a week, and the days to pay where none were agreed. Sums are in the
-- currency of the law, other currencies are counted only; disputed invoices wait for their dispute.
with mine as (
    select *, currency = (select currency from jurisdiction) as summed from invoice_facts where state = 'open')
select count(*) as queue,
       count(*) filter (days_left < 0) as late,
       coalesce(sum(remaining) filter (days_left < 0 and summed), 0) as late_amount,
       coalesce(sum(interest_so_far) filter (days_left < 0), 0) as interest,
       count(*) filter (days_left between 0 and 7) as soon,
       coalesce(sum(remaining) filter (days_left between 0 and 7 and summed), 0) as soon_amount,
       (select min(as_of) from runs
        where as_of > coalesce((select max(as_of) from findings where rule = 'I02'), '-infinity'))
       as quiet_since,
       (select no_term_days from jurisdiction) as no_term_days
from mine;

-- name: units
-- A row per unit with unpaid invoices.
select unit, coalesce(any_value(name), unit) as name
from invoice_facts left join units using (unit)
where state in ('open', 'disputed') and unit is not null
group by unit order by name;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select ($unit is null or unit = $unit)
             and ($due is null or ($due = 'po-terminie' and days_left < 0)
                  or ($due = '7-dni' and days_left between 0 and 7) or ($due = 'bez-terminu' and effective_due_on is null))
             as chosen
      from invoice_facts where state in ('open', 'disputed'));

-- name: queue
-- A row per unpaid invoice in the order of payment: the earliest effective due date, then the largest amount.
select i.*, u.name as unit_name, e.name as holder_name, s.severity, s.said, count(*) over () as "of"
from invoice_facts i
left join units u using (unit)
left join employees e on e.employee = i.holder
left join signals s on s.noun = 'invoices' and s.subject = i.invoice_id
where i.state in ('open', 'disputed')
  and ($unit is null or i.unit = $unit)
  and ($due is null or ($due = 'po-terminie' and days_left < 0)
       or ($due = '7-dni' and days_left between 0 and 7) or ($due = 'bez-terminu' and effective_due_on is null))
order by effective_due_on nulls last, remaining desc, invoice_id
limit $limit offset $skip;

-- name: calendar
-- A row per day from today for four weeks, with what falls due on it in the currency of the law.
with days as (select getvariable('as_of') + i::integer as day from range(28) r(i))
select day, count(invoice_id) as invoices, coalesce(sum(remaining), 0) as amount
from days left join (
    select invoice_id, remaining, effective_due_on as day
    from invoice_facts
    where state in ('open', 'disputed') and currency = (select currency from jurisdiction)) using (day)
group by day order by day;
