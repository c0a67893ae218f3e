-- What can be looked up of one thing, for whoever may see it: the same promise as in query.sql, asked by two pages.

-- name: people
-- A row per employee, whoever looks: names stand on every page; nothing else of a person is here.
create or replace temp view people as
select employee, coalesce(name, employee) as name, unit from published.employees_history where known_to is null;

-- name: reachable_absences
-- A row per absence of somebody in the reader's units, or of somebody whose desk the reader answers for.
create or replace temp view reachable_absences as
select a.absence, a.employee, e.name, e.unit, a.first_day, a.last_day, a.substitute, s.name as substitute_name, a.state
from published.absences_history a
left join people e using (employee)
left join people s on s.employee = a.substitute
where a.known_to is null and (may_see(e.unit) or a.employee in (select employee from desks));

-- name: registered
-- A row per tender, resolution, deposit, grant, duty, receivable, breach and works the reader may see: those of a
-- register without units only for those who see every unit. `quiet_on`: its own day, where the register has one.
create or replace temp view registered as
select *
from (
    select
        'tenders' as noun, tender as subject, tenders.subject as about, contract_id as number, unit, owner as holder,
        null::date as quiet_on, performance_notice_on is not null or coalesce(annulled, false) as is_over
    from tenders
    union all
    select 'resolutions', resolution, null, null, null, null, null, sent_to_wojewoda_on is not null from resolutions
    union all
    select
        'deposits', d.deposit, null, coalesce(d.contract_id, d.tender_id), coalesce(d.unit, f.unit), null, null,
        d.returned_on is not null or d.kept_on is not null
    from deposits d left join published.deposit_facts f on f.subject = d.deposit
    union all
    select 'grants', "grant", null, null, unit, owner, report_due_on, approved_on is not null from grants
    union all
    select 'duties', concat_ws('/', duty, period, unit), duty, null, unit, null, due_on, done_on is not null from duties
    union all
    select 'receivables', receivable, null, null, null, null, due_on, paid_on is not null from receivables
    union all
    select 'breaches', breach, null, null, null, null, null, reported_at is not null or not coalesce(risk, true)
    from breaches
    union all
    select 'works', works_id, street, segment, null, null, last_day, coalesce(state in ('done', 'cancelled'), false)
    from works
)
where may_see(unit);

-- name: things
-- A row per thing that the reader may see: what it is called in each way somebody may write it, and its day. `about`:
-- what a list shows of it. A title stands here only where the town keeps titles.
create or replace temp view things as
select
    noun, subject, subject as mark, coalesce(title, service, kind) as about, [title, service] as names,
    []::varchar[] as numbers, unit, due_on, holder, settled_on is not null as is_over
from reachable_cases
union all
select
    'invoices', invoice_id, coalesce(number, invoice_id), seller_name, [seller_name], [number, ksef_number, seller_nip],
    unit, effective_due_on, holder, state not in ('open', 'disputed')
from reachable_invoices
union all
select
    'budget', line, concat_ws('-', dzial, rozdzial, paragraf, task), null, [],
    [concat_ws('-', dzial, rozdzial, paragraf)], unit, exhausted_on, null, of_year = 'other'
from budget_facts where level = 'paragraf' or (level = 'line' and coalesce(task, '') <> '')
union all
select
    'contracts', contract_id, contract_id, null, [], [h.seller_nip], f.unit, f.ends_on, f.owner,
    coalesce(f.ends_on < getvariable('as_of'), false)
from contract_facts f
left join (
    select contract_id, seller_nip from published.contracts_history where known_to is null
) h using (contract_id)
union all
select
    'absences', absence, absence, name, [name], [employee], unit, last_day, employee,
    last_day < getvariable('as_of')
from reachable_absences
union all
select
    noun, subject, subject, about, [about], [number], r.unit, coalesce(s.due_on, quiet_on), holder,
    is_over and s.subject is null
from registered r
left join signals s using (noun, subject)
union all
select noun, subject, subject, null, [], [], unit, due_on, null, false
from signals
where noun not in ('cases', 'documents', 'invoices', 'budget', 'contracts', 'absences')
  and (noun, subject) not in (select (noun, subject) from registered);

