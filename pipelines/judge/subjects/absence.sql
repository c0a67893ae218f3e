-- What a finding tells of somebody who is away: what they hold, and who stands in for it.
-- a row per absence in force
select
    stand_ins.* exclude (substitute), absence as item, 'absences' as noun, absence as subject, person.unit,
    stand_ins.employee as holder, coalesce(person.name, stand_ins.employee) as employee_name,
    coalesce(held.due_meanwhile, 0) as due_meanwhile, coalesce(held.later, 0) as due_later,
    coalesce(held.substitutes, stand_ins.substitute) as substitute,
    coalesce(held.substitute_names, deputy.name, stand_ins.substitute) as substitute_name,
    if(coalesce(held.alone, stand_ins.substitute is null), 'nobody_stands_in', null) as nobody
from stand_ins
left join employees as person on person.employee = stand_ins.employee
left join employees as deputy on deputy.employee = stand_ins.substitute
left join (
    select
        absence, count(*) filter (held_items.due_meanwhile) as due_meanwhile,
        count(*) filter (not held_items.due_meanwhile) as later,
        string_agg(distinct held_items.substitute, '|' order by held_items.substitute) as substitutes,
        string_agg(distinct coalesce(name, held_items.substitute), ', ' order by coalesce(name, held_items.substitute))
            as substitute_names,
        bool_or(held_items.substitute is null) as alone
    from held_items
    left join employees on employees.employee = held_items.substitute
    group by absence
) as held using (absence)
