-- The way of each case up to the step that settled it: its steps in order, each with the next and who took both.
-- a row per step of a case
with taken as (
    select
        case_id as subject, event as step, local_day("at") as on_day, actor, settled_on,
        row_number() over way as place,
        -- settled by an earlier step of the day already
        count(*) filter (
            local_day("at") = settled_on
            and event in ('decided', 'dispatched', 'forwarded', 'withdrawn', 'left_unprocessed', 'closed')
        ) over (way rows between unbounded preceding and 1 preceding) > 0 as after_the_end
    from case_events
    join case_facts on noun = 'cases' and subject = case_id
    where "at" < begins_at(getvariable('as_of') + 1) and local_day("at") <= coalesce(settled_on, getvariable('as_of'))
      and coalesce(case_facts.unit = $unit, $unit is null) and coalesce(service = $service, $service is null)
      and coalesce(kind = $kind, $kind is null)
    window way as (partition by case_id order by "at", case_events."line", event_id)
)
select
    subject, step, place, on_day, settled_on, actor, lead(step) over way as next_step,
    lead(on_day) over way as next_on, lead(actor) over way as next_actor
from taken
where not after_the_end
window way as (partition by subject order by place)
