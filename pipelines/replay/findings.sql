-- What route and hold look at, as alerts/route/findings.sql has it; nobody reads the sentences of a simulation.
-- a row per finding of the day
select
    rule, findings_told.noun, findings_told.subject, severity, 'unchanged' as status, '' as message,
    findings_told.due_on, recipients, inhibited_by, coalesce(case_facts.holder, invoice_facts.holder) as holder,
    findings_told.unit, case_facts.kind, greatest(case_facts.last_step_on, invoice_facts.step_since) as unmoved_since
from findings_told
left join case_facts on case_facts.noun = findings_told.noun and case_facts.subject = findings_told.subject
left join invoice_facts on findings_told.noun = 'invoices' and invoice_facts.invoice_id = findings_told.subject
