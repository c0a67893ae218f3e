-- What one run found, gravest and most urgent first, with who holds the subject and since when.
-- a row per finding, its columns in the order of edition.Finding
select
    findings.rule, findings.noun, findings.subject, findings.severity, findings.status, findings.message,
    findings.due_on, findings.days_left, findings.working_days_left, findings.amount, findings.recipients, findings.law,
    cast(findings.details as varchar) as details, findings.inhibited_by,
    coalesce(case_facts.holder, invoice_facts.holder) as holder,
    coalesce(case_facts.held_since, invoice_facts.step_since) as held_since,
    findings.unit, case_facts.kind
from findings
left join case_facts on case_facts.noun = findings.noun and case_facts.subject = findings.subject
left join invoice_facts on findings.noun = 'invoices' and invoice_facts.invoice_id = findings.subject
where findings.run_id = $run_id
order by
    list_position(['critical', 'high', 'warn', 'info'], findings.severity), findings.due_on nulls last,
    findings.noun, findings.subject, findings.rule
