-- How cases went: in time or late, those settled in the last seven days and those open; and whether two weeks suffice:
-- what is late or falls due in them beside what was settled in two weeks on average over the last twelve.
-- a row per unit, and a last one without a unit for all
with matter as (
    select *, getvariable('as_of') as judged_for
    from case_facts
    where noun = 'cases' and list_contains($units, unit)
)
select
    matter.unit, any_value(units.name) as name,
    count(*) filter (opened_on > judged_for - 7) as received,
    count(*) filter (settled_on > judged_for - 7 and settled_on <= net_due_on) as closed_in_time,
    count(*) filter (settled_on > judged_for - 7 and settled_on > net_due_on) as closed_late,
    count(*) filter (settled_on is null) as open,
    count(*) filter (settled_on is null and (net_due_on >= judged_for or stopped_since is not null)) as open_in_time,
    count(*) filter (settled_on is null and stopped_since is null and net_due_on < judged_for) as open_late,
    count(*) filter (settled_on is null and stopped_since is null and net_due_on < judged_for + 14) as due,
    cast(count(*) filter (settled_on > judged_for - 84) / 6 as decimal(9, 1)) as pace,
    cast(quantile_cont(duration_days, 0.5) filter (settled_on > judged_for - 84) as decimal(9, 1)) as half_within
from matter
left join units using (unit)
group by grouping sets ((matter.unit), ())
order by matter.unit is null, open_late desc, matter.unit
