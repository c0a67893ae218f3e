-- What lowered the debt of an invoice, with file and line.
-- a row per settlement
select settled_on, settled.booked, settled.amount, by_what, of_what, file, coalesce(payment.line, bill.line)
from settlements as settled
left join payments as payment on by_what = 'payment' and payment_id = of_what
left join invoices as bill on by_what <> 'payment' and bill.invoice_id = of_what
left join (select load_id, file from loads) as load on load.load_id = coalesce(payment.load_id, bill.load_id)
where settled.invoice_id = ? order by 1, of_what
