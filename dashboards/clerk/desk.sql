-- The desk of one person: what they hold, and what those hold for whom they stand in on the day of the data.
-- Every statement starts from `desks`, so nobody sees another person's desk here but as that person's substitute.

-- name: desks
-- A row per desk the reader answers for: the own one, and that of each person the reader stands in for today.
select getvariable('reader') as employee, null as name, null::date as return_on
where getvariable('reader') is not null
union all
select s.employee, e.name, max(s.return_on)
from stand_ins s left join employees e using (employee)
where s.substitute = getvariable('reader') and getvariable('as_of') between s.first_day and s.last_day
  and s.employee <> getvariable('reader')
group by s.employee, e.name order by 2 nulls first;

-- name: away
-- A row per person away today in the units the reader sees: who stands in for whom.
select s.employee, e.name, s.substitute, x.name as substitute_name, max(s.return_on) as return_on
from stand_ins s join employees e using (employee) left join employees x on x.employee = s.substitute
where getvariable('as_of') between s.first_day and s.last_day and may_see(e.unit)
group by all order by e.name;

-- name: numbers
-- One row: what lies on these desks.
with desks as (
    select getvariable('reader') as employee
    union select employee from stand_ins
    where substitute = getvariable('reader') and getvariable('as_of') between first_day and last_day),
held as (
    select holder, days_left, working_days_left, due_on from case_facts where state <> 'settled' and holder in (from desks)
    union all
    select holder, days_left, working_days_left, effective_due_on from invoice_facts
    where state in ('open', 'disputed') and holder in (from desks))
select count(*) as all_open,
       count(*) filter (days_left < 0) as late,
       count(*) filter (days_left >= 0 and working_days_left <= 5) as soon,
       count(*) filter (holder <> getvariable('reader')) as for_others
from held;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
with desks as (
    select getvariable('reader') as employee
    union select employee from stand_ins
    where substitute = getvariable('reader') and getvariable('as_of') between first_day and last_day),
held as (
    select holder, noun, days_left from case_facts where state <> 'settled' and holder in (from desks)
    union all
    select holder, 'invoices', days_left from invoice_facts
    where state in ('open', 'disputed') and holder in (from desks))
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select ($whose is null or holder = $whose) and ($noun is null or noun = $noun) as chosen from held);

-- name: desk
-- A row per case, document or invoice held: gravest signal first, then the earliest due date.
with desks as (
    select getvariable('reader') as employee
    union select employee from stand_ins
    where substitute = getvariable('reader') and getvariable('as_of') between first_day and last_day),
held as (
    select noun, subject, subject as shown_as, coalesce(service, kind) as what, holder, unit, due_on, raw_due_on, planned_on,
           days_left, working_days_left, opened_on as since, last_step, last_step_on, stop_days, stopped_since,
           null::decimal(18,2) as amount, null as currency
    from case_facts where state <> 'settled' and holder in (from desks)
    union all
    select 'invoices', invoice_id, number, seller_name, holder, unit, effective_due_on, raw_due_on, null,
           days_left, working_days_left, received_on, step, step_since, null, null, remaining, currency
    from invoice_facts where state in ('open', 'disputed') and holder in (from desks))
select held.*, e.name as holder_name, s.severity, s.said, count(*) over () as "of"
from held
left join employees e on e.employee = held.holder
left join signals s on s.noun = held.noun and s.subject = held.subject
where ($whose is null or holder = $whose) and ($noun is null or held.noun = $noun)
order by gravity(s.severity), due_on nulls last, held.noun, held.subject
limit $limit offset $skip;

-- name: days
-- A row per day from today for four weeks, with how much falls due on it.
with desks as (
    select getvariable('reader') as employee
    union select employee from stand_ins
    where substitute = getvariable('reader') and getvariable('as_of') between first_day and last_day),
held as (
    select due_on from case_facts where state <> 'settled' and holder in (from desks)
    union all
    select effective_due_on from invoice_facts where state in ('open', 'disputed') and holder in (from desks)),
calendar as (select getvariable('as_of') + i::integer as day from range(28) r(i))
select day, count(due_on) as due from calendar left join held on due_on = day group by day order by day;
