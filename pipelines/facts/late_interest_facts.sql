-- Interest on invoices that were paid late this year, unit by unit, beside the yearly minimum of the discipline act.
-- a row per unit with at least one invoice paid late this year
select
    unit as subject, invoice_facts.unit, coalesce(any_value(units.name), invoice_facts.unit) as unit_name,
    try_cast(sum(interest_so_far) as decimal(18, 2)) as interest, grosze(sum(interest_so_far)) as interest_gr,
    count(*) as invoices,
    (select whole from law_parameters where name = 'discipline.minimum_amount'
        and getvariable('as_of') between valid_from and valid_to) as minimum_gr,
    (select cast(whole * 0.01 as decimal(18, 2)) from law_parameters where name = 'discipline.minimum_amount'
        and getvariable('as_of') between valid_from and valid_to) as minimum
from invoice_facts
left join units using (unit)
where unit is not null and interest_so_far > 0 and state in ('paid', 'paid_today')
    and year(paid_on) = year(getvariable('as_of'))
  and seller = 'other'
group by unit
