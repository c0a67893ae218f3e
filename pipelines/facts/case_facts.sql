-- The clock of every case, and of every document that has a term: start, stops, ends, who holds it since when.
-- a row per case or document begun by as_of
with recursive matter as (
    select
        'cases' as noun, case_id as subject, title, coalesce(service, kind) as service, kind, unit, handler,
        opened_on, due_on as given_on, planned_on, decided_on, dispatched_on, closed_on, null::varchar as about_case
    from cases
    where opened_on <= getvariable('as_of')
    union all by name
    select
        'documents' as noun, document_id as subject, subject as title, kind as service, kind, unit, holder as handler,
        received_on as opened_on, due_on as given_on, closed_on, case_id as about_case
    from documents
    where received_on <= getvariable('as_of')
      and coalesce(feed not in (select feed from unclosed_feeds), true)
      -- a letter in a case we know is judged by that case; but for what the law says of the letter itself
      and (coalesce(case_id not in (select case_id from cases), true)
          or kind in (select id from law_terms where after_term))
      and (due_on is not null or kind in (select id from law_terms where whose = 'office'))
),
event as (  -- what the days have in common is asked before the day, so that a replay asks it once for all of them
    select *
    from (
        select
            case_id as subject, event, "at" as instant, local_day("at") as on_day,
            actor, lag(actor) over (partition by case_id order by "at", event) as before, until, days, new_date, reason,
            told_of_ponaglenie
        from case_events
    ) as step
    where instant < begins_at(getvariable('as_of') + 1)
),
pace as (  -- a row per matter with events: what was done last, and since when the present person holds it
    select
        subject,
        max_by(event, instant) as last_step, max(on_day) as last_step_on, max_by(actor, instant) as last_actor,
        max(on_day) filter (actor is distinct from before) as held_since
    from event
    group by subject
),
telling as (  -- what the office told the parties of the term
    select *
    from event
    where event in ('notice_36', 'extended', 'fee_notice')
),
begun as (  -- the matter with its start, its term and the day it was settled
    select
        matter.* exclude (decided_on, dispatched_on, closed_on),
        greatest(opened_on, restarted_on) as begun_on,
        -- a fine counts from the law's own term, whatever day the register gives
        if(law_terms.penalty_per_day is null, given_on, null) as final_on,
        law_terms.* exclude (id, name, name_en, n, unit, law, valid_from, valid_to, source, status, reviewed_on, whose),
        law_terms.id as term, law_terms.name_en as task, law_terms.law as term_law, law_terms.n,
        law_terms.unit as term_unit,
        turn.forwarded_on, turn.withdrawn_on,
        -- a withdrawn request is discontinued by a decision; where the law asks for none, it is over
        if(
            noun = 'cases' and (law_terms.id is null or law_terms.discontinued_by is not null), null,
            turn.withdrawn_on
        ) as over_on,
        least(
            case when dispatched_on between coalesce(reopened_on, dispatched_on) and getvariable('as_of')
                then dispatched_on end,
            case when closed_on between coalesce(reopened_on, closed_on) and getvariable('as_of') then closed_on end,
            turn.sent_on, over_on
        ) as sent_on,
        least(
            case when decided_on between coalesce(reopened_on, decided_on) and getvariable('as_of') then decided_on end,
            case when dispatched_on between coalesce(reopened_on, dispatched_on) and getvariable('as_of')
                then dispatched_on end,
            case when closed_on between coalesce(reopened_on, closed_on) and getvariable('as_of') then closed_on end,
            turn.settled_on, over_on
        ) as settled_on
    from matter
    left join case_turns as turn using (subject)
    left join law_terms
        on law_terms.id = matter.kind and law_terms.whose = 'office'
        and greatest(opened_on, restarted_on) between law_terms.valid_from and law_terms.valid_to
),
call as (  -- calls to complete, where completion begins the term anew
    select
        noun, subject, begins as asked_on, completed_on,
        row_number() over (partition by noun, subject order by begins, completed_on nulls last) as nth
    from case_stops
    join begun using (subject)
    where stop = 'completion' and clock = 'restart' and coalesce(completed_on, begins) >= begun_on
),
anew as (  -- call after call: one that came after the term had run out changes nothing, an unanswered one interrupts
    select noun, subject, n, term_unit, begun_on as start_on, null::date as interrupted_since, 0::bigint as nth
    from begun
    where (noun, subject) in (select (noun, subject) from call)
    union all
    select
        anew.noun, anew.subject, n, term_unit,
        if(asked_on > term_end(start_on, n, term_unit), start_on, coalesce(completed_on, start_on)),
        if(asked_on > term_end(start_on, n, term_unit) or completed_on is not null, null, asked_on),
        call.nth
    from anew
    join call on call.noun = anew.noun and call.subject = anew.subject and call.nth = anew.nth + 1
    where interrupted_since is null
),
started as (
    select begun.* exclude (begun_on), coalesce(anew.start_on, begun_on) as start_on, interrupted_since
    from begun
    left join (
        from anew qualify row_number() over (partition by noun, subject order by nth desc) = 1
    ) as anew using (noun, subject)
),
ended as (  -- the raw end of the term, before stops and rolling; a contradictory record gets none
    select
        started.*,
        case
            when final_on is not null then final_on
            when settled_on < opened_on then null
            when term_unit = 'working_day' then later.day
            else term_end(start_on, n, term_unit)
        end as base_on
    from started
    left join law_calendar as first on started.term_unit = 'working_day' and first.day = start_on
    left join law_calendar as later
        on later.working and later.working_no = first.working_no + n
),
clock as (  -- a row per clock of a matter: the term, the notice of a delay, and the term anew after a standstill
    select
        noun, subject, unnest(['due', 'notice']) as what, start_on, base_on, term, term_unit, procedure,
        if(final_on is null and standstill_first <= getvariable('as_of') and start_on <= standstill_last,
            standstill_first, null) as standstill_first
    from ended
    union all
    select
        noun, subject, 'anew', standstill_last, term_end(standstill_last, n, term_unit), term, term_unit, procedure,
        null
    from ended
    where final_on is null and standstill_first <= getvariable('as_of') and start_on <= standstill_last
),
stop as (  -- a row per stop and clock: fewer stops move the day by which the parties must be told
    select
        noun, subject, what, greatest(begins, start_on) as begins, coalesce(ends, date '9999-12-31') as ends
    from case_stops
    join clock using (subject)
    left join law_procedure_stops using (procedure, stop)
    where (ends is null or ends > greatest(begins, start_on))
      and (law_procedure_stops.stop is not null or clock.term is null)
      and (what <> 'notice' or coalesce(moves_notice, false))
    union all
    select noun, subject, what, greatest(standstill_first, start_on), date '9999-12-31'
    from clock
    where what = 'due' and standstill_first is not null
),
pause as (  -- overlapping stops are one pause: their union is what does not count
    select noun, subject, what, min(begins) as begins, max(ends) as ends
    from (
        select
            *, count(*) filter (begins > reach) over (partition by noun, subject, what order by begins, ends) as island
        from (
            select
                *, max(ends) over (
                    partition by noun, subject, what order by begins, ends
                    rows between unbounded preceding and 1 preceding
                ) as reach
            from stop
        )
    )
    group by noun, subject, what, island
),
measured as (  -- the length of each pause as its term counts days: working days or all
    select
        pause.*, base_on, term_unit, base.working_no as base_no,
        worked_from.working_no - cast(worked_from.working as integer) as worked_before,
        cast(if(term_unit = 'working_day', worked_to.working_no - worked_from.working_no, ends - begins) as integer)
            as length
    from pause
    join clock using (noun, subject, what)
    left join law_calendar as base on term_unit = 'working_day' and base.day = base_on
    left join law_calendar as worked_from on term_unit = 'working_day' and worked_from.day = begins
    left join law_calendar as worked_to on term_unit = 'working_day' and worked_to.day = ends
),
counted as (  -- a pause that begins after the raw end as moved so far changes nothing, nor does any later one
    select noun, subject, what, begins, ends, length, bool_and(
        if(term_unit = 'working_day', worked_before < base_no + coalesce(moved, 0),
            begins <= base_on + coalesce(moved, 0))
    ) over (
        partition by noun, subject, what order by begins rows between unbounded preceding and current row
    ) as counts
    from (
        select *, cast(sum(length) over (
            partition by noun, subject, what order by begins rows between unbounded preceding and 1 preceding
        ) as integer) as moved
        from measured
    )
),
stopped as (
    select
        noun, subject, what, cast(sum(length) filter (ends < date '9999-12-31') as integer) as stop_days,
        min(begins) filter (ends = date '9999-12-31') as stopped_since
    from counted
    where counts
    group by noun, subject, what
),
lasting as (  -- the clock that runs: a term that a standstill broke begins anew after it
    select
        ended.* exclude (start_on, base_on), moved.what = 'anew' as anew,
        coalesce(moved.start_on, ended.start_on) as start_on, coalesce(moved.base_on, ended.base_on) as base_on,
        moved.stop_days as moved_days, moved.stopped_since as moved_since
    from ended
    left join (
        select clock.noun, clock.subject, clock.what, clock.start_on, clock.base_on, stop_days, stopped_since
        from clock
        left join stopped using (noun, subject, what)
        where what = 'due' and (standstill_first is null or stopped_since is null)
           or what = 'anew' and (noun, subject) in (
               select (noun, subject) from stopped where what = 'due' and stopped_since is not null
           )
    ) as moved using (noun, subject)
),
due as (
    select
        lasting.*, coalesce(moved_days, 0) as stop_days,
        least(moved_since, interrupted_since) as stopped_since,
        case
            when moved_since is not null or interrupted_since is not null then null
            when final_on is not null or moved_days is null then base_on
            when term_unit = 'working_day' then later.day
            else base_on + moved_days
        end as raw_due_on,
        case
            when notice is null or held.stopped_since is not null or interrupted_since is not null then null
            when final_on is not null or held.stop_days is null then base_on
            when term_unit = 'working_day' then later_told.day
            else base_on + held.stop_days
        end as raw_notice_on
    from lasting
    left join stopped as held on held.what = 'notice' and held.noun = lasting.noun and held.subject = lasting.subject
    left join law_calendar as base on term_unit = 'working_day' and base.day = base_on
    left join law_calendar as later on later.working and later.working_no = base.working_no + moved_days
    left join law_calendar as later_told
        on later_told.working and later_told.working_no = base.working_no + held.stop_days
),
rolled as (
    select
        due.*,
        -- of a day beyond the calendar nobody knows whether it is worked: it is not moved
        if(final_on is null, coalesce(law_calendar.rolled, raw_due_on), raw_due_on) as net_due_on,
        if(final_on is null, coalesce(notice_day.rolled, raw_notice_on), raw_notice_on) as notice_by_on
    from due
    left join law_calendar on law_calendar.day = raw_due_on
    left join law_calendar as notice_day on notice_day.day = raw_notice_on
),
notice_sent as (  -- a row per notice of a delay since the term began, and why it does not count, if so
    select
        noun, rolled.subject, on_day, instant, telling.new_date,
        nullif(concat_ws('|',
            if(event = 'notice_36' and telling.new_date is null, 'of_the_new_date', null),
            if(event = 'notice_36' and told_of_ponaglenie is false and (notice is null or instruction is not null),
                'of_the_right_to_a_ponaglenie', null)
        ), '') as lacking,
        -- where the law bounds the delay, only one told of in time
        extension_n is not null and on_day > net_due_on as too_late
    from rolled
    join telling using (subject)
    where on_day >= start_on and (event = 'notice_36' or event = 'extended' and extension_n is not null)
),
told as (  -- a row per matter whose parties were told of a delay: when last, how often, and the newest date given
    select
        noun, subject, max(on_day) as told_on, list(on_day order by instant) as notices_on,
        max_by(new_date, row(instant, new_date)) as told_date
    from notice_sent
    where lacking is null and not coalesce(too_late, false)
    group by noun, subject
),
untold as (  -- a row per matter with a notice that does not count: the newest, and why
    select
        noun, subject, max(on_day) filter (lacking is not null) as incomplete_on,
        max_by(lacking, instant) filter (lacking is not null) as lacking,
        max(on_day) filter (lacking is null) as told_late_on
    from notice_sent
    where lacking is not null or too_late
    group by noun, subject
),
-- the latest ends of a term prolonged by the law: safe from its raw end, last from its rolled end; what counts from the
-- filing counts from the return of the files where these came back, as the term itself does
prolonged as (
    select
        rolled.*, told_on, coalesce(notices_on, []) as notices_on, told_date, incomplete_on, lacking,
        told_late_on,
        if(told_on is null, null, term_end(
            if(extension_since = 'filing', start_on, raw_due_on), extension_n, extension_unit
        )) as latest_safe_on,
        if(told_on is null, null, term_end(
            if(extension_since = 'filing', start_on, net_due_on), extension_n, extension_unit
        )) as latest_raw_on
    from rolled
    left join told on told.noun = rolled.noun and told.subject = rolled.subject
    left join untold on untold.noun = rolled.noun and untold.subject = rolled.subject
),
fee as (  -- a fee was asked: what was asked for leaves so many days after the notice
    select noun, prolonged.subject, max(on_day) + cast(limit_of('C10.after_fee_notice_days') as integer) as raw_fee_on
    from prolonged
    join telling using (subject)
    -- told within the term itself
    where event = 'fee_notice' and rule = 'C10' and on_day between start_on and net_due_on
    group by noun, prolonged.subject
),
judged as (
    select
        prolonged.*, coalesce(latest.rolled, latest_raw_on) as latest_due_on,
        coalesce(fee_day.rolled, raw_fee_on) as fee_on,
        least(told_date, coalesce(latest.rolled, latest_raw_on)) as new_date,
        case
            when given_on is not null and final_on is null then given_on
            when stopped_since is null then greatest(
                net_due_on, least(told_date, coalesce(latest.rolled, latest_raw_on)),
                coalesce(fee_day.rolled, raw_fee_on)
            )
        end as due_on,
        if(given_on is not null and final_on is null, given_on, raw_due_on) as told_raw_on,
        if(given_on is not null and final_on is null, given_on, net_due_on) as told_net_on
    from prolonged
    left join fee on fee.noun = prolonged.noun and fee.subject = prolonged.subject
    left join law_calendar as latest on latest.day = latest_raw_on
    left join law_calendar as fee_day on fee_day.day = raw_fee_on
)
select
    judged.noun, judged.subject, title, service, kind, judged.unit, handler,
    coalesce(handler, last_actor) as holder, coalesce(held_since, opened_on) as held_since,
    opened_on, start_on, term, procedure, given_on, base_on, told_raw_on as raw_due_on, raw_due_on as fine_from_on,
    net_due_on as fine_moved_on, told_net_on as net_due_on, new_date, due_on, planned_on,
    stop_days, stopped_since, interrupted_since, settled_on, sent_on, withdrawn_on, discontinued_by, notice, remedy,
    instruction, raw_notice_on, notice_by_on, told_on, notices_on, told_date, incomplete_on, lacking, told_late_on,
    audience, after_call, halted_by, if(suspended_n is null, null, term_end(opened_on, suspended_n, suspended_unit))
        as suspended_to, extension_n, extension_unit, extension_since, coalesce(anew, false) as anew,
    if(raw_due_on < standstill_first, standstill_first - 1, null) as fined_to, latest_safe_on, latest_due_on, fee_on,
    rule as owned_by, task, effect, alert_on,
    penalty_per_day, self_review, after_term, about_case, n as term_n, term_unit,
    case
        when settled_on is null then 'open' when settled_on = getvariable('as_of') then 'settled_today' else 'settled'
    end as state,
    due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    settled_on - opened_on as duration_days,
    cast(settled_day.working_no - opened_day.working_no as integer) as duration_working_days,
    last_step, last_step_on, last_actor,
    -- what the rules compare: days as numbers, and the limits of the law and of the town beside them
    if(noun = 'cases', judged.subject, 'document ' || judged.subject) as item,
    -- what another authority is competent for was never the office's to settle in time (KPA 65, 231)
    coalesce(settled_on = forwarded_on and rule is distinct from 'C12', false) as handed_over,
    if(settled_on < getvariable('as_of') or handed_over, 'no', 'yes') as judged,
    day_number(due_on) as due_day,
    day_number(told_net_on) as net_due_day,
    day_number(getvariable('as_of')) as today,
    cast(least(
        limit_of('C01.warn_working_days'),
        (base_on - start_on) * limit_of('C01.share_of_term.numerator') // limit_of('C01.share_of_term.denominator')
    ) as integer) as warn_days,
    cast(least(
        limit_of('C01.high_working_days'),
        (base_on - start_on) * limit_of('C01.share_of_term.numerator') // limit_of('C01.share_of_term.denominator')
    ) as integer) as high_days,
    getvariable('as_of') - due_on as days_late, coalesce(employees.name, handler, last_actor) as holder_name,
    term_law
from judged
left join pace using (subject)
left join employees on employees.employee = coalesce(handler, last_actor)
left join law_calendar as today on today.day = getvariable('as_of')
left join law_calendar as due_day on due_day.day = due_on
left join law_calendar as settled_day on settled_day.day = settled_on
left join law_calendar as opened_day on opened_day.day = opened_on
