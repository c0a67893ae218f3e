-- The times that may not count in a term: from the event that opens a stop to the one that ends it, as of the day. Of
-- one day, what opens goes before what ends it, and a day without an hour is the whole day.
-- a row per stop; one without an end still lasts
with legal as (
    select
        case_id as subject, event, "at" as instant, until, days, reason, document_id, "line", load_id, feed,
        local_day("at") as on_day, hourless("at") as all_day,
        -- a suspension to a named day waits for no event
        case
            when event in ('suspended', 'resumed') and until is null then 'suspension'
            when event in ('opinion_asked', 'opinion_received') then 'opinion'
            when event in ('hybrid_sent', 'hybrid_delivered') then 'hybrid'
            when event in ('completion_call', 'completed') then 'completion'
        end as pair,
        event in ('resumed', 'opinion_received', 'hybrid_delivered', 'completed') as ending
    from case_events
    where event in (
        'suspended', 'resumed', 'party_delay', 'independent_cause', 'opinion_asked', 'opinion_received', 'hybrid_sent',
        'hybrid_delivered', 'completion_call', 'completed'
    )
      and "at" < begins_at(getvariable('as_of') + 1)
),
placed as (  -- within a day: what opens without an hour, what has an hour, what ends without an hour
    select *, case when not all_day then 1 when ending then 2 else 0 end as place
    from legal
),
ordered as (  -- an end that has nothing to end can only belong to what the same day opens: it goes after it
    select
        *, if(
            ending and coalesce(lag(ending) over (
                partition by subject, pair order by on_day, place, instant, ending
            ), true),
            2, place
        ) as step
    from placed
),
paired as (
    select
        *, on_day + cast(days as integer) as answer_by,
        min(on_day) filter (event = 'resumed') over later as resumed_on,
        min(on_day) filter (event = 'opinion_received') over later as received_on,
        min(on_day) filter (event = 'hybrid_delivered') over later as delivered_on,
        min(on_day) filter (event = 'completed') over later as completed_on
    from ordered
    window later as (
        partition by subject order by on_day, step, instant, ending rows between 1 following and unbounded following
    )
)
select
    subject,
    case event
        when 'suspended' then if(reason = 'mediation', 'mediation', 'suspension')
        when 'opinion_asked' then 'opinion'
        when 'hybrid_sent' then 'hybrid'
        when 'completion_call' then 'completion'
        else event
    end as stop,
    on_day as begins,
    case event
        when 'suspended' then coalesce(until, resumed_on)
        when 'opinion_asked' then received_on
        when 'hybrid_sent' then delivered_on
        when 'completion_call' then least(completed_on, coalesce(rolled, answer_by))  -- the party's term rolls too
        else until
    end as ends,
    if(event = 'completion_call', completed_on, null) as completed_on,
    if(event = 'completion_call', answer_by, null) as answer_by, reason, document_id, feed, "line", load_id
from paired
left join law_calendar on law_calendar.day = answer_by
where event in ('suspended', 'opinion_asked', 'hybrid_sent', 'completion_call', 'party_delay', 'independent_cause')
