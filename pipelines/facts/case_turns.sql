-- What events say of the course of a matter by the day: begun anew, settled, sent, handed over or withdrawn.
-- a row per case, document or invoice with such an event
with legal as (
    select case_id as subject, event, "at" as instant, local_day("at") as on_day
    from case_events
    where event in (
        'restarted', 'returned', 'reopened', 'decided', 'dispatched', 'forwarded', 'withdrawn', 'left_unprocessed',
        'closed'
    )
      and "at" < begins_at(getvariable('as_of') + 1)
),
turn as (  -- the last reopening and restart, and the first settling
    select
        subject,
        min(on_day) filter (event in ('decided', 'dispatched', 'forwarded', 'left_unprocessed', 'closed')) as first_on,
        max(instant) filter (event in ('reopened', 'returned')) as reopened_at,
        max(on_day) filter (event in ('reopened', 'returned')) as reopened_on,
        max(on_day) filter (event in ('restarted', 'returned')) as restarted_on
    from legal
    group by subject
),
settling as (  -- what no later reopening undid
    select
        legal.subject, min(on_day) filter (event <> 'withdrawn') as settled_on,
        min(on_day) filter (event not in ('decided', 'withdrawn')) as sent_on,
        min(on_day) filter (event = 'forwarded') as forwarded_on,
        min(on_day) filter (event = 'withdrawn') as withdrawn_on
    from legal
    join turn using (subject)
    where event in ('decided', 'dispatched', 'forwarded', 'withdrawn', 'left_unprocessed', 'closed')
      and (
          reopened_on is null or on_day > reopened_on
          -- of one day without hours what opens goes before what ends it, but only what was settled is opened again
          or on_day = reopened_on and case
              when hourless(instant) or hourless(reopened_at) then first_on < reopened_on
              else instant > reopened_at
          end
      )
    group by legal.subject
)
select subject, reopened_on, restarted_on, settled_on, sent_on, forwarded_on, withdrawn_on
from turn
left join settling using (subject)
