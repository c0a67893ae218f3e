-- The invoices page: what has to be paid, in which order, and what is late.

-- name: numbers
-- One row: what is late and what falls due within a week, and the days to pay where none were agreed. Sums are in the
-- currency of the law, other currencies are counted only; disputed invoices wait for their dispute.
with mine as (
    select *, currency = (select currency from jurisdiction) as summed from invoice_facts where state = 'open')
select count(*) as queue,
       count(*) filter (days_left < 0) as late,
       coalesce(sum(remaining) filter (days_left < 0 and summed), 0) as late_amount,
       coalesce(sum(interest_so_far) filter (days_left < 0), 0) as interest,
       coalesce(sum(daily_interest) filter (days_left < 0), 0) as daily_interest,
       (select coalesce(sum(interest), 0) from late_interest_facts) as interest_this_year,
       count(*) filter (days_left between 0 and 7) as soon,
       coalesce(sum(remaining) filter (days_left between 0 and 7 and summed), 0) as soon_amount,
       (select min(r.as_of) from runs r
        where r.as_of > (select max(f.as_of) from findings f where f.rule = 'I02')) as quiet_since,
       (select no_term_days from jurisdiction) as no_term_days
from mine;

-- name: units
-- A row per unit with unpaid invoices.
select unit, coalesce(any_value(name), unit) as name
from invoice_facts left join units using (unit)
where state in ('open', 'disputed') and unit is not null
group by unit order by name;

-- name: size
-- One row: how long the list is with the filters, how many rows they hide, and what the rows left add up to in the
-- currency of the law.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden,
       coalesce(sum(remaining) filter (chosen and summed), 0) as remaining,
       coalesce(sum(interest_so_far) filter (chosen), 0) as interest
from (select ($unit is null or i.unit = $unit)
             and ($due is null or ($due = 'po-terminie' and days_left < 0)
                  or ($due = '7-dni' and days_left between 0 and 7)
                      or ($due = 'bez-terminu' and effective_due_on is null))
             and holds(concat_ws(' ', number, invoice_id, seller_name, seller_nip), $search)
             as chosen, currency = (select currency from jurisdiction) as summed, remaining, interest_so_far
      from invoice_facts i where state in ('open', 'disputed'));

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
  and holds(concat_ws(' ', number, invoice_id, seller_name, seller_nip), $search)
order by $order, effective_due_on nulls last, remaining desc, invoice_id
limit $limit offset $skip;

-- name: aging
-- A row per age of the unpaid invoices in the currency of the law, the oldest first; ages in the order of bucket.
select
    case
        when days_left is null then 8
        when days_left < -60 then 0 when days_left < -30 then 1 when days_left < -7 then 2 when days_left < 0 then 3
        when days_left <= 7 then 4 when days_left <= 14 then 5 when days_left <= 30 then 6
        else 7 end as bucket,
    count(*) as n, sum(remaining) as remaining, coalesce(sum(interest_so_far), 0) as interest,
    coalesce(sum(daily_interest), 0) as daily_interest
from invoice_facts
where state = 'open' and currency = (select currency from jurisdiction)
group by bucket order by bucket;

-- name: weeks
-- A row per week from today for four weeks, and one for what is late, in the currency of the law.
select week, count(remaining) as n, coalesce(sum(remaining), 0) as amount,
       if(week < 0, null, cast(getvariable('as_of') + 7 * week as date)) as first_day
from (select unnest(range(-1, 4))::integer as week) as weeks
left join (
    select if(days_left < 0, -1, days_left // 7) as week, remaining
    from invoice_facts where state = 'open' and currency = (select currency from jurisdiction) and days_left < 28
) as due using (week)
group by week order by week;

-- name: in_time
-- One row: how this year's invoices were paid; no row where none was.
select * from measure.paid_in_time;

-- name: suppliers
-- A row per seller with most to be paid: what waits, what of it is late, and how this year's invoices were paid.
select
    coalesce(any_value(seller_name), any_value(key)) as seller, count(*) filter (state = 'open') as n,
    coalesce(sum(remaining) filter (state = 'open'), 0) as remaining,
    coalesce(sum(remaining) filter (state = 'open' and days_left < 0), 0) as late,
    any_value(p.paid) as paid, any_value(p.in_time_bp) as in_time_bp, any_value(p.mean_days) as mean_days
from (select *, coalesce(seller_nip, seller_name) as key from invoice_facts
      where currency = (select currency from jurisdiction)) as i
left join (select * from measure.paid_in_time) as p on p."group" = i.key
group by i.key having count(*) filter (state = 'open') > 0
order by remaining desc, seller limit 15;
