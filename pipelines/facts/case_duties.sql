-- What the rules ask of a case beside its clock: notices owed, powers that lapse, fines, calls and stops still open.
-- Days are numbers counted from 1 January 2000; the limits of the law and of the town stand beside them.
-- a row per case or document that is judged today: open, settled today, or decided and not yet sent
with call as (  -- a row per matter: the newest call to complete that nobody answered, and the last day of an answer
    select subject, begins as called_on, answer_by as raw_answer_on, rolled as answer_by
    from case_stops
    join law_calendar on law_calendar.day = answer_by
    where stop = 'completion'
    qualify row_number() over (partition by subject order by begins desc, completed_on desc nulls first) = 1
       and completed_on is null
),
-- a row per stop that lasts and counts: when it has to be looked at again, when the law ends the matter itself
halt as (
    select
        case_stops.subject, begins, stop, reason,
        case
            when document_id is null
                and feed in (select feed from case_events where document_id is not null) then begins
            when reason = 'party_request'
                then begins + to_months(cast(limit_of('C06.party_request_warn_months') as integer))
            when reason = 'preliminary_question'
                then begins + to_months(cast(limit_of('C06.preliminary_question_months') as integer))
            else begins + cast(limit_of('C06.warn_no_end_days') as integer)
        end as review_on,
        if(reason = 'party_request', begins + to_years(cast(limit_of('C06.party_request_years') as integer)), null)
            as lapses_on,
        if(document_id is null, 'no_document', null) as unsupported,
        if(stop = 'suspension' and coalesce(reason, '') not in ('party_request', 'preliminary_question'),
            suspended_to, null) as longest_on
    from case_stops
    join case_facts using (subject)
    left join law_procedure_stops using (procedure, stop)
    where ends is null and (law_procedure_stops.stop is not null or case_facts.term is null)
),
halted as (  -- a row per matter that stands: the first day of any stop that lasts, and the first to look at
    select
        subject, min(begins) as halted_on, cast(least(min(review_on), min(longest_on)) as date) as review_on,
        min(longest_on) as longest_on,
        cast(min(lapses_on) as date) as lapses_on, min_by(stop, review_on) as halt,
        min_by(unsupported, review_on) as unsupported
    from halt
    group by subject
),
telling as (  -- one row: what the exports can tell at all; a file closed without a dispatch shows that none are told
    select
        exists (from cases where dispatched_on is not null) or exists (from case_events where event = 'dispatched')
            or not exists (from cases where decided_on is not null and closed_on is not null) as dispatches,
        (select count(*) > 0 from case_events where event = 'dispatched') as dispatch_events
),
dispatching as (  -- a row per case whose own register tells of dispatches
    select case_id from cases where feed in (select feed from cases where dispatched_on is not null)
),
matter as (
    select
        case_facts.*,
        -- its term had not passed yet; a date promised to the parties is no term (KPA art. 37 § 3a)
        coalesce(about.net_due_on >= opened_on, about.stopped_since is not null) as premature,
        least(if(alert_on = 'raw', fine_from_on, null), case_facts.due_on) as alert_day_on,
        -- the day the work must be done by: where the law warns of the raw end, that one
        least(case_facts.due_on, if(alert_on = 'raw' and new_date is null, raw_due_on, null)) as keep_by_on,
        owned_by = 'C08' and sent_on is null and settled_on is not null and dispatches as unsent,
        -- a decision is signed and lies; where the law knows the kind and it ends without one, there is none to send
        noun = 'cases' and sent_on is null and settled_on is not null
            and (term is null or discontinued_by is not null)
            and (dispatch_events or subject in (from dispatching)) as lying
    from case_facts
    cross join telling
    left join (
        select subject as about_subject, net_due_on, stopped_since from case_facts where noun = 'cases'
    ) as about on about.about_subject = case_facts.about_case
),
-- a row per matter formally suspended today: no notice is asked for, even where its term had passed before
suspended as (
    select distinct noun, subject
    from case_stops
    join case_facts using (subject)
    join law_procedure_stops using (procedure, stop)
    where moves_notice and begins <= getvariable('as_of') and coalesce(ends > getvariable('as_of'), true)
)
select
    matter.* exclude (premature, alert_day_on, keep_by_on, unsent, lying),
    case
        when unsent or state = 'open' and not coalesce(after_term and premature, false) then 'yes'
        when state = 'settled_today' and not handed_over and settled_on > alert_day_on then 'yes'
        else 'no'
    end as owed,
    -- the notice of a delay
    if(state = 'open' and len(notices_on) = 0 and suspended.subject is null, 'yes', 'no') as notice_owed,
    day_number(notice_by_on) as notice_day,
    if(net_due_on <= getvariable('as_of'), net_due_on, notice_by_on) as tell_by_on,
    if(net_due_on <= getvariable('as_of'), raw_due_on, raw_notice_on) as raw_tell_on,
    'the_' || audience as whom,
    'to_the_' || audience as to_whom,
    'of_the_' || audience as of_whom,
    if(incomplete_on is null and told_late_on is null, notice, null) as unseen_notice,
    if(incomplete_on is null and told_late_on is null, instruction, null) as unseen_instruction,
    -- a date beyond what the law allows
    day_number(told_date) as told_day,
    day_number(latest_due_on) as latest_day,
    if(told_date > latest_due_on, told_date, null) as told_beyond_on,
    if(told_date > latest_due_on, null, new_date) as kept_date,
    if(extension_unit = 'month' and extension_since = 'filing' and start_on = opened_on, extension_n, null)
        as months_from_filing,
    if(extension_unit = 'month' and extension_since = 'term_end', extension_n, null) as months_from_term,
    if(extension_n is null, notice, null) as notice_again,
    if(extension_n is null, null, 'answer_today') as answer_now,
    day_number(new_date) as promised_day,
    if(remedy is null, null, day_number(least(
        notices_on[limit_of('C05.notices')], if(stopped_since is null, twice.rolled + 1, null)
    ))) as dragging_day,
    len(notices_on) as notices, getvariable('as_of') - start_on as running_days,
    -- the power that lapses; once an order to complete has run out unanswered, the office has no day left to lose
    if(getvariable('as_of') > raw_due_on, net_due_on, raw_due_on) as power_until,
    net_due_on + 1 as lost_on,
    if(effect = 'objection_lost', power_until, null) as objection_by,
    if(effect = 'objection_lost', null, power_until) as ruling_by,
    day_number(net_due_on) as power_day,
    if(interrupted_since is not null, day_number(call.answer_by), null) as order_day,
    if(
        interrupted_since is not null,
        if(effect = 'objection_lost' and call.answer_by < getvariable('as_of'), 0, null),
        cast(raw_day.open_no - today_day.open_no as integer)
    ) as act_working_days,
    limit_of('C08.critical_working_days') as act_soon,
    matter.keep_by_on, day_number(matter.keep_by_on) as keep_by_day,
    cast(keep_day.open_no - today_day.open_no as integer) as keep_working_days,
    -- a decision that is signed and not sent
    if(lying, settled_on, null) as signed_on,
    if(lying, cast(today_day.open_no - signed_day.open_no as integer), null) as signed_working_days,
    limit_of('C14.warn_working_days') as send_within,
    -- the fine
    fine_from_on - getvariable('as_of') as fine_days_left,
    nullif(fine_days_left, 0) as days_to_end,
    if(fine_days_left = 0, 'the_term_ends_today', null) as ends_today,
    if(
        fine_days_left > 0 and raw_day.open_no <= today_day.open_no,
        if(today_day.working, 'today_is_the_last_working_day', 'no_working_day_is_left'), null
    ) as last_chance,
    limit_of(owned_by || '.high_days') as fine_soon,
    greatest(least(coalesce(settled_on, getvariable('as_of')), fined_to) - fine_from_on, 0) as days_fined,
    if(coalesce(settled_on, getvariable('as_of')) > fined_to, fined_to, null) as fined_through,
    if(anew, coalesce(other_day.rolled, fine_from_on + 1), null) as other_end_on,
    try_cast(nullif(days_fined, 0) * penalty_per_day as decimal(18, 2)) as fine,
    nullif(fine_moved_on, fine_from_on) as moved_to,  -- whether the fine, too, is counted from there no text says
    -- through the day that the end moved to, or the end by the other way, a fine may be counted and yet nobody is late
    greatest(moved_to, other_end_on) as latest_end_on,
    if(days_fined > 0 and coalesce(settled_on, getvariable('as_of')) <= latest_end_on, latest_end_on, null)
        as moved_end_on,
    if(settled_on is null, moved_end_on, null) as still_on,
    if(moved_end_on is null, null, settled_on) as kept_on,
    if(moved_end_on is null, days_fined, null) as days_past_term,
    day_number(fine_from_on) as raw_due_day,
    -- how early the rule that owns the kind speaks
    limit_of(owned_by || '.warn_working_days') as soon_working_days,
    if(effect = 'court_fine', limit_of('C12.court_critical_days'), limit_of('C12.warn_days')) as soon_days,
    if(effect = 'court_fine', limit_of('C12.court_critical_days'), -1) as grave_days,
    if(told_on is null and due_on = net_due_on and getvariable('as_of') <= net_due_on, notice, null) as may_prolong,
    if(notice is not null and remedy is null, null, 'they_may_file_a_ponaglenie') as they_may,
    if(self_review and state = 'open', 'unless_you_decide_anew_before', null) as unless,
    if(state = 'open', null, due_on) as act_late_on,
    if(state = 'open' and due_on < getvariable('as_of'), due_on, null) as act_missed_on,
    if(state = 'open' and due_on >= getvariable('as_of'), due_on, null) as act_by_on,
    if(effect = 'court_fine', 'the_court_may_fine_the_office', null) as court_may,
    -- calls to complete, and stops that last
    call.called_on, call.raw_answer_on, call.answer_by,
    day_number(call.answer_by) + limit_of('C07.info_days') as call_day,
    day_number(call.answer_by) + limit_of('C07.warn_days') as call_warn_day,
    coalesce(after_call, 'leave_unprocessed_or_go_on') as next_move,
    if(halt = 'suspension', halted_by, null) as halt_law,
    halted_on, if(stopped_since is null, null, day_number(halted_on)) as halted_day,
    day_number(review_on) as review_day,
    lapses_day.rolled as lapses_on, halted.lapses_on as raw_lapses_on, longest_on, halt, unsupported
from matter
left join call
    on call.subject = matter.subject and called_on >= if(anew, opened_on, start_on)  -- before a new start it is history
left join suspended on suspended.noun = matter.noun and suspended.subject = matter.subject
left join halted on halted.subject = matter.subject
left join law_calendar as twice
    on twice.day = term_end(start_on, cast(limit_of('C05.times_base_term') * term_n as integer), term_unit) + stop_days
left join law_calendar as lapses_day on lapses_day.day = halted.lapses_on
left join law_calendar as raw_day on raw_day.day = raw_due_on
left join law_calendar as other_day on anew and other_day.day = fine_from_on + 1
left join law_calendar as keep_day on keep_day.day = matter.keep_by_on
left join law_calendar as today_day on today_day.day = getvariable('as_of')
left join law_calendar as signed_day on lying and signed_day.day = settled_on
where state <> 'settled' or unsent or lying
