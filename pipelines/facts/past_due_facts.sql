-- Liabilities whose term had passed at the end of the last quarter: what the reports of that quarter call past due.
-- a row per invoice due before the end of the quarter and not paid by it
with quarter as (  -- the end of the quarter: today when it is its last day
    select
        if(getvariable('as_of') = last_day(date_trunc('quarter', getvariable('as_of')) + interval 2 month),
            getvariable('as_of'), cast(date_trunc('quarter', getvariable('as_of')) - interval 1 day as date))
                as period_end
),
report as (  -- until the report of the quarter is due, what was paid since still belongs into it
    select period_end, (
        select max(due_on) from law_reports_due
        where report = 'Rb-28S' and level = 'city'  -- of December the year's, which alone says what is past due
          and period in (strftime(period_end, '%Y-%m'), if(month(period_end) = 12, strftime(period_end, '%Y'), null))
    ) as report_due_on
    from quarter
),
settled as (
    select invoice_id, sum(amount) as paid
    from settlements
    cross join quarter
    where by_what <> 'seller_says' and settled_on <= period_end
    group by invoice_id
),
owed as (
    select
        invoice_facts.* exclude (owed), period_end, report_due_on,
        case when (select has_payments from feed_horizon) then to_pay - coalesce(settled.paid, 0) - contested
            - if(coalesce(retained_due_on < period_end, false), 0, retained) else remaining end as owed,
        if(effective_due_on < period_end, effective_due_on, main_due_on) as was_due_on,
        if(coalesce(seller_kind, 'business') = 'person', limit_of('time_bar.years'),
            limit_of('time_bar.business_years'))
            as bar_years
    from invoice_facts
    cross join report
    left join settled using (invoice_id)
    where main_due_on < period_end and received_on <= period_end
        and state not in ('cancelled', 'not_ours', 'pro_forma', 'correction')
      and seller = 'other' and not wholly_disputed
)
select
    invoice_id as subject, invoice_id, number, unit, holder, was_due_on as due_on, raw_due_on, period_end,
    try_cast(least(owed, payable) as decimal(18, 2)) as owed,
    currency, bar_years, report_due_on, state as invoice_state,
    case
        when not coalesce(state = 'open' or getvariable('as_of') <= report_due_on, false) then 'no'
        when split_unknown and last_stated_on >= period_end then null  -- how much of it was due by then nobody states
        else 'yes'
    end as past_due,
    if(year(was_due_on) + bar_years < year(period_end), 'yes', 'no') as time_barred,
    -- without payments loaded up to the end of the quarter nobody knows
    if((select has_payments from feed_horizon),
        day_number((select payments_through from feed_horizon)), day_number(period_end))
        as payments_known,
    day_number(period_end) as must_be_known,
    if((select has_payments from feed_horizon), 'yes', 'no') as confirmed,
    was_due_on - getvariable('as_of') as days_left
from owed
where owed > 0
