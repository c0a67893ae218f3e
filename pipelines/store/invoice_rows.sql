-- What each feed says of an invoice, with the one mark it is known by: a KSeF number is one invoice however many feeds
-- name it, and so are one seller, number, year and gross.
-- a row per invoice and feed; `own_id` is its mark in the feed, `rows_of_it` how many rows speak of the invoice
with live as (
    select
        * exclude (known_to),
        -- only documents say how sure the day of receipt is: they win what the law asks about
        if(received_on_confidence is null, 1, 0) as no_document,
        coalesce(ksef_number, if(
            regexp_full_match(invoice_id, '[0-9A-Z]{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}'), invoice_id, null
        )) as in_ksef,
        seller_nip || ' ' || plain_number(number) || ' ' || year(issued_on) || ' ' || gross as numbered
    from invoices_history
    where known_from <= getvariable('known_on') and (known_to is null or known_to > getvariable('known_on'))
),
borrowed as (  -- a row without a KSeF number takes the only one that another feed gives the same invoice
    select numbered, min(in_ksef) as in_ksef
    from live
    where in_ksef is not null
    group by numbered
    having count(distinct in_ksef) = 1
),
alike as (
    select live.*, coalesce(live.in_ksef, borrowed.in_ksef, numbered, invoice_id) as likeness
    from live
    left join borrowed using (numbered)
),
placed as (  -- what one feed gives twice stays two: whether it asks for the money twice is for I08 to say
    select
        *, min(likeness) over (partition by invoice_id) as likeness_of_id,
        row_number() over (partition by feed, likeness order by received_on, invoice_id) as place
    from alike
),
joined as (
    select *, count(*) over one_invoice as rows_of_it, row_number() over (
        partition by likeness_of_id, place order by no_document, known_from desc, feed
    ) as rank_by_law
    from placed
    window one_invoice as (partition by likeness_of_id, place)
)
select
    * exclude (no_document, in_ksef, numbered, likeness, likeness_of_id, place, invoice_id),
    invoice_id as own_id,
    if(rows_of_it = 1, invoice_id, first_value(coalesce(in_ksef, invoice_id)) over (
        partition by likeness_of_id, place order by in_ksef is null, rank_by_law
    )) as invoice_id
from joined
