-- The desk of one person: what they hold, and what those hold for whom they stand in on the day of the data.

-- name: desks
-- A row per desk the reader answers for, the own one first.
select d.employee, if(d.employee = getvariable('reader'), null, coalesce(e.name, d.employee)) as name, d.return_on
from desks d left join employees e using (employee)
order by name nulls first;

-- name: away
-- A row per person away today in the units the reader sees: who stands in for whom, and why that person cannot, in the
-- words of the signal (P03) that names that very substitute; null where no signal does.
select s.employee, e.name, s.substitute, x.name as substitute_name, max(s.return_on) as return_on,
       max(f.details ->> 'words') as cannot
from stand_ins s
join employees e using (employee)
left join employees x on x.employee = s.substitute
left join findings f
    on f.rule = 'P03' and f.run_id = getvariable('run_id') and f.subject = s.absence
    and f.details ->> 'substitute_name' = coalesce(x.name, s.substitute)
where may_see(e.unit)
group by s.employee, e.name, s.substitute, x.name
order by e.name;

-- name: numbers
-- One row: what lies on these desks.
with held as (
    select holder, working_days_left, is_late from held_cases
    union all
    select holder, working_days_left, coalesce(days_left < 0, false) from held_invoices)
select count(*) as all_open,
       count(*) filter (is_late) as late,
       count(*) filter (not is_late and working_days_left <= 5) as soon,
       count(*) filter (holder <> getvariable('reader')) as for_others
from held;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
with held as (
    select holder, noun, subject, subject as shown_as, coalesce(service, kind) as what from held_cases
    union all
    select holder, 'invoices', invoice_id, number, seller_name from held_invoices)
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (
    select ($whose is null or holder = $whose) and ($noun is null or noun = $noun)
        and (holds(subject, $search) or holds(shown_as, $search) or holds(what, $search)) as chosen
    from held);

-- name: desk
-- A row per case, document or invoice held: gravest signal first, then the earliest due date.
with held as (
    select noun, subject, subject as shown_as, coalesce(service, kind) as what, holder, unit, due_on, raw_due_on,
        planned_on,
           days_left, working_days_left, opened_on as since, last_step, last_step_on, stop_days, stopped_since,
           null::decimal(18, 2) as amount, null as currency
    from held_cases
    union all
    select 'invoices', invoice_id, number, seller_name, holder, unit, effective_due_on, raw_due_on, null,
           days_left, working_days_left, received_on, step, step_since, null, null, remaining, currency
    from held_invoices)
select held.*, e.name as holder_name, s.severity, s.said, count(*) over () as "of"
from held
left join employees e on e.employee = held.holder
left join signals s on s.noun = held.noun and s.subject = held.subject
where ($whose is null or holder = $whose) and ($noun is null or held.noun = $noun)
  and (holds(held.subject, $search) or holds(shown_as, $search) or holds(what, $search))
order by $order, gravity(s.severity) desc, due_on nulls last, held.noun, held.subject
limit $limit offset $skip;

-- name: days
-- A row per day from today for four weeks, with how much falls due on it.
with held as (
    select due_on from held_cases
    union all
    select effective_due_on from held_invoices),
calendar as (select getvariable('as_of') + i::integer as day from (select unnest(range(28)) as i))
select day, count(due_on) as due from calendar left join held on due_on = day group by day order by day;