-- name: thing_steps
-- A row per step of a case, document or invoice that the reader may see, by the day judged for, with where it was read.
create or replace temp view thing_steps as
select
    e.case_id as subject, local_day(e.at) as day, e.at, e.event, e.actor, p.name as actor_name, e.until, e.days,
    e.new_date, e.reason, e.document_id, l.file, e.line
from published.case_events_history e
left join people p on p.employee = e.actor
left join published.loads l using (load_id)
where e.known_to is null and local_day(e.at) <= getvariable('as_of')
  and (e.case_id in (select subject from reachable_cases) or e.case_id in (select invoice_id from reachable_invoices));

-- name: thing_stops
-- A row per time that does not count in the term of a case the reader may see; `ends` null: it lasts.
create or replace temp view thing_stops as
from published.case_stops where subject in (select subject from reachable_cases);

-- name: budget_entries
-- A row per entry in the books of a budget line the reader may see, booked by the day judged for.
create or replace temp view budget_entries as
select
    concat_ws('/', b.unit, b.year, b.side, b.dzial, b.rozdzial, b.paragraf) as line, b.booked_on, b.measure, b.amount,
    b.task, b.act, b.state, b.document_id, b.note, l.file, b.line as file_line
from published.budget_history b left join published.loads l using (load_id)
where b.known_to is null and b.booked_on <= getvariable('as_of') and may_see(b.unit);

-- name: entry_documents
-- A row per entry in the books, with the invoice or contract that its document is (by its mark, or by the number that
-- one invoice alone has) and the seller of that invoice; both null where the document is none that the reader may see.
create or replace temp view entry_documents as
with document as (
    select invoice_id as mark, invoice_id as leads_to, seller_name from reachable_invoices
    union all
    select number, any_value(invoice_id), any_value(seller_name) from reachable_invoices
    where number not in (select invoice_id from reachable_invoices)
    group by number having count(*) = 1
    union all
    select contract_id, contract_id, null from contract_facts
    where contract_id not in (select invoice_id from reachable_invoices)
)
select e.*, d.leads_to, d.seller_name
from budget_entries e left join (select mark, any_value(leads_to) as leads_to, any_value(seller_name) as seller_name
                                 from document group by mark) d on d.mark = e.document_id;

-- name: invoice_lines
-- A row per invoice still owed that the reader may see, and budget line it is put on; `line` null: none is named yet.
create or replace temp view invoice_lines as
select
    a.invoice_id, nullif(a.line, 'none') as line, cast(a.share_gr / 100 as decimal(18, 2)) as amount, i.number,
    i.seller_name, i.issued_on,
    i.state
from published.allocation_facts a join reachable_invoices i using (invoice_id);

-- name: invoice_payments
-- A row per payment of an invoice the reader may see, made by the day judged for.
create or replace temp view invoice_payments as
select p.payment_id, p.invoice_id, p.ordered_on, p.paid_on, p.amount, p.method, l.file, p.line
from published.payments_history p left join published.loads l using (load_id)
where p.known_to is null and p.ordered_on <= getvariable('as_of')
  and p.invoice_id in (select invoice_id from reachable_invoices);

-- name: finding_days
-- A row per thing and rule that ever spoke of it, of those the reader may see: since when, on which day last, and
-- whether it still does.
create or replace temp view finding_days as
select
    noun, subject, rule, min(first_seen) as first_seen,
    max(as_of) filter (status <> 'resolved') as last_seen,
    arg_max(message, (as_of, known_on)) filter (status <> 'resolved') as message,
    arg_max(severity, (as_of, known_on)) filter (status <> 'resolved') as severity,
    coalesce(bool_or(run_id = getvariable('run_id') and status <> 'resolved'), false) as speaks
from published.findings
where inhibited_by is null
  and (may_see(unit) or list_has_any(recipients, (select list(employee) from desks)))
group by noun, subject, rule
having last_seen is not null;
