-- Who stands in for whom on as_of: the chain of substitutes followed to somebody who is there.
-- a row per employee who is away that day
with away as (
    select
        absence, employee, first_day, last_day, substitute as named,
        case when confirmed_on <= getvariable('as_of') then substitute end as confirmed,
        rolled as return_on
    from absences
    join law_calendar on law_calendar.day = last_day + 1
    where state = 'approved' and first_day <= getvariable('as_of') and rolled > getvariable('as_of')
    qualify row_number() over (partition by employee order by return_on desc, absence) = 1
),
duty_roster as (  -- the accepted scope of duties says who replaces whom when nobody was named
    select employee, substitute
    from substitutions
    where coalesce(valid_from <= getvariable('as_of'), true) and coalesce(valid_to >= getvariable('as_of'), true)
    qualify row_number() over (partition by employee order by coalesce(scope, '') <> '', rank, substitute) = 1
),
first_choice as (
    select
        away.*, coalesce(confirmed, duty_roster.substitute) as substitute,
        case when confirmed is not null then 'absence' when duty_roster.substitute is not null then 'scope' else 'none' end
            as source
    from away
    left join duty_roster using (employee)
),
chain as (
    with recursive walk as (
        select employee, substitute, source, [employee] as passed, false as circle
        from first_choice
        union all
        select
            walk.employee, next.substitute, walk.source, list_append(passed, walk.substitute),
            list_contains(passed, next.substitute) or next.substitute = walk.substitute
        from walk
        join first_choice as next on next.employee = walk.substitute
        where not circle
    )
    select employee, substitute, source, passed, circle
    from walk
    qualify row_number() over (partition by employee order by len(passed) desc) = 1
)
select
    away.absence, away.employee, case when not circle then chain.substitute end as substitute, away.named,
    away.first_day, away.last_day, away.return_on,
    case when circle then 'circle' when chain.substitute is null then 'none' else chain.source end as source,
    chain.passed,
    datediff('day', date '2000-01-01', away.return_on) as return_day
from away
join chain using (employee)
