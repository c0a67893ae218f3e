-- What stands behind a date or a sum: whether the reader may know, and what is said of it.

-- name: named
-- A row per thing of this name that the reader sees, with its identifier; none: unknown, or of units the reader does
-- not see.
select noun, subject as id from signals where subject = $subject
union
select noun, subject from case_facts where subject = $subject
union
select noun, subject from held_cases where subject = $subject
union
select 'invoices', invoice_id from invoice_facts where $subject in (invoice_id, number)
union
select 'invoices', invoice_id from held_invoices where $subject in (invoice_id, number)
union
select 'budget', line from budget_facts where line = $subject
union
select 'other', $subject where getvariable('units') is null
order by noun = 'other', noun, id;

-- name: said
-- A row per signal about the thing, gravest first.
select one.message from (select unnest(said) as one from signals where subject = $subject)
order by gravity(one.severity) desc, one.rule;
