-- Everything that is known of one thing, of those the reader may see.

-- name: named
-- A row per thing that is called exactly so, whatever the case of its letters: by its mark, number, code or identifier.
select
    t.*, u.name as unit_name, p.name as holder_name
from things t left join units u using (unit) left join people p on p.employee = t.holder
where lower($subject) in (lower(t.subject), lower(t.mark))
   or list_contains(list_transform(t.numbers, lambda n: lower(n)), lower($subject))
order by t.subject = $subject desc, lower(t.subject) = lower($subject) desc, t.is_over, t.noun, t.subject
limit 50;

-- name: near
-- A row per thing that is called almost so, the nearest first.
select noun, subject, mark, about, greatest(
    jaro_winkler_similarity(lower(mark), lower($subject)), jaro_winkler_similarity(lower(subject), lower($subject))
) as likeness
from things
where likeness > 0.88 or (length($subject) > 3 and holds(mark, $subject))
order by likeness desc, mark, subject
limit 5;

-- name: findings
-- A row per rule that speaks of the thing or once did: what speaks now first, gravest first.
select rule, message, severity, first_seen, last_seen, speaks
from finding_days where noun = $noun and subject = $subject
order by speaks desc, gravity(severity) desc, last_seen desc, rule;

-- name: case
-- One row: the case or document.
select c.*, c.stopped_since is not null as stands from reachable_cases c where noun = $noun and subject = $subject;

-- name: steps
-- A row per step in the order of time.
select * from thing_steps where subject = $subject order by thing_steps.at, event;

-- name: stops
-- A row per time that does not count.
select * from thing_stops where subject = $subject order by begins;

-- name: invoice
-- One row: the invoice.
select i.*, coalesce(i.paid_on, i.last_stated_on) as settled_on from reachable_invoices i where invoice_id = $subject;

-- name: invoice_lines
-- A row per budget line the invoice is put on, or was when it was paid.
select line, amount from invoice_lines where invoice_id = $subject
union all
select line, sum(amount) from entry_documents
where leads_to = $subject and measure = 'executed' and line not in (
    select line from invoice_lines where invoice_id = $subject and line is not null)
group by line
order by line;

-- name: payments
-- A row per payment of the invoice.
select * from invoice_payments where invoice_id = $subject order by ordered_on, payment_id;

-- name: line
-- One row: the budget line.
select * from budget_facts where line = $subject and level in ('paragraf', 'line') limit 1;

-- name: entries
-- A row per entry of the line, newest first.
select * from entry_documents where line = $subject order by booked_on desc, measure, amount desc limit 500;

-- name: invoices
-- A row per invoice put on the line, newest first.
select * from invoice_lines where line = $subject order by issued_on desc, invoice_id limit 200;

-- name: contract
-- One row: the contract.
select c.*, p.name as owner_name from contract_facts c left join people p on p.employee = c.owner
where contract_id = $subject limit 1;

-- name: contract_invoices
-- A row per invoice of the contract, newest first.
select invoice_id, number, seller_name, issued_on, payable as amount, state
from reachable_invoices where contract_id = $subject order by issued_on desc limit 200;

-- name: absence
-- One row: the absence.
select * from reachable_absences where absence = $subject limit 1;

-- name: names
-- A row per employee asked for, with the name.
select employee, name from people where list_contains($employees, employee);
