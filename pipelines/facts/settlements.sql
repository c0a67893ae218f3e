-- What lowered the debt of each invoice by as_of: transfers, credit notes, and where no payments are loaded the
-- seller's word.
-- a row per transfer, credit note (by_what: credit_note, of_what: its invoice_id) or claimed payment
with bill as (
    select *, coalesce(payable, gross) as to_pay
    from invoices
    where received_on <= getvariable('as_of')
)
select invoice_id, 'payment' as by_what, payment_id as of_what, coalesce(paid_on, ordered_on) as settled_on, amount
from payments
where coalesce(paid_on, ordered_on) <= getvariable('as_of')
union all
select
    invoice_id, 'seller_says', invoice_id, coalesce(paid_flag_on, received_on),
    coalesce(paid_flag_amount, if(paid_flag, to_pay, null))
from bill
where not (select has_payments from feed_horizon)
  and coalesce(paid_flag_on, received_on) <= getvariable('as_of')
  and coalesce(paid_flag_amount, if(paid_flag, to_pay, null)) is not null
union all
select invoice_id, 'credit_note', of_what, settled_on, amount
from (
    select
        corrected.invoice_id, correction.invoice_id as of_what, correction.received_on as settled_on,
        -correction.to_pay as amount
    from bill as correction
    join bill as corrected
        on correction.corrects in (corrected.invoice_id, corrected.ksef_number, corrected.number)
        and correction.seller_nip = corrected.seller_nip and correction.invoice_id <> corrected.invoice_id
    where correction.kind like 'KOR%' and correction.to_pay < 0
      and coalesce(correction.cancelled_on > getvariable('as_of'), true)
    -- a seller's numbers begin anew each year: an identifier before a number, the latest number up to the correction
    qualify row_number() over (
        partition by correction.invoice_id
        order by correction.corrects in (corrected.invoice_id, corrected.ksef_number) desc nulls last,
            corrected.issued_on <= correction.issued_on desc nulls last, corrected.issued_on desc,
            corrected.invoice_id
    ) = 1
)
