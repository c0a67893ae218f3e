-- Every number comes from pipelines/answers/measures/turnaround.sql, which `ratusz turnaround` asks too.

-- name: numbers
-- One row: settled and open cases in time and late, and how long they took, of the units the reader sees.
select t.* replace (coalesce(closed, 0) as closed, coalesce(open, 0) as open, coalesce(open_late, 0) as open_late),
       (10000 * closed_in_time / nullif(closed_in_time + closed_late, 0))::integer as in_time_bp
from (select 1) left join measure.turnaround t on true;

-- name: size
-- One row: how many groups there are.
select count(*) as rows_shown, 0 as rows_hidden from measure.turnaround;

-- name: groups
-- A row per unit, service or kind of case: most open late cases first; with the five that are late longest.
with late as (
    select if($by = 'unit', unit, if($by = 'kind', kind, service)) as "group",
           list(struct_pack(subject := subject, due_on := net_due_on) order by net_due_on)[:5] as longest_late
    from case_facts
    where noun = 'cases' and settled_on is null and net_due_on < getvariable('as_of')
    group by 1)
select t.*, u.name, (select any_value(task) from case_facts where kind = t."group") as task, late.longest_late,
       case when t.open_late > 0 then 'warn' end as severity, null as said, count(*) over () as "of"
from measure.turnaround t
left join late using ("group")
left join units u on $by = 'unit' and u.unit = t."group"
order by t.open_late desc, t.closed_late desc, t."group"
limit $limit offset $skip;

-- name: survival
-- A row per day on which some case was settled: the share still open after so many days (Kaplan-Meier; a case still
-- open counts as long as it has been watched, until the day of the data).
with by_day as (
    select coalesce(settled_on, getvariable('as_of')) - opened_on as days, count(*) as leaving,
           count(settled_on) as settled
    from case_facts where noun = 'cases' group by days),
risk as (select days, settled, sum(leaving) over (order by days desc) as at_risk from by_day)
select days, product(1 - settled / at_risk) over (order by days) as share
from risk qualify settled > 0 order by days;
