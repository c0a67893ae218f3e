-- Everybody's signals: of the units the reader sees, and those addressed to the reader.

-- name: numbers
-- One row: how many things this run says something of, by gravity, and how many of them are new.
with mine as (
    select noun, subject, arg_min(severity, gravity(severity)) as severity, bool_or(status in ('new', 'worse')) as fresh
    from findings
    where run_id = getvariable('run_id') and status <> 'resolved' and inhibited_by is null
      and (may_see(unit) or list_contains(recipients, getvariable('reader')))
    group by noun, subject)
select count(*) as signals, count(*) filter (severity = 'critical') as critical, count(*) filter (severity = 'high') as high,
       count(*) filter (severity = 'warn') as warn, count(*) filter (severity = 'info') as info,
       count(*) filter (fresh) as fresh
from mine;

-- name: nouns
-- A row per kind of thing that has signals.
select distinct noun from findings
where run_id = getvariable('run_id') and status <> 'resolved' and inhibited_by is null
  and (may_see(unit) or list_contains(recipients, getvariable('reader')))
order by noun;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
with mine as (
    select noun, subject, arg_min(severity, gravity(severity)) as severity, bool_or(status in ('new', 'worse')) as fresh
    from findings
    where run_id = getvariable('run_id') and status <> 'resolved' and inhibited_by is null
      and (may_see(unit) or list_contains(recipients, getvariable('reader')))
    group by noun, subject)
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select ($noun is null or noun = $noun) and ($fresh is null or fresh) as chosen from mine);

-- name: signals
-- A row per thing: the gravest and, among equals, the longest overdue first.
with mine as (
    select noun, subject, bool_or(status in ('new', 'worse')) as fresh, min(due_on) as due_on, max(amount) as amount,
           any_value(unit) as unit
    from findings
    where run_id = getvariable('run_id') and status <> 'resolved' and inhibited_by is null
      and (may_see(unit) or list_contains(recipients, getvariable('reader')))
    group by noun, subject)
select mine.*, u.name as unit_name, s.severity, s.said, count(*) over () as "of"
from mine join signals s using (noun, subject) left join units u on u.unit = mine.unit
where ($noun is null or noun = $noun) and ($fresh is null or fresh)
order by gravity(s.severity), due_on nulls last, amount desc nulls last, noun, subject
limit $limit offset $skip;
