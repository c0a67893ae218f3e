-- What a finding tells of an invoice that does not fit: the line that lacks most, named ones before all others.
-- a row per invoice with a part that is not covered
select
    invoice_facts.*, invoice_id as item, 'invoices' as noun, invoice_id as subject,
    worst.codes, worst.short_gr * 0.01 as short_amount
from invoice_facts
join (
    select
        invoice_id, max_by(codes, (has_line, short_gr)) as codes,
        max_by(short_gr, (has_line, short_gr)) as short_gr
    from (
        select part.invoice_id, codes, has_line, least(share_gr, needed_gr - free_gr) as short_gr
        from allocation_facts as part
        join cover_facts using (invoice_id, line)
        where needed_gr > free_gr
    )
    group by invoice_id
) as worst using (invoice_id)
