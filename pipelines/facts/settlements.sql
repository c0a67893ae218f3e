-- What lowered the debt of each invoice by as_of: transfers, what the register of invoices says of payment where no
-- transfer is loaded, credit notes, and where no payments are loaded at all the seller's word. A transfer that the bank
-- returned (a negative payment of what was still owed) never paid; what comes back of a surplus is a refund.
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
),
booked as (
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
),
queued as (
    select
        booked.*, row_number() over in_order as seq,
        coalesce(sum(booked.amount) over before_it, 0) - to_pay as surplus,
        coalesce(sum(if(by_what = 'credit_note', 0, booked.amount)) over before_it, 0)
            + coalesce(sum(booked.amount) filter (by_what = 'credit_note') over in_all, 0) - to_pay as surplus_in_all,
        count(*) filter (by_what = 'payment' and booked.amount > 0) over same_sum > 0 as has_twin
    from booked
    left join bill using (invoice_id)
    window
        in_all as (partition by invoice_id),
        in_order as (partition by invoice_id order by settled_on, booked.amount < 0, of_what),
        before_it as (
            partition by invoice_id order by settled_on, booked.amount < 0, of_what
            rows between unbounded preceding and 1 preceding
        ),
        same_sum as (
            partition by invoice_id, abs(booked.amount) order by settled_on, booked.amount < 0, of_what
            rows between unbounded preceding and 1 preceding
        )
),
back as (  -- of what came back, the part that is no refund of a surplus, whichever came first, it or its credit note
    select *, greatest(
        -amount - greatest(coalesce(if(has_twin and surplus <= 0, 0, surplus_in_all), 0), 0), 0
    ) as returned
    from queued
    where amount < 0
),
sized as (  -- a return of the same sum is that of the last such transfer still out: like brackets, by their depth
    select invoice_id, seq, amount, sum(sign(amount)) over (
        partition by invoice_id, abs(amount) order by seq
    ) + if(amount < 0, 1, 0) as depth
    from queued
    where by_what = 'payment' and amount <> 0 and (invoice_id, seq) not in (
        select (invoice_id, seq) from back where returned < -amount
    )
),
pair as (
    select invoice_id, went.seq as went, came.seq as came
    from sized as went
    join sized as came using (invoice_id, depth)
    where went.amount = -came.amount and went.amount > 0 and went.seq < came.seq
    qualify row_number() over (partition by invoice_id, came.seq order by went.seq desc) = 1
),
loose as (  -- returns of another sum: of the last transfers before them
    select invoice_id, sum(returned) as returned, max(seq) as seq
    from back
    where returned > 0 and (invoice_id, seq) not in (select (invoice_id, came) from pair)
    group by invoice_id
),
drawn as (
    select queued.invoice_id, queued.seq, greatest(least(queued.amount, returned - coalesce(sum(queued.amount) over (
        partition by queued.invoice_id order by queued.seq desc rows between unbounded preceding and 1 preceding
    ), 0)), 0) as amount
    from queued
    join loose on loose.invoice_id = queued.invoice_id and queued.seq < loose.seq
    where by_what = 'payment' and amount > 0
      and (queued.invoice_id, queued.seq) not in (select (invoice_id, went) from pair)
),
undrawn as (  -- what came back without ever having gone out
    select invoice_id, loose.seq, any_value(returned) - coalesce(sum(amount), 0) as amount
    from loose
    left join drawn using (invoice_id)
    group by invoice_id, loose.seq
)
select
    queued.invoice_id, queued.by_what, queued.of_what, queued.settled_on, queued.amount as booked,
    cast(case
        when pair.went is not null or paired.came is not null then 0
        when queued.amount > 0 then queued.amount - coalesce(drawn.amount, 0)
        else queued.amount + coalesce(back.returned, 0) - coalesce(undrawn.amount, 0)
    end as decimal(18, 2)) as amount
from queued
left join pair on pair.invoice_id = queued.invoice_id and pair.went = queued.seq
left join pair as paired on paired.invoice_id = queued.invoice_id and paired.came = queued.seq
left join back on back.invoice_id = queued.invoice_id and back.seq = queued.seq
left join drawn on drawn.invoice_id = queued.invoice_id and drawn.seq = queued.seq
left join undrawn on undrawn.invoice_id = queued.invoice_id and undrawn.seq = queued.seq
