-- Who stands in for whom on as_of, and for what: chains of substitutes followed to somebody who is there.
-- a row per employee who is away that day and scope (case kind and unit, both empty for all the rest)
with away as (
    select
        absence, absences.employee, kind as absence_kind, first_day, away_until as last_day, substitute as named,
        case
            when confirmed_on <= getvariable('as_of')
                and substitute not in (select employee from employees where active_to < getvariable('as_of'))
                then substitute
        end as confirmed,
        back_on as return_on
    from absences
    join times_away using (absence)
    join law_calendar on law_calendar.day = last_day + 1
    where first_day <= getvariable('as_of') and rolled > getvariable('as_of')
    qualify row_number() over (partition by absences.employee order by rolled desc, absence) = 1
),
accepted as (  -- the accepted scopes of duties in force, as far as they name somebody who still works here
    select
        substitutions.employee, substitute, coalesce(trim(scope), '') as scope, rank,
        scope in (select unit from units) as of_unit, substitute in (select employee from away) as absent_too
    from substitutions
    join away using (employee)
    left join employees as deputy on deputy.employee = substitute
    where coalesce(valid_from <= getvariable('as_of'), true) and coalesce(valid_to >= getvariable('as_of'), true)
      and coalesce(deputy.active_from <= getvariable('as_of'), true)
      and coalesce(deputy.active_to >= getvariable('as_of'), true)
),
matter as (  -- every pair of scopes that may need a substitute of its own
    select kind, unit
    from (
        select '' as kind
        union
        select scope from accepted where not coalesce(of_unit, false)
    )
    cross join (
        select '' as unit
        union
        select scope from accepted where of_unit
    )
),
-- whoever is there goes first, then the narrowest scope (case kind, unit, all the rest), then the rank
duty_roster as (
    select accepted.employee, kind, unit, substitute
    from matter
    join accepted on scope in ('', kind, unit)
    qualify row_number() over (
        partition by accepted.employee, kind, unit
        order by absent_too, scope = '', scope <> kind, rank nulls last, substitute
    ) = 1
),
first_choice as (
    select
        away.*, matter.kind, matter.unit, coalesce(confirmed, duty_roster.substitute) as direct,
        case when confirmed is not null then 'absence' when duty_roster.substitute is not null then 'scope'
            else 'none' end
            as source
    from away
    cross join matter
    left join duty_roster using (employee, kind, unit)
),
chain as (
    with recursive walk as (
        select employee, kind, unit, direct as substitute, [employee] as passed, false as circle
        from first_choice
        union all
        select
            walk.employee, walk.kind, walk.unit, next.direct, list_append(passed, walk.substitute),
            list_contains(passed, next.direct) or next.direct = walk.substitute
        from walk
        join first_choice as next
            on next.employee = walk.substitute and next.kind = walk.kind and next.unit = walk.unit
        where not coalesce(circle, false)
    )
    select employee, kind, unit, substitute, passed, coalesce(circle, false) as circle
    from walk
    qualify row_number() over (partition by employee, kind, unit order by len(passed) desc) = 1
)
select
    absence, employee, absence_kind, first_day, last_day, return_on, named, first_choice.kind, first_choice.unit,
    direct,
    case when not circle then chain.substitute end as substitute,
    case when circle then 'circle' when chain.substitute is null then 'none' else source end as source, passed
from first_choice
join chain using (employee, kind, unit)
