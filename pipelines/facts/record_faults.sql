-- What is wrong with single records, as far as they contradict themselves or cannot be read as what they claim to be,
-- and with feeds whose meaning is unknown.
-- a row per record and fault
with call_short as (  -- calls to complete a filing that leave less time than the code allows
    select distinct case_id
    from case_events
    join case_facts on case_facts.noun = 'cases' and case_facts.subject = case_id
    where event = 'completion_call' and days < limit_of('D02.min_call_days')
      and procedure = any(codes_of('D02.call_procedures'))
),
only_closed as (  -- a closing may wait for finality: it settles a case only where nothing else could
    select feed
    from cases
    left join (
        select distinct case_id as settled from case_events where event in ('decided', 'dispatched', 'closed')
    ) as told on settled = case_id
    group by feed
    having count(*) filter (closed_on >= opened_on) > 0 and count(decided_on) = 0 and count(dispatched_on) = 0
        and count(settled) = 0
),
set_off as (select of_what from settlements where by_what = 'credit_note'),
known_kinds as (  -- those with a term of the law or the town, and the one that reading a process log gives itself
    select id from law_terms where whose = 'office'
    union all
    select 'process'
),
found as (
    select
        'cases' as noun, case_id as subject, cases.unit, cases.handler as holder, feed, cases.kind as of_what,
        unnest(list_filter([
        if(settled_on < cases.opened_on, 'closed_before_opened', untimely),
        if(cases.opened_on > getvariable('last_real_day'), 'opened_in_the_future', null),
        if(
            cases.due_on is null and state <> 'settled' and cases.kind not in (from known_kinds),
            if(regexp_full_match(cases.kind, '\d+'), 'class_without_kind', 'kind_unknown'), null
        ),
        if(
            getvariable('znak') and not regexp_full_match(case_id, pattern_of('case_mark.form')), 'case_mark_malformed',
            null
        ),
        if(case_id in (from call_short), 'call_too_short', null)
    ], lambda word: word is not null)) as fault
    from cases
    left join case_facts on case_facts.noun = 'cases' and case_facts.subject = case_id
    union all
    select 'documents', document_id, unit, holder, feed, null, unnest(list_filter([
        untimely,
        if(received_on > getvariable('last_real_day'), 'received_in_the_future', null)
    ], lambda word: word is not null))
    from documents
    union all
    select 'invoices', invoice_id, unit, holder, feed, buyer_nip, unnest(list_filter(
        list_concat(string_split(coalesce(faults, ''), '|'), [
            untimely,
            if(not nip_valid(seller_nip), 'nip_invalid', null),
            if(not account_valid(account), 'account_invalid', null),
            if(buyer_is_jst and recipient_nip is null and recipient_internal_id is null, 'recipient_missing', null),
            if(received_on > getvariable('last_real_day'), 'received_in_the_future', null),
            if(
                kind like 'KOR%' and coalesce(payable, gross) < 0
                and coalesce(cancelled_on > getvariable('as_of'), true)
                and received_on <= getvariable('as_of') and invoice_id not in (from set_off),
                'corrects_nothing_known', null
            ),
            if(invoice_id in (select invoice_id from invoice_facts where state = 'not_ours'), 'buyer_not_ours', null)
        ]), lambda word: word <> ''
    ))
    from invoices
    where received_on <= getvariable('as_of') or received_on > getvariable('last_real_day')
    union all
    select 'payments', payment_id, invoices.unit, invoices.holder, payments.feed, null, 'account_invalid'
    from payments
    left join invoices using (invoice_id)
    where payments.ordered_on <= getvariable('as_of') and not account_valid(payments.account)
    union all
    select 'payments', payment_id, invoices.unit, invoices.holder, payments.feed, null, payments.untimely
    from payments
    left join invoices using (invoice_id)
    where payments.ordered_on <= getvariable('as_of') and payments.untimely is not null
    union all
    select 'payments', payment_id, null, null, feed, null, case state
        when 'several' then 'leads_to_several_invoices'
        when 'exceeds' then 'exceeds_its_invoice'
        when 'none' then 'leads_to_no_invoice'
    end
    from payment_matches
    where state in ('several', 'exceeds', 'none') and day <= getvariable('as_of')
    union all
    select 'employees', employee, unit, employee, feed, null, untimely
    from employees
    where untimely is not null
    union all
    select 'substitutions', concat_ws(' ', employee, substitute), null, employee, feed, null, untimely
    from substitutions
    where untimely is not null
    union all
    select 'absences', absence, employees.unit, absences.employee, absences.feed, null, 'ends_before_it_begins'
    from absences
    left join employees on employees.employee = absences.employee
    where last_day < first_day
    union all
    -- nothing is written to the one it is about
    select 'employees', employee, unit, null, feed, null, 'address_unreadable'
    from staff
    where trim(email) <> '' and not address_valid(email)
    union all
    select 'works', works_id, null, null, feed, null, 'ends_before_it_begins'
    from works
    where last_day < first_day
    union all
    select kind, name, null, null, kind, null, case kind
        when 'employees' then 'person_unknown' when 'units' then 'unit_unknown' else 'events_of_no_case'
    end
    from unknown_names
    union all
    select noun, key, null, null, array_to_string(feeds, ', '), null, 'same_keys_from_two_feeds'
    from shared_keys
    union all
    select 'feeds', feed, null, null, feed, null, 'only_the_closing_is_known'
    from only_closed
    union all
    select distinct 'feeds', feed, null, null, feed, null, 'buyers_not_told_apart'
    from invoices
    where regexp_matches(bare_code(buyer_nip), '\d{8}') and received_on <= getvariable('as_of')
      and getvariable('town_nip') is null and not exists (from units where nip is not null)
    union all
    select 'feeds', feed, null, null, feed, null, 'closing_never_told'
    from unclosed_feeds
)
select
    * exclude (of_what),
    case when fault in ('kind_unknown', 'class_without_kind', 'buyer_not_ours') then of_what end as cause
from (select * exclude (fault), unnest(string_split(fault, '|')) as fault from found)
