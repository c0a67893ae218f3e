-- What lowered the debt of each invoice by as_of: transfers, what the register of invoices says of payment where no
-- transfer is loaded, credit notes, and where no payments are loaded at all the seller's word.
-- a row per transfer, payment by the register (by_what: register_says) or by the seller (seller_says), credit note and
-- invoice it corrects (credit_note, of_what: its invoice_id)
with bill as (
    select
        *, coalesce(payable, gross) as to_pay,
        -- a day of payment alone says that it was paid
        coalesce(paid_flag_amount, if(coalesce(paid_flag, paid_flag_on is not null), to_pay, null)) as said_paid
    from invoices
    where received_on <= getvariable('as_of')
),
transferred as (select invoice_id from payments where coalesce(paid_on, ordered_on) <= getvariable('as_of')),
correction as (
    select *
    from bill
    where kind like 'KOR%' and to_pay < 0 and coalesce(cancelled_on > getvariable('as_of'), true)
),
named as (  -- each invoice a correction names: by one number, and in the same place by the seller's own
    select
        * exclude (by_words, of_words, place), trim(by_words[place]) as told_by, trim(of_words[place]) as told_number
    from (
        select
            invoice_id as correction, seller_nip, issued_on, received_on, to_pay,
            string_split(corrects, '|') as by_words,
            string_split(coalesce(corrects_number, corrects), '|') as of_words,
            unnest(generate_series(1, greatest(len(by_words), len(of_words)))) as place
        from correction
    )
),
found as (
    select
        correction, corrected.invoice_id, named.received_on, -named.to_pay as amount, corrected.issued_on,
        cast(grosze(greatest(corrected.to_pay, 0)) as hugeint) as weight
    from named
    join bill as corrected
        on (told_by in (corrected.invoice_id, corrected.ksef_number, corrected.number)
            or told_number = corrected.number)
        and named.seller_nip = corrected.seller_nip and correction <> corrected.invoice_id
    -- a seller's numbers begin anew each year: an identifier before a number, the latest number up to the correction
    qualify row_number() over (
        partition by correction, told_by, told_number
        order by told_by in (corrected.invoice_id, corrected.ksef_number) desc nulls last,
            corrected.issued_on <= named.issued_on desc nulls last, corrected.issued_on desc, corrected.invoice_id
    ) = 1
),
shared as (  -- a sum over several invoices is shared by what was to pay for each, to the grosz
    select
        correction, invoice_id, received_on, row_number() over up_to as place,
        case when sum(weight) over in_all = 0 then cast(grosze(amount) as hugeint)
            else cast(grosze(amount) as hugeint) * (sum(weight) over up_to) // sum(weight) over in_all
        end as through_gr
    from (select distinct * from found)
    window
        in_all as (partition by correction),
        up_to as (partition by correction order by issued_on, invoice_id rows unbounded preceding)
),
taken_off as (
    select
        *, through_gr - coalesce(lag(through_gr) over (partition by correction order by place), 0) as amount_gr
    from shared
)
select invoice_id, 'payment' as by_what, payment_id as of_what, coalesce(paid_on, ordered_on) as settled_on, amount
from payments
where coalesce(paid_on, ordered_on) <= getvariable('as_of')
union all
select invoice_id, 'register_says', invoice_id, coalesce(paid_on, received_on), coalesce(paid_amount, to_pay)
from bill
where coalesce(paid_on, received_on) <= getvariable('as_of') and (paid_on is not null or paid_amount is not null)
  and invoice_id not in (from transferred)
union all
select invoice_id, 'seller_says', invoice_id, coalesce(paid_flag_on, received_on), said_paid
from bill
where not (select has_payments from feed_horizon)
  and coalesce(paid_flag_on, received_on) <= getvariable('as_of')
  and said_paid is not null and paid_on is null and paid_amount is null
union all
select invoice_id, 'credit_note', correction, received_on, try_cast(amount_gr * 0.01 as decimal(18, 2))
from taken_off
where amount_gr > 0
