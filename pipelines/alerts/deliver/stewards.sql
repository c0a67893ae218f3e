-- Who hears of what went wrong: the stewards or who stands in for them, else the mayor.
-- a row per reader
with
here as (
    select employee, trim(coalesce(email, '')) as email, string_split(coalesce(roles, ''), '|') as roles
    from staff
),
named as (
    select coalesce(stand_in.employee, here.employee) as employee, role,
        if(stand_in.employee is null, here.email, stand_in.email) as email
    from here
    cross join (select unnest(['steward', 'mayor']) as role)
    left join stand_ins on stand_ins.employee = here.employee
    left join here as stand_in on stand_in.employee = stand_ins.substitute
    where list_contains(here.roles, role)
)
select distinct employee, email
from named
where role = (select max(role) from named)  -- the mayor only where there is no steward
order by employee
