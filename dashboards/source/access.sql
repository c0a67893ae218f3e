-- Who reaches which units: the roles of a person and of whoever that person stands in for on the day of the data.

-- name: roles
-- A row per role held.
select distinct unnest(string_split(roles, '|')) as role
from employees
where coalesce(roles, '') <> ''
  and (employee = $reader or employee in (select s.employee from stand_ins s where s.substitute = $reader))
order by role;

-- name: reach
-- One row: whether every unit is reached, and else which: those headed with all below them; with an office (treasurer,
-- secretary, mayor, auditor) the whole body it is held in, a school or the town; with the books the own unit, or the
-- body where that is a unit of its own, or every unit from the treasury: the one the town names, else the treasurer's.
-- In a town without a register of units there is one body; a unit that the register lacks is a body of its own.
with recursive
desks as (
    select employee, unit, string_split(coalesce(roles, ''), '|') as roles
    from employees
    where employee = $reader or employee in (select s.employee from stand_ins s where s.substitute = $reader)
),

above as (
    select unit as start, unit, parent, kind, 0 as steps from units
    union all
    select above.start, u.unit, u.parent, u.kind, above.steps + 1
    from above join units u on u.unit = above.parent
    where coalesce(above.kind, 'department') = 'department' and above.steps < 20
),

bodies as (
    select start as unit, arg_max(unit, steps) as body, arg_max(
            coalesce(kind = 'city', false) or (parent is null and coalesce(kind, '') <> 'budget_unit'), steps
        ) as is_town
    from above group by start
),

treasury as (
    select unnest(coalesce($treasury::varchar[], (
        select list(distinct e.unit)
        from employees e join bodies using (unit)
        where list_contains(string_split(coalesce(e.roles, ''), '|'), 'treasurer') and bodies.is_town
    ))) as unit
),

held as (
    select desks.*, coalesce(bodies.body, desks.unit) as body,
           coalesce(bodies.is_town, not exists (from units)) as is_town,
           list_has_any(desks.roles, $offices::varchar[]) as office, list_contains(desks.roles, $books) as books,
           desks.unit in (from treasury) as in_treasury
    from desks left join bodies using (unit)
),

own as (
    select u.unit from units u join desks d on u.manager = d.employee
    union
    select if(is_town and not office, unit, body) from held where office or books
),

below as (
    select unit, 0 as steps from own where unit is not null
    union
    select child.unit, below.steps + 1 from below join units child on child.parent = below.unit
    where below.steps < 20
)

select coalesce((
    select bool_or((is_town and office) or (books and (in_treasury or (is_town and unit = body)))) from held
), false) as everywhere,
coalesce((select list(distinct unit order by unit) from below), []) as units;
