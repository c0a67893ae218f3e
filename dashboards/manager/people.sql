-- Who is away, what falls due meanwhile and who stands in. People are those of the units the reader sees.

-- name: numbers
-- One row: how many are away on the day, how many deadlines fall in that time, and how many of those nobody keeps.
with mine as (
    select s.* from stand_ins s join employees e using (employee) where may_see(e.unit))
select (select count(*) from mine) as away,
       (select count(*) from mine where substitute is null) as alone,
       (select count(*) from mine where source = 'circle') as circles,
       count(*) filter (h.due_meanwhile) as due,
       count(*) filter (h.due_meanwhile and h.substitute is null) as due_alone
from held_items h where h.holder in (select employee from mine);

-- name: size
-- One row: how many people are listed.
with listed as (
    select s.absence from stand_ins s join employees e using (employee) where may_see(e.unit)
    union
    select subject from signals join leave_facts l on l.absence = subject join employees e using (employee)
    where noun = 'absences' and may_see(e.unit))
select count(*) as rows_shown, 0 as rows_hidden from listed;

-- name: absences
-- A row per absence of the day, and per coming one with a signal: those whose deadlines nobody keeps first.
with away as (
    select absence, employee, first_day, last_day, return_on, substitute, source, true as today from stand_ins
    union all
    select absence, employee, first_day, last_day, null, substitute, null, false
    from leave_facts
    where absence in (select subject from signals where noun = 'absences')
      and absence not in (select absence from stand_ins)),
held as (
    select absence, count(*) filter (due_meanwhile) as due, count(*) as held,
           count(*) filter (due_meanwhile and substitute is null) as due_alone,
           list(struct_pack(subject := subject, due_on := due_on, substitute := substitute) order by due_on, subject)
               filter (due_meanwhile) as items
    from held_items group by absence)
select away.*, coalesce(e.name, away.employee) as name, e.unit, u.name as unit_name,
       coalesce(x.name, away.substitute) as substitute_name,
       coalesce(held.held, 0) as held, coalesce(held.due, 0) as due, coalesce(held.due_alone, 0) as due_alone,
       held.items[:5] as items, signals.severity, signals.said, count(*) over () as "of"
from away
join employees e using (employee)
left join employees x on x.employee = away.substitute
left join units u on u.unit = e.unit
left join held using (absence)
left join signals on signals.noun = 'absences' and signals.subject = absence
where may_see(e.unit)
order by today desc, due_alone desc, today and away.substitute is null desc, due desc,
         gravity(severity) desc nulls last, first_day, name
limit $limit offset $skip;

-- name: ending
-- A row per authorisation or substitution that ends within sixty days, the next first.
select 'authorised' as what, e.name, null as substitute_name, e.unit, e.active_to as ends_on
from employees e
where authorised_to_decide and may_see(e.unit)
  and e.active_to between getvariable('as_of') and getvariable('as_of') + 60
union all
select 'stands in', e.name, coalesce(x.name, s.substitute), e.unit, s.valid_to
from substitutions s
join employees e using (employee)
left join employees x on x.employee = s.substitute
where may_see(e.unit) and s.valid_to between getvariable('as_of') and getvariable('as_of') + 60
order by ends_on, name;
