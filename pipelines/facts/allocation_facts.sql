-- What each invoice still owed takes from each budget line, and what was approved on that line before it (grosze).
-- a row per invoice and line; what nobody assigned to a line, or to only a part of one, stands on the line `none`
with owed as (
    select
        facts.invoice_id, facts.seller_nip, invoices.unit, invoices.dzial, invoices.rozdzial, invoices.paragraf,
        invoices.year, facts.payable, cast(grosze(facts.remaining) as hugeint) as remaining_gr,
        year(facts.effective_due_on) as due_year, year(coalesce(invoices.received_on, invoices.issued_on)) as come_in,
        case when invoices.approved_on <= getvariable('as_of') then invoices.approved_on end as approved_on
    from invoice_facts as facts
    join invoices using (invoice_id)
    where facts.state = 'open' and not facts.waits_for_release and facts.seller = 'other' and facts.remaining > 0
      and facts.currency = getvariable('currency')
),
assigned as (
    select invoice_id, unit, year, dzial, rozdzial, paragraf, amount
    from allocations
    where invoice_id in (select invoice_id from owed)
),
part as (
    select * from assigned
    union all by name  -- its own columns are the one-line case
    select invoice_id, unit, year, dzial, rozdzial, paragraf, payable as amount
    from owed
    where invoice_id not in (select invoice_id from assigned)
    union all by name  -- what the parts leave over belongs to nobody yet
    select invoice_id, payable - sum(amount) as amount
    from assigned
    join owed using (invoice_id)
    group by invoice_id, payable
    having payable > sum(amount)
),
placed as (  -- the plan of the year of payment: the one named, else that of the due day, never one that has ended
    select
        invoice_id, part.dzial, part.rozdzial, part.paragraf, owed.remaining_gr, owed.approved_on,
        greatest(year(getvariable('as_of')), coalesce(part.year, owed.year, due_year, 0)) as year_of_payment,
        unit_now(coalesce(part.unit, owed.unit), getvariable('as_of')) as payer,
        coalesce(part.year, owed.year, come_in) < limit_of('classification.ended_from_year') as of_old_codes,
        cast(grosze(amount) as hugeint) as amount_gr,
        cast(grosze(sum(amount) over (partition by invoice_id)) as hugeint) as parts_gr
    from part
    join owed using (invoice_id)
),
share as (  -- what was paid already lowers each part by its share, rounded half up
    select
        invoice_id, approved_on, year_of_payment as year, payer as unit,
        if(payer is null or dzial is null or rozdzial is null or paragraf is null, 'none',
            concat_ws('/', payer, year_of_payment, 'spending', dzial, rozdzial, paragraf)) as line,
        any_value(concat_ws(' / ', dzial, rozdzial, paragraf)) as codes,
        bool_and(of_old_codes and year_of_payment >= limit_of('classification.ended_from_year')) as recoded,
        cast(sum((2 * amount_gr * remaining_gr + parts_gr) // (2 * parts_gr)) as bigint) as share_gr
    from placed
    where parts_gr > 0 and not coalesce(list_contains(codes_of('classification.accrual_paragraphs'), paragraf), false)
    group by all
),
queued as (  -- approved ones first, in the order of their approval; the others wait behind all of them
    select
        *,
        coalesce(sum(if(approved_on is null, 0, share_gr)) over (
            partition by line order by approved_on nulls last, invoice_id
            rows between unbounded preceding and 1 preceding
        ), 0) as before_gr
    from share
)
select
    invoice_id, invoice_id || ' ' || line as item, unit, year, line, codes, share_gr,
    if(approved_on is null, 'no', 'yes') as approved,
    case
        when line = 'none' then 'no'
        -- codes of the classification before: what they are called now, nobody has said
        when recoded and line not in (select line from budget_facts where level = 'paragraf' and has_plan)
            then 'not_known'
        else 'yes'
    end as has_line,
    cast(if(line = 'none', share_gr, share_gr + before_gr) as bigint) as needed_gr
from queued
