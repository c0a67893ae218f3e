-- What asks for the same money twice: invoices of one seller, number, year and gross (or of one KSeF number), and
-- transfers above what was owed.
-- a row per claim; place 0 is a transfer too many, then the invoices in the order in which they came
with invoice as (
    select
        invoice_id, number, ksef_number, seller_nip, unit, holder, gross, payable, received_on, state,
        coalesce(interest_so_far, 0) as interest, currency, currency = getvariable('currency') as at_home,
        seller_nip || ' ' || plain_number(number) || ' ' || year(issued_on) || ' ' || gross as numbered
    from invoice_facts
    where state not in ('cancelled', 'not_ours', 'pro_forma') and seller = 'other'
      and coalesce(kind, '') not like 'KOR%'
),
grouped as (
    select
        *, if(count(*) over (partition by ksef_number) > 1 and ksef_number is not null, ksef_number,
            coalesce(numbered, invoice_id))
            as same
    from invoice
),
money as (  -- what left, by the ledger of transfers alone: a correction that came later is no second payment
    select
        invoice_id, sum(amount) as sent, max(settled_on) filter (amount > 0) as last_on,
        max_by(of_what, (settled_on, of_what)) filter (amount > 0) as last_payment
    from settlements
    where by_what = 'payment' and amount <> 0
    group by invoice_id
),
credit as (  -- but one that had come before the last transfer was owed no more
    select invoice_id, sum(amount) as credited
    from settlements
    join money using (invoice_id)
    where by_what = 'credit_note' and settled_on < last_on
    group by invoice_id
),
claim as (
    select
        grouped.*, last_payment, coalesce(sent, 0) as own_sent,
        payable - coalesce(credited, 0) + interest as owed,  -- interest that went out with the debt is not paid twice
        coalesce(sent > owed and at_home, false) as overpaid,
        row_number() over joined as place, count(*) over (partition by same) as copies,
        sum(coalesce(sent, 0)) over (partition by same) as all_sent,
        first(number) over joined as first_number, first(invoice_id) over joined as first_id,
        greatest(max(received_on) over (partition by same), max(last_on) over (partition by same)) as news_on
    from grouped
    left join money using (invoice_id)
    left join credit using (invoice_id)
    window joined as (partition by same order by received_on, invoice_id)
),
told as (
    select
        *, if(place > 1 and at_home, all_sent, own_sent) as sent,
        dense_rank() over (order by same) as same_no
    from claim
    where (copies > 1 or overpaid)
      and news_on > getvariable('as_of') - cast(limit_of('I08.look_back_days') as integer)
)
select
    same_no as same, place, invoice_id as item, invoice_id, number, unit, holder, gross, currency,
    grosze(sent) as sent_gr, grosze(owed) as owed_gr,
    if(sent > owed, sent - owed, greatest(payable, 0)) as at_stake,
    if(place > 1, first_number, null) as first_number, if(place > 1, first_id, null) as first_id
from told
union all by name
select same_no as same, 0 as place, 'payment ' || last_payment as item
from told
where overpaid
