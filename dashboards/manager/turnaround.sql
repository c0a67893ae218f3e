-- name: numbers
-- One row: settled and open cases in time and late, and how long settled cases took, of the units the reader sees.
select count(*) filter (settled_on is not null) as closed,
       count(*) filter (settled_on is null) as still_open,
       count(*) filter (settled_on <= due_on) as closed_in_time,
       count(*) filter (settled_on > due_on) as closed_late,
       count(*) filter (settled_on is null and due_on >= getvariable('as_of')) as open_in_time,
       count(*) filter (settled_on is null and due_on < getvariable('as_of')) as open_late,
       (10000 * count(*) filter (settled_on <= due_on)
        / nullif(count(*) filter (settled_on is not null and due_on is not null), 0))::integer as in_time_bp,
       quantile_cont(duration_days, 0.5) filter (settled_on is not null) as p50_days,
       quantile_cont(duration_days, 0.9) filter (settled_on is not null) as p90_days,
       quantile_cont(duration_working_days, 0.5) filter (settled_on is not null) as p50_working_days,
       quantile_cont(duration_working_days, 0.9) filter (settled_on is not null) as p90_working_days
from case_facts where noun = 'cases' and may_see(unit);

-- name: size
-- One row: how many groups there are.
select count(distinct coalesce(if($by = 'unit', unit, if($by = 'kind', kind, service)), '')) as rows_shown, 0 as rows_hidden
from case_facts where noun = 'cases' and may_see(unit);

-- name: groups
-- A row per unit, service or kind of case: most open late cases first; with its five open cases that are late longest.
select coalesce(if($by = 'unit', c.unit, if($by = 'kind', c.kind, service)), '') as "key",
       any_value(if($by = 'unit', u.name, null)) as name,
       count(*) filter (settled_on is not null) as closed,
       count(*) filter (settled_on is null) as still_open,
       count(*) filter (settled_on <= due_on) as closed_in_time,
       count(*) filter (settled_on > due_on) as closed_late,
       count(*) filter (settled_on is null and due_on >= getvariable('as_of')) as open_in_time,
       count(*) filter (settled_on is null and due_on < getvariable('as_of')) as open_late,
       quantile_cont(duration_days, 0.5) filter (settled_on is not null) as p50_days,
       quantile_cont(duration_days, 0.9) filter (settled_on is not null) as p90_days,
       quantile_cont(duration_working_days, 0.5) filter (settled_on is not null) as p50_working_days,
       quantile_cont(duration_working_days, 0.9) filter (settled_on is not null) as p90_working_days,
       (list({'subject': subject, 'due_on': due_on} order by due_on)
        filter (settled_on is null and due_on < getvariable('as_of')))[:5] as longest_late,
       case when open_late > 0 then 'warn' end as severity, null as said, count(*) over () as "of"
from case_facts c left join units u using (unit)
where noun = 'cases' and may_see(c.unit)
group by 1
order by open_late desc, closed_late desc, "key"
limit $limit offset $skip;

-- name: survival
-- A row per day on which some case was settled: the share still open after so many days (Kaplan-Meier; a case still
-- open counts as long as it has been watched, until the day of the data).
with lived as (
    select coalesce(duration_days, getvariable('as_of') - opened_on) as days, settled_on is not null as settled
    from case_facts where noun = 'cases' and may_see(unit) and opened_on <= getvariable('as_of')),
by_day as (select days, count(*) as leaving, count(*) filter (settled) as settled from lived group by days),
risk as (select days, settled, sum(leaving) over (order by days desc) as at_risk from by_day)
select days, product(1 - settled / at_risk) over (order by days) as share
from risk where settled > 0 order by days;
