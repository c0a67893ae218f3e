-- Records that contradict themselves or cannot be read as what they claim to be, and feeds whose meaning is unknown.
-- a row per record with at least one fault, its faults as words by |
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
fault as (
    select 'cases' as noun, case_id as subject, cases.unit, cases.handler as holder, unnest(list_filter([
        if(settled_on < cases.opened_on, 'closed_before_opened', untimely),
        if(cases.opened_on > getvariable('last_real_day'), 'opened_in_the_future', null),
        if(
            cases.due_on is null and state <> 'settled'
            and cases.kind not in (select id from law_terms where whose = 'office'), 'kind_unknown', null
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
    select 'documents', document_id, unit, holder, unnest(list_filter([
        untimely,
        if(received_on > getvariable('last_real_day'), 'received_in_the_future', null)
    ], lambda word: word is not null))
    from documents
    union all
    select 'invoices', invoice_id, unit, holder, unnest(list_filter(
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
            )
        ]), lambda word: word <> ''
    ))
    from invoices
    where received_on <= getvariable('as_of') or received_on > getvariable('last_real_day')
    union all
    select 'payments', payment_id, invoices.unit, invoices.holder, 'account_invalid'
    from payments
    left join invoices using (invoice_id)
    where payments.ordered_on <= getvariable('as_of') and not account_valid(payments.account)
    union all
    select 'payments', payment_id, invoices.unit, invoices.holder, payments.untimely
    from payments
    left join invoices using (invoice_id)
    where payments.ordered_on <= getvariable('as_of') and payments.untimely is not null
    union all
    select 'employees', employee, unit, employee, untimely
    from employees
    where untimely is not null
    union all
    select 'substitutions', concat_ws(' ', employee, substitute), null, employee, untimely
    from substitutions
    where untimely is not null
    union all
    select 'absences', absence, employees.unit, absences.employee, 'ends_before_it_begins'
    from absences
    left join employees on employees.employee = absences.employee
    where last_day < first_day
    union all
    select 'employees', employee, unit, null, 'address_unreadable'  -- nothing is written to the one it is about
    from staff
    where trim(email) <> '' and not address_valid(email)
    union all
    select 'works', works_id, null, null, 'ends_before_it_begins'
    from works
    where last_day < first_day
    union all
    select kind, name, null, null, case kind
        when 'employees' then 'person_unknown' when 'units' then 'unit_unknown' else 'events_of_no_case'
    end
    from unknown_names
    union all
    select 'feeds', feed, null, null, 'only_the_closing_is_known'
    from only_closed
)
select
    noun || ' ' || subject as item, noun, subject, any_value(unit) as unit, any_value(holder) as holder,
    string_agg(distinct fault, '|' order by fault) as faults,
    if(noun = 'feeds', 'no', 'yes') as wrong
from fault
group by noun, subject
