-- Decisions that let a network into the road lane and say whether works on the road are planned (u.d.p. art. 39 ust.
-- 3aa).
-- a row per decision of the kinds that must say so, with a segment
with decision as (
    select
        case_id, max_by(works_planned, "at") as works_planned,
        max(local_day("at")) as on_day
    from case_events
    where event = 'decided'
      and "at" < begins_at(getvariable('as_of') + 1)
    group by case_id
)
select
    cases.case_id, cases.unit, cases.handler, segment, coalesce(decided_on, on_day) as decided_on,
    case works_planned when true then 'works' when false then 'none' end as statement,
    cast(coalesce(decided_on, on_day) + to_years(cast(limit_of('W02.years') as integer)) as date) as holds_until,
    day_number(coalesce(decided_on, on_day)) as decided_day,
    day_number(holds_until) as until_day
from cases
left join decision using (case_id)
where kind = any(codes_of('W02.kinds')) and segment is not null and coalesce(decided_on, on_day) <= getvariable('as_of')
