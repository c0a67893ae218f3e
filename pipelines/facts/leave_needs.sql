-- What an absence asks of whoever stands in: to be there, to be somebody else in the end, to sign what the absent
-- signs, and to make no check of an invoice whose other check is theirs.
-- a row per absence granted, and thing asked
with granted as (
    select * from leave_facts where state = 'approved' and substitute is not null
),
unchecked as (  -- invoices that still wait for the formal check, or were checked by somebody standing in
    select
        invoice_id, invoice_facts.unit, holder, formal.actor as checker, formal.instant,
        list_has_any(string_split(coalesce(person.roles, ''), '|'), ['treasurer', 'accountant']) as with_the_books
    from invoice_facts
    left join (
        select case_id, max_by(actor, "at") as actor, max("at") as instant
        from case_events where event = 'checked_formal' group by case_id
    ) as formal on formal.case_id = invoice_id
    left join employees as person on person.employee = holder
    where invoice_facts.state in ('open', 'disputed')
)
select absence, employee, substitute, from_day, to_day,
    unnest(['present', 'other than ' || employee]) as asks from granted
union all
select absence, employee, substitute, from_day, to_day, 'authority' from granted where signs
union all
select absence, employee, substitute, from_day, to_day, 'check of ' || invoice_id
from granted
join unchecked
    on checker is null and holder = granted.employee
    or (checker is null and not coalesce(with_the_books, false) or checker = substitute and instant >= first_day)
    and (treasurer or keeps_books and granted.unit = unchecked.unit)
