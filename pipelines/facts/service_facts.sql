-- What becomes of a decision that was sent: the proof of its service, the last day of an appeal, the day it is final.
-- Final it becomes only where every party is known to be served: their number is told, or each thing told names one.
-- a row per decision sent by as_of of which there is something to say, or of which what is told does not suffice
with telling as (  -- a row per unit that tells of services at all: of the others no receipt is missed
    select distinct cases.unit
    from case_events
    join cases using (case_id)
    where event in ('delivered', 'notice_left', 'in_box')
),
sent as (  -- a row per decision: how far it was served
    select
        services.subject, min(sent_on) as sent_on,
        count(*) filter (party <> '') > 0 as named, count(*) as recipients,
        count(*) filter (served_on <= getvariable('as_of')) as served,
        max(served_on) as last_on, max_by(row(presumed, presumed_law), served_on) as how,
        count(*) filter (waived_on >= served_on) as waived, max(waived_on) as last_waived_on,
        count(*) filter (nothing_told) as silent, min(sent_on) filter (nothing_told) as silent_sent_on
    from decision_services as services
    group by services.subject
),
known as (
    select
        sent.* exclude (how), how[1] as presumed, how[2] as presumed_law,
        case_facts.unit, holder, case_facts.procedure, settled_on,
        coalesce(cases.parties, if(named, recipients, null)) as parties,
        coalesce(cases.closed_on between settled_on and getvariable('as_of'), false) or sent.subject in (
            select case_id from case_events
            where event = 'closed' and local_day("at") between settled_on and getvariable('as_of')
        ) as closed,
        case_facts.unit in (select unit from telling) as telling,
        kind.appeal, appeal.n, appeal.unit as term_unit, appeal.name_en as means, appeal.law as appeal_law,
        appeal.final_by, appeal.waived_by, appeal.moved_by,
        sent.subject in (
            select case_id from case_events
            where event = 'appealed' and local_day("at") between settled_on and getvariable('as_of')
            union all
            select documents.case_id from documents
            where kind in (select id from law_terms where self_review)
              and received_on between settled_on and getvariable('as_of')
        ) as appealed
    from sent
    join case_facts on case_facts.noun = 'cases' and case_facts.subject = sent.subject
    join cases on case_id = sent.subject
    left join law_terms as kind
        on kind.id = case_facts.term and settled_on between kind.valid_from and kind.valid_to
    left join law_terms as appeal on appeal.id = kind.appeal and last_on between appeal.valid_from and appeal.valid_to
),
counted as (
    select
        *, greatest(parties, recipients) as expected,
        -- what nobody is named for says only that somebody was served
        served = recipients and recipients >= coalesce(parties, recipients) as all_served,
        all_served and parties is not null as surely_all,
        if(silent > 0 or recipients < parties, coalesce(silent_sent_on, sent_on), null) as open_sent_on,
        if(all_served, term_end(last_on, n, term_unit), null) as raw_end_on
    from known
),
ended as (
    select
        counted.*,
        surely_all and waived = recipients and waived_by is not null as given_up,
        if(given_up or not surely_all or appealed, null, raw_end_on) as raw_appeal_on,
        if(raw_appeal_on is null, null, coalesce(rolled, raw_end_on)) as appeal_by,
        case when given_up and not appealed then last_waived_on else appeal_by + 1 end as final_on
    from counted
    left join law_calendar on day = raw_end_on
),
judged as (
    select
        *, not closed and telling and open_sent_on is not null as unseen,
        if(unseen, getvariable('as_of') - open_sent_on, null) as unseen_days,
        cast(limit_of('C15.receipt_days') as integer) as unseen_most,
        coalesce(unseen_days >= unseen_most, false) as missed,
        all_served and not appealed and n is not null
        and getvariable('as_of') <= coalesce(final_on, raw_end_on) + cast(limit_of('C15.said_days') as integer)
            as telling_of_the_end
    from ended
)
select
    subject, unit, holder, procedure, settled_on, if(missed, null, appeal_law) as term_law,
    if(missed or telling_of_the_end, 'yes', 'no') as said,
    unseen_days, unseen_most,
    if(missed, open_sent_on, null) as unseen_sent_on,
    if(missed and expected > 1, expected - recipients + silent, null) as unseen_parties,
    if(missed and expected > 1, expected, null) as of_parties,
    'the_return_card|the_proof_of_e_delivery' || if(limit_of('service.hybrid_duty') = 1,
        '|the_proof_of_hybrid_delivery', '') as proof,
    if(presumed is null and not missed, last_on, null) as served_on,
    if(missed or presumed is null, null, last_on) as presumed_on,
    if(missed, null, presumed) as presumed, means,
    raw_appeal_on, appeal_by, if(given_up, null, final_on) as final_on, if(given_up, final_on, null) as waived_final_on,
    if(not missed and telling_of_the_end and not surely_all, 'not_known_whether_all_parties', null) as uncertain,
    if(missed, null, nullif(concat_ws('|', presumed_law, if(surely_all, final_by, null),
        if(given_up, waived_by, null), if(appeal_by <> raw_appeal_on, moved_by, null)), '')) as basis,
    case
        when not telling and not closed and silent > 0
            and getvariable('as_of') - sent_on >= unseen_most then 'case_events.event'
        when appeal is null and served > 0 then 'kind'
        when telling_of_the_end and not surely_all then 'parties'
    end as missing
from judged
where said = 'yes' or missing is not null or unseen
