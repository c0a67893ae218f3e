-- What one run found, gravest and most urgent first, with who holds the subject and since when.
-- A finding stands unmoved since the latest of: its first day, the day after its gravity, term, holder or unit were last
-- otherwise, and its subject's last step. Days before $since are not looked at; what is older is old enough.
-- a row per finding, its columns in the order of route.finding.Finding
with this as (
    select as_of, known_on from runs where run_id = $run_id
),
told_day as (  -- of each day the last run known then
    select run_id, as_of
    from runs
    where as_of between $since and (select as_of from this) and known_on <= (select known_on from this)
    qualify row_number() over (partition by as_of order by run_id desc) = 1
),
otherwise as (  -- a row per finding of now that was otherwise on an earlier day: the first day it was as it is
    select
        now.rule, now.noun, now.subject,
        (select min(as_of) from told_day where as_of > max(before.as_of)) as changed_on
    from findings as now
    join findings as before
        on before.rule = now.rule and before.noun = now.noun and before.subject = now.subject
        and before.status <> 'resolved'
    join told_day on told_day.run_id = before.run_id
    where now.run_id = $run_id and now.status <> 'resolved' and list_contains($severities, now.severity)
      and (before.severity, before.due_on, before.holder, before.unit)
        is distinct from (now.severity, now.due_on, now.holder, now.unit)
    group by now.rule, now.noun, now.subject
)
select
    findings.rule, findings.noun, findings.subject, findings.severity, findings.status, findings.message,
    findings.due_on, findings.days_left, findings.working_days_left, findings.amount, findings.recipients, findings.law,
    cast(findings.details as varchar) as details, findings.inhibited_by,
    coalesce(case_facts.holder, invoice_facts.holder) as holder,
    coalesce(case_facts.held_since, invoice_facts.step_since) as held_since,
    findings.unit, case_facts.kind, findings.first_seen,
    greatest(findings.first_seen, changed_on, case_facts.last_step_on, invoice_facts.step_since) as unmoved_since
from findings
left join otherwise using (rule, noun, subject)
left join case_facts on case_facts.noun = findings.noun and case_facts.subject = findings.subject
left join invoice_facts on findings.noun = 'invoices' and invoice_facts.invoice_id = findings.subject
where findings.run_id = $run_id
order by
    gravity(findings.severity) desc, findings.due_on nulls last,
    findings.noun, findings.subject, findings.rule
