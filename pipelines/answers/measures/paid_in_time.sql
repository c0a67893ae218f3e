-- How invoices were paid this year: in time means that nothing was open any more at the end of the effective due day.
-- Reads invoice_facts: those wholly paid from January to the day judged for. One whose due day nobody knows counts
-- among the paid, but neither in time nor late; days are counted from receipt to the last payment.
-- a row per seller, unit or month of payment, as $by says; one row for all when $by is 'all'
select
    case $by
        when 'seller' then coalesce(seller_nip, seller_name)
        when 'unit' then unit
        when 'month' then strftime(paid_on, '%Y-%m')
        else 'all'
    end as "group",
    count(*) as paid,
    count(*) filter (paid_on <= effective_due_on) as in_time,
    count(*) filter (paid_on > effective_due_on) as late,
    cast(10000 * count(*) filter (paid_on <= effective_due_on) // nullif(count(effective_due_on), 0) as integer)
        as in_time_bp,
    avg(paid_on - received_on) as mean_days,
    coalesce(sum(interest_so_far) filter (paid_on > effective_due_on), 0) as interest
from invoice_facts
where state in ('paid', 'paid_today')
  and paid_on between make_date(year(getvariable('as_of')), 1, 1) and getvariable('as_of')
group by "group"
order by paid desc, "group"
