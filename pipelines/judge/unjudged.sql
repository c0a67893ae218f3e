-- What a rule could not judge, and the column it missed under its canonical name; of another noun as noun.column. What
-- a rule does not ask of a subject is not missing: a fine of a case that is never fined, a stop never stopped.
-- a row per rule, subject and missing column
with paid as (  -- what the ledger says of transfers, invoice by invoice
    select
        invoice_id,
        bool_or(can_notify = 'yes' and method is distinct from 'split' and account_readable = 'yes'
            and account_answer is null) as unchecked,
        bool_or(can_notify = 'yes' and method is distinct from 'split' and account_readable = 'yes'
            and account_answer is distinct from 'listed') as unlisted,
        bool_and(account_check is not null) filter (account_answer is null) as told_without_a_day,
        bool_or(method is null and of_this_month = 'yes') as by_some_way
    from payment_facts
    group by invoice_id
),
bill as (
    select
        facts.*, invoice.split_payment_required, invoice.split_payment_noted, invoice.buyer_is_jst, invoice.paid_flag,
        invoice.recipient_internal_id, invoice.recipient_nip, unchecked, unlisted, told_without_a_day, by_some_way,
        grosze(facts.gross) as gross_gr,
        grosze(greatest(facts.gross, contracts.amount)) as transaction_gr,
        facts.currency = getvariable('currency') as at_home,
        facts.invoice_id in (select invoice_id from allocations where unit is not null) as divided
    from invoice_facts as facts
    join invoices as invoice using (invoice_id)
    left join contracts on contracts.contract_id = facts.contract_id
    left join paid using (invoice_id)
    where facts.state not in ('cancelled', 'not_ours', 'correction')
),
unclear_case as (  -- no term in the law's record, none of the town's own, and no day given
    select noun, subject, holder
    from case_facts
    where state = 'open' and given_on is null and term is null and kind <> 'process'  -- a process log has none
),
gap as (
    select unnest(['C01', 'C02']) as rule, noun, subject, 'due_on' as missing from unclear_case
    union all
    select unnest(['C03', 'C04', 'C05']), noun, subject, 'kind' from unclear_case
    union all  -- a term of working days that leaves the calendar
    select unnest(['C01', 'C02']), noun, subject, 'opened_on'
    from case_facts
    where state = 'open' and term is not null and base_on is null and coalesce(settled_on >= opened_on, true)
      and term_n is not null
    union all
    select distinct 'C04', noun, case_facts.subject, 'case_events.new_date'
    from case_facts
    join case_events on case_id = subject and event = 'notice_36' and case_events.new_date is null
    where state = 'open' and notice is not null and case_facts.new_date is null
        and cast("at" as date) <= getvariable('as_of')
    union all
    select distinct 'C07', noun, subject, 'case_events.days'
    from case_stops
    join case_facts using (subject)
    where stop = 'completion' and answer_by is null and completed_on is null and state = 'open'
    union all
    select 'C08', noun, subject, 'dispatched_on'  -- where no dispatch is ever told, nobody knows what was sent in time
    from case_facts
    where owned_by = 'C08' and settled_on is not null and sent_on is null and getvariable('as_of') <= net_due_on
      and not exists (from cases where dispatched_on is not null)
      and not exists (from case_events where event = 'dispatched')
    union all
    select 'C14', noun, subject, 'dispatched_on'  -- decided, and its register never tells of a dispatch
    from case_facts
    where noun = 'cases' and settled_on is not null and sent_on is null
      and (term is null or discontinued_by is not null)
      and subject not in (select subject from case_duties where signed_on is not null)
    union all
    select 'C15', 'cases', subject, missing from service_facts
    union all
    select 'C13', noun, subject, 'case_events.event'
    from case_facts
    where noun = 'cases' and state = 'open' and last_step_on is null and exists (from case_events)
    union all
    select unnest(['I01', 'I02', 'I09']), 'invoices', invoice_id, 'agreed_due_on'
    from bill where owed = 'yes' and effective_due_on is null
    union all
    select 'I05', 'invoices', invoice_id, 'payments.paid_on'
    from bill where owed = 'yes' and paid_flag and not (select has_payments from feed_horizon)
    union all
    select 'I06', 'invoices', invoice_id, case
        when not at_home then if(split_payment_required, 'currency', null)
        when split_payment_required is null then 'split_payment_required'
        when split_payment_required and split_payment_noted is null and owed = 'yes' then 'split_payment_noted'
        when split_payment_required and by_some_way then 'payments.method'
    end
    from bill where (not at_home or gross_gr > limit_of('split_payment.over')) and (owed = 'yes' or by_some_way)
    union all
    select 'I07', 'invoices', invoice_id, case
        when seller_nip is null then 'seller_nip'
        when not at_home then 'currency'
        when told_without_a_day then 'payments.account_checked_on'
        else 'payments.account_check'
    end
    from bill
    where if(at_home, transaction_gr > limit_of('white_list.over') and unchecked, unlisted) and seller = 'other'
      and seller_kind <> 'person' and coalesce(nip_valid(seller_nip), true)
    union all
    select 'I08', 'invoices', invoice_id, 'seller_nip'
    from bill where owed = 'yes' and seller_nip is null and ksef_number is null
    union all
    select 'I09', 'invoices', invoice_id, 'step_since'
    from bill where owed = 'yes' and step is not null and step_since is null
    union all
    select 'I10', 'invoices', invoice_id, case
        when buyer_is_jst is null then 'buyer_is_jst'
        when recipient_internal_id is not null then if(ids.known, null, 'units.ksef_internal_id')
        when recipient_nip is not null and not ids.nips_known then 'units.nip'
    end
    from bill
    cross join (select count(ksef_internal_id) > 0 as known, count(nip) > 0 as nips_known from units) as ids
    where owed = 'yes' and unit is null and not divided and buyer_is_jst is distinct from false
    union all
    select 'I11', 'payments', payment_id, 'title'
    from payment_facts where of_this_week = 'yes' and ksef_number is not null and title is null
    union all
    select 'I11', 'payments', payment_id, 'invoices.seller_vat'
    from payment_facts where of_this_week = 'yes' and names_ksef = 'no' and must_name_ksef is null
    union all
    -- a unit that plans and spends and never commits exports no commitments
    select 'B02', 'units', unit, 'budget.measure'
    from budget_facts
    where level = 'unit' and side = 'spending' and of_year = 'running' and has_plan and executed_gr > 0
        and committed_gr = 0
    union all
    select  -- what a unit may spend has not come in
        unnest(if(of_year = 'running', ['B01', 'B02', 'B03'], ['B01', 'B02'])), 'units', unit, 'budget.amount'
    from budget_facts
    where level = 'unit' and side = 'spending' and of_year <> 'other' and plan is null
      and (executed_gr <> 0 or committed_gr <> 0)
    union all
    select 'B04', 'budget', line, case
        when plan_gr is null then 'budget.amount'
        when no_contract is null then 'contracts.ends_on'
        else 'contracts.contract_id'
    end
    from line_facts where lapses is null and coalesce(executed_gr < plan_gr, true) and used_bp < half_bp
    union all
    select distinct 'B05', 'invoices', part.invoice_id, 'budget.amount'
    from allocation_facts as part
    where has_line = 'yes' and not exists (
        from budget_facts as whole
        where whole.level = 'unit' and whole.side = 'spending' and whole.has_plan
          and whole.year = part.year and whole.unit = part.unit
    )
    union all
    select distinct 'B05', 'invoices', invoice_id, 'paragraf' from allocation_facts where has_line = 'not_known'
    union all
    select 'B05', 'invoices', invoice_id, 'currency'
    from bill
    where not at_home and state = 'open' and seller = 'other' and remaining > 0
      and exists (from budget_facts where side = 'spending' and has_plan)
    union all
    select 'B06', 'invoices', invoice_id, 'payments.paid_on'
    from past_due_facts
    where past_due = 'yes' and time_barred = 'no' and coalesce(payments_known < must_be_known, true)
    union all
    select 'B06', 'invoices', invoice_id, 'due_dates' from past_due_facts where past_due is null and time_barred = 'no'
    union all
    select 'B08', 'budget', subject, missing from relation_facts where allowed_gr is null
    union all
    select 'B09', 'reports', subject, 'law.reports' from report_facts where waiting = 'yes' and due_on is null
    union all
    select 'B12', 'budget', act, 'law.classification' from plan_change_facts where authorised is null
    union all
    select 'B13', 'contracts', contract_id, 'creates_obligation'
    from contract_facts
    where creates_obligation is null and needs_treasurer = 'yes' and countersignature <> 'in_order'
    union all
    select 'B14', 'contracts', contract_id, 'procurement' from contract_facts where unpublished is null
    union all
    select distinct 'P02', 'absences', absence, 'cases.due_on'
    from stand_ins
    join unclear_case on unclear_case.holder = stand_ins.employee
    union all
    select 'P03', 'absences', absence, 'employees.authorised_to_decide'
    from leave_facts
    left join employees as deputy on deputy.employee = substitute
    where leave_facts.state = 'approved' and substitute is not null
      and (signs is null or signs and deputy.authorised_to_decide is null)
    union all
    select 'F04', 'deposits', subject, missing from deposit_facts
    union all
    select 'U01', 'resolutions', subject, missing from resolution_facts
    union all
    select 'Z01', 'tenders', subject, missing from tender_facts
    union all
    select 'F05', 'grants', subject, missing from grant_facts
    union all
    select 'R01', 'breaches', subject, missing from breach_facts
    union all
    select owned_by, 'duties', subject, missing from duty_facts
    union all
    select 'W02', 'cases', case_id, 'case_events.works_planned' from road_decisions where statement is null
    union all
    select 'W02', 'cases', case_id, 'segment'
    from cases
    join case_facts on noun = 'cases' and subject = case_id
    where cases.kind = any(codes_of('W02.kinds')) and segment is null and case_facts.state <> 'open'
)
select distinct rule, noun, subject, missing
from gap
where missing is not null and list_contains($rules, rule)
