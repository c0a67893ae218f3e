-- What nobody moves: cases without an officer or without a step, letters that nobody was given.
-- a row per open case with events and per open letter outside any case, while the next move is the office's
with matter as (
    select
        'cases' as noun, subject, unit, holder, opened_on, due_on, raw_due_on, working_days_left, last_step_on,
        -- whoever took a step has it, only the registry's receipt gives it to nobody
        handler is null and subject not in (
            select case_id
            from case_events
            where (event = 'assigned' or event <> 'received' and actor is not null)
              and local_day("at") <= getvariable('as_of')
        ) as unassigned
    from case_facts
    where noun = 'cases' and state = 'open' and last_step_on is not null
    union all by name
    select
        'documents' as noun, document_id as subject, documents.unit, documents.holder, received_on as opened_on,
        case_facts.due_on, raw_due_on, working_days_left,
        coalesce(assigned_on > getvariable('as_of'), documents.holder is null) as unassigned
    from documents
    left join case_facts on case_facts.noun = 'documents' and case_facts.subject = document_id
    where received_on <= getvariable('as_of') and coalesce(closed_on > getvariable('as_of'), true) and case_id is null
      and exists (from documents where assigned_on is not null or holder is not null)
),
returned as (  -- a row per subject whose stop has ended: since then the next move is the office's again
    select subject, max(ends) as returned_on
    from case_stops
    where ends <= getvariable('as_of')
    group by subject
),
still as (
    select matter.*, if(unassigned, opened_on, greatest(last_step_on, returned_on)) as since_on
    from matter
    left join returned using (subject)
)
select
    noun || ' ' || subject as item, noun, subject, unit, holder, due_on, raw_due_on,
    due_on - getvariable('as_of') as days_left, working_days_left,
    if(unassigned, 'yes', 'no') as unassigned,
    cast(today.open_no - since.open_no as integer) as idle_working_days,
    limit_of(if(unassigned, 'C13.unassigned_working_days', 'C13.stale_working_days')) as idle_most,
    limit_of('C13.high_due_working_days') as due_soon,
    if(unassigned, opened_on, null) as received_on, if(unassigned, null, last_step_on) as last_step_on
from still
join law_calendar as since on since.day = since_on
join law_calendar as today on today.day = getvariable('as_of')
where subject not in (  -- a party, another authority or the post has the next move
    select subject from case_stops
    where begins <= getvariable('as_of') and coalesce(ends > getvariable('as_of'), true)
)
