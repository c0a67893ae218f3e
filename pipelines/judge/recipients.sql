-- Who has to know, before anybody's absence is considered: the words of each finding's audience become people.
-- Reads findings_raw (among others unit, holder, owner, substitute, audience) and the day's units and staff.
-- `owner` is the contract's or the works' owner, or the superior; several owners or substitutes are separated by |.
-- Recipients keep the order of the words; an empty list means that nobody could be found, not even a steward or a
-- mayor.
-- a row per finding: its own columns and recipients
with recursive finding as materialized (
    select *, row_number() over () as number from findings_raw
),
role_of as (  -- a row per person who works here on the day and role
    select employee, trim(unnest(string_split(coalesce(roles, ''), '|'))) as role
    from staff
),
office as (  -- a row per unit; its head is empty when the manager is unknown or has left
    select units.unit, units.parent, staff.employee as head
    from units
    left join staff on staff.employee = units.manager
),
upwards as (  -- a row per unit and unit above it, as far as the first that has a head; a circle ends where it began
    select unit, parent, head, [unit] as passed
    from office
    union all
    select upwards.unit, office.parent, office.head, list_append(passed, office.unit)
    from upwards
    join office on office.unit = upwards.parent
    where upwards.head is null and not list_contains(passed, office.unit)
),
spoken as (  -- a row per finding and word of its audience
    select
        number, unit, holder, owner, substitute, generate_subscripts(audience, 1) as place,
        replace(lower(trim(unnest(audience))), '_', ' ') as said
    from finding
),
word as (  -- several owners or substitutes are as many words
    select
        * exclude (owner, substitute), if(said = 'substitute', null, one) as owner, if(said = 'substitute', one, null)
            as substitute
    from (
        select *, unnest(string_split(coalesce(if(said = 'substitute', substitute, owner), ''), '|')) as one
        from spoken
    )
),
meant as (  -- a row per finding and word: the one person it means, or else the role it means
    select
        number, place,
        case
            when said in ('officer', 'owner', 'person holding it', 'holder', 'handler', 'employee') then holder
            when said in ('manager', 'unit head') then upwards.head
            when said in ('contract owner', 'superior') then word.owner
            when said = 'substitute' then word.substitute
            when said = 'planners' then planner.employee
        end as person,
        case
            when said in (
                'officer', 'owner', 'person holding it', 'holder', 'handler', 'employee', 'manager', 'unit head',
                'contract owner', 'superior', 'substitute'
            ) then null
            when said in ('registry', 'council office') then 'secretary'
            when said = 'data steward' then 'steward'
            when said = 'planners' then if(planner.employee is null, 'road_manager', null)
            else replace(said, ' ', '_')
        end as role
    from word
    left join upwards on upwards.unit = word.unit and upwards.head is not null
    left join staff as planner on planner.employee = word.owner
),
found as (  -- a row per finding and recipient, at the first word that means them
    select number, employee, min(place) as place
    from (
        select number, place, employee
        from meant
        join staff on staff.employee = meant.person
        union all
        select number, place, employee
        from meant
        join role_of using (role)
    )
    group by number, employee
),
told as (
    select number, list(employee order by place, employee) as recipients
    from found
    group by number
),
last_resort as (  -- one row: whom a finding falls to when its words mean nobody
    select coalesce(
        (select list(employee order by employee) from role_of where role = 'steward'),
        (select list(employee order by employee) from role_of where role = 'mayor'),
        []::varchar[]
    ) as recipients
)
select finding.* exclude (number), coalesce(told.recipients, last_resort.recipients) as recipients
from finding
left join told using (number)
cross join last_resort
