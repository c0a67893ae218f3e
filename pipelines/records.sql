-- Records that contradict themselves or cannot be read as what they claim to be.
-- a row per record with at least one fault, its faults as words by |
with fault as (
    select 'cases' as noun, case_id as subject, unit, handler as holder, unnest(list_filter([
        if(least(decided_on, dispatched_on, closed_on) < opened_on, 'closed_before_opened', null),
        if(opened_on > cast(getvariable('known_on') as date) + 1, 'opened_in_the_future', null),
        if(due_on is null and kind not in (select id from law_terms where whose = 'office'), 'kind_unknown', null),
        if(
            getvariable('znak') and not regexp_full_match(
                case_id, '[A-ZĄĆĘŁŃÓŚŹŻ0-9-]+\.\d{2,5}\.\d+(\.\d+)?\.(19|20)\d\d(\.[A-ZĄĆĘŁŃÓŚŹŻa-ząćęłńóśźż]+)?'
            ), 'case_mark_malformed', null
        )
    ], lambda word: word is not null)) as fault
    from cases
    union all
    select 'invoices', invoice_id, unit, holder, unnest(list_filter(
        list_concat(string_split(coalesce(faults, ''), '|'), [
            if(not nip_valid(seller_nip), 'nip_invalid', null),
            if(account is not null and not account_valid(account), 'account_invalid', null)
        ]), lambda word: word <> ''
    ))
    from invoices
    where received_on <= getvariable('as_of')
)
select
    noun || ' ' || subject as item, noun, subject, any_value(unit) as unit, any_value(holder) as holder,
    string_agg(distinct fault, '|' order by fault) as faults, 'yes' as fault
from fault
group by noun, subject
