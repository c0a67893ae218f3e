-- Who has how much, of the manager's own people: asked only once such views are open to superiors.
-- a row per person, by name: no ranking
select
    case_facts.holder as employee, employees.name,
    count(*) filter (settled_on is null) as open,
    count(*) filter (settled_on is null and stopped_since is null and net_due_on < getvariable('as_of')) as open_late,
    count(*) filter (settled_on is null and stopped_since is null and net_due_on < getvariable('as_of') + 14) as due,
    cast(count(*) filter (settled_on > getvariable('as_of') - 84) / 6 as decimal(9, 1)) as pace
from case_facts
join employees on employees.employee = case_facts.holder
where noun = 'cases' and list_contains($own, employees.unit) and not list_contains($managers, case_facts.holder)
group by case_facts.holder, employees.name
having count(*) filter (settled_on is null) > 0
order by employees.name, case_facts.holder
