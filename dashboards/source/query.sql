-- What every page's statements see. All of it is temporary and made anew for each reader: the names of the facts stand
-- here for the rows this reader may see, so a page cannot ask for more. Only this file may say `published`.

-- name: desks
-- A row per person the reader answers for: the reader, and whoever the reader stands in for on the day of the data.
create or replace temp view desks as
select getvariable('reader') as employee, null::date as return_on where getvariable('reader') is not null
union all
select employee, max(return_on)
from published.stand_ins
where substitute = getvariable('reader') and employee <> substitute
group by employee;

-- name: may_see
-- A macro of a unit: may the reader see its rows? All units, or one of the reader's own. A row without a unit is
-- seen only by those who see everything.
create or replace temp macro may_see(its_unit) as
    getvariable('units') is null or coalesce(list_contains(getvariable('units'), its_unit), false);

-- name: holds
-- A macro of a text and of what is looked for in it: is it there? Case and diacritics do not count; nothing asked for
-- is in every text. (DuckDB takes no stroke off an ł.)
create or replace temp macro holds(its_text, wanted) as
    wanted is null
    or contains(
        replace(lower(strip_accents(coalesce(its_text, ''))), 'ł', 'l'),
        replace(lower(strip_accents(wanted)), 'ł', 'l')
    );

-- name: reachable_cases
-- A row per case or document of the reader's units or on a desk the reader answers for, with the one day that
-- everything says of it: where the office is warned of the end before it moves off days off, because a fine may be
-- counted from there, that end. `is_late`: that day has passed, or a fine runs.
create or replace temp view reachable_cases as
with days as (
    select *, least(due_on, if(alert_on = 'raw' and new_date is null, raw_due_on, null)) as keep_by_on
    from published.case_facts
    where may_see(unit) or holder in (select employee from desks))
select
    * exclude (keep_by_on)
    replace (
        keep_by_on as due_on,
        cast(keep_by_on - getvariable('as_of') as integer) as days_left,
        case
            when keep_by_on = due_on then working_days_left
            when due_on = net_due_on then working_days_left - 1
        end as working_days_left
    ),
    coalesce(keep_by_on < getvariable('as_of'), false)
    or coalesce(effect = 'fine' and alert_on = 'raw' and fine_from_on < getvariable('as_of'), false) as is_late
from days;

-- name: cases
-- A row per case or document of the reader's units.
create or replace temp view case_facts as from reachable_cases where may_see(unit);

-- name: invoices
-- A row per invoice of the reader's units.
create or replace temp view invoice_facts as from published.invoice_facts where may_see(unit);

-- name: reachable_invoices
-- A row per invoice of the reader's units or on a desk the reader answers for.
create or replace temp view reachable_invoices as
from published.invoice_facts where may_see(unit) or holder in (select employee from desks);

-- name: budget
-- A row per year, level and node of the budget of the reader's units; the town's own level only for those who see all.
create or replace temp view budget_facts as from published.budget_facts where may_see(unit);

-- name: late_interest
-- A row per unit of the reader's with an invoice paid late this year, and the interest on those.
create or replace temp view late_interest_facts as from published.late_interest_facts where may_see(unit);

-- name: budget_months
-- A row per month with an entry on a line of the reader's units.
create or replace temp view budget_month_facts as from published.budget_month_facts where may_see(unit);

-- name: cash
-- A row per day of the town's coming thirteen weeks; accounts are the town's, so only for those who see all.
create or replace temp view cash_facts as from published.cash_facts where getvariable('units') is null;

-- name: reports
-- A row per budget report of the reader's units; the town's own only for those who see all.
create or replace temp view report_facts as from published.report_facts where may_see(unit);

-- name: reconciled
-- A row per line of the newest reports of the reader's units beside the books.
create or replace temp view reconcile_facts as from published.reconcile_facts where may_see(unit);

-- name: receivables
-- A row per receivable; the register names no unit, so only for those who see all.
create or replace temp view receivable_facts as from published.receivable_facts where getvariable('units') is null;

-- name: contracts
-- A row per contract of the reader's units that is in force or was signed this year.
create or replace temp view contract_facts as from published.contract_facts where may_see(unit);

-- name: contract_use
-- A row per contract of the reader's units that runs, with how much of it is used.
create or replace temp view contract_use_facts as from published.contract_use_facts where may_see(unit);

-- name: approved_absences
-- A row per approved absence of a person of the reader's units.
create or replace temp view approved_absences as
select a.absence, a.employee, a.first_day, a.last_day
from absences a join employees e using (employee)
where a.state = 'approved' and may_see(e.unit);

-- name: held_cases
-- A row per open case or document that lies on a desk the reader answers for.
create or replace temp view held_cases as
from reachable_cases where state <> 'settled' and holder in (select employee from desks);

-- name: held_invoices
-- A row per unpaid invoice that lies on a desk the reader answers for.
create or replace temp view held_invoices as
from published.invoice_facts where state in ('open', 'disputed') and holder in (select employee from desks);

-- name: findings
-- A row per thing some run said, of the reader's units or addressed to a desk the reader answers for.
create or replace temp view findings as
from published.findings
where inhibited_by is null and status <> 'resolved'
  and (may_see(unit) or list_has_any(recipients, (select list(employee) from desks)));

-- name: signals
-- A row per thing that this run says something of: its gravest word, and all that is said, gravest and dearest first;
-- day and amount are those of the first, which stands for it in a list.
create or replace temp view signals as
select
    noun, subject,
    arg_max(severity, gravity(severity)) as severity,
    bool_or(status in ('new', 'worse')) as fresh,
    any_value(unit) as unit,
    list(
        struct_pack(
            rule := rule, severity := severity, message := message, law := law, first_seen := first_seen,
            due_on := due_on, amount := amount
        )
        order by gravity(severity) desc, amount desc nulls last, due_on nulls last, rule
    ) as said,
    said[1].due_on as due_on,
    said[1].amount as amount
from findings
where run_id = getvariable('run_id')
group by noun, subject;
