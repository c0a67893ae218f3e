-- What is open and falls due on another day than the last run said: a case or document, an invoice, a report.
-- Reads case_facts, invoice_facts and report_facts under the law to try, and `<relation>_then` as the run stored them.
-- a row per subject whose day moves
select
    noun, subject, new.unit, told.due_on as old_due_on, new.due_on as new_due_on,
    coalesce(new.term, told.term) as named,
    told.term_n as old_n, told.term_unit as old_unit, new.term_n as new_n, new.term_unit as new_unit,
    coalesce(new.start_on, told.start_on) as since
from case_facts_then as told
full join case_facts as new using (noun, subject)
where coalesce(new.state, told.state) = 'open' and new.due_on is distinct from told.due_on
union all by name
select
    'invoices' as noun, invoice_id as subject, new.unit, told.due_on as old_due_on, new.due_on as new_due_on,
    'payments' as named, coalesce(new.delivered_on, told.delivered_on) as since
from invoice_facts_then as told
full join invoice_facts as new using (invoice_id)
where coalesce(new.owed, told.owed) = 'yes' and new.due_on is distinct from told.due_on
union all by name
select
    'reports' as noun, subject, new.unit, told.due_on as old_due_on, new.due_on as new_due_on,
    coalesce(new.report, told.report) as named, coalesce(new.period_end, told.period_end) as since
from report_facts_then as told
full join report_facts as new using (subject)
where coalesce(new.waiting, told.waiting) = 'yes' and new.due_on is distinct from told.due_on
order by noun, new_due_on nulls last, subject
