-- The cash of the coming thirteen weeks: what lies on the accounts, what is to come in and what has to be paid.
-- a row per day from as_of, where any noun of it has been loaded
with account as (
    select account, max("on") as on_day, arg_max(amount, "on") as amount
    from balances
    where "on" <= getvariable('as_of')
    group by account
),
opening as (
    select sum(amount) as amount, min(on_day) as on_day, max(on_day) as newest_on from account
),
ahead as (
    select day, day = rolled as working
    from law_calendar
    where day between getvariable('as_of') and cast(getvariable('as_of') + to_weeks(13) as date) - 1
),
working as (  -- the working days of each month, numbered
    select
        day, row_number() over (partition by year(day), month(day) order by day) as number,
        count(*) over (partition by year(day), month(day)) as days
    from law_calendar
    where day = rolled and day between date_trunc('month', getvariable('as_of'))
        and last_day(cast(getvariable('as_of') + to_weeks(13) as date))
),
expected as (
    select year, month, cast(sum(amount) * 100 as hugeint) as amount_gr
    from income_forecast
    group by all
),
income as (  -- a month's income spread over its working days, so that the days add up to the month
    select day, (amount_gr * number // days - amount_gr * (number - 1) // days) * 0.01 as amount
    from working
    join expected on expected.year = year(day) and expected.month = month(day)
),
invoice as (  -- what is late already is for today
    select greatest(effective_due_on, getvariable('as_of')) as day, sum(remaining) as amount
    from invoice_facts
    where state = 'open' and currency = getvariable('currency') and effective_due_on is not null
    group by day
),
nature as (
    select line, any_value(nature) as nature, any_value(paid_once) as paid_once
    from budget_month_facts
    where side = 'spending'
    group by line
),
last_month as (  -- pay and what hangs on it, as the last whole month paid it; a thirteenth salary comes once
    select day(booked_on) as day_of_month, nature, sum(amount) as amount
    from (
        select booked_on, amount,
            concat_ws('/', unit_now(unit, getvariable('as_of')), year, side, dzial, rozdzial, paragraf) as line
        from budget
        where side = 'spending' and measure = 'executed' and coalesce(state, 'entered') <> 'draft'
          and booked_on >= date_trunc('month', getvariable('as_of')) - to_months(1)
          and booked_on < date_trunc('month', getvariable('as_of'))
    )
    join nature using (line)
    where nature in ('pay', 'contribution') and paid_once = 'no'
    group by all
),
paid as (  -- on the same day of each month, before a day off where it is one
    select
        max(given.day) as day, nature, any_value(amount) as amount
    from last_month
    cross join (select distinct date_trunc('month', day) as month from ahead)
    join (select day from law_calendar where day = rolled) as given
        on given.day <= least(
            cast(month + to_days(cast(day_of_month - 1 as integer)) as date), last_day(cast(month as date))
        ) and given.day > cast(month - to_days(15) as date)
    group by nature, day_of_month, month
),
quarter_end as (  -- of the running year, those still to come; before a day off where it is one
    select max(given.day) as day, row_number() over (order by month) as number, count(*) over () as left_over
    from (select unnest([3, 6, 9, 12]) as month)
    join (select day from law_calendar where day = rolled) as given
        on given.day <= last_day(make_date(year(getvariable('as_of')), month, 1))
        and given.day > make_date(year(getvariable('as_of')), month, 1)
    where last_day(make_date(year(getvariable('as_of')), month, 1)) >= getvariable('as_of')
    group by month
),
debt as (  -- the year's plan of interest that is left, and the repayments of the year by quarters
    select
        day,
        (interest_gr * number // left_over - interest_gr * (number - 1) // left_over + repayments_gr // 4) * 0.01
            as amount
    from quarter_end
    cross join (
        select
            coalesce((
                select cast(sum(greatest(plan - executed, 0)) * 100 as hugeint)
                from budget_facts
                join nature using (line)
                where level = 'paragraf' and year = year(getvariable('as_of')) and nature = 'debt'
            ), 0) as interest_gr,
            coalesce((
                select cast(sum(amount) * 100 as hugeint) from budget
                where measure = 'outgoing' and year = year(getvariable('as_of'))
                  and coalesce(state, 'entered') <> 'draft' and booked_on <= getvariable('as_of')
            ), 0) as repayments_gr
    )
),
flow as (
    select
        ahead.day, working,
        -- the statement of today has what came and went today
        if(coalesce(opening.newest_on = ahead.day, false), 0, coalesce(income.amount, 0)) as income,
        coalesce(invoice.amount, 0) as invoices,
        if(coalesce(opening.newest_on = ahead.day, false), 0, coalesce(pay.amount, 0)) as pay,
        if(coalesce(opening.newest_on = ahead.day, false), 0, coalesce(contribution.amount, 0)) as contributions,
        if(coalesce(opening.newest_on = ahead.day, false), 0, coalesce(debt.amount, 0)) as debt
    from ahead
    cross join opening
    left join income on income.day = ahead.day
    left join invoice on invoice.day = ahead.day
    left join (select day, sum(amount) as amount from paid where nature = 'pay' group by day) as pay
        on pay.day = ahead.day
    left join (select day, sum(amount) as amount from paid where nature = 'contribution' group by day) as contribution
        on contribution.day = ahead.day
    left join debt on debt.day = ahead.day
)
select
    cast(row_number() over (order by flow.day) - 1 as integer) as days_ahead, flow.day,
    cast((row_number() over (order by flow.day) - 1) // 7 as integer) as week, working,
    try_cast(opening.amount as decimal(18, 2)) as opening, opening.on_day as opening_on,
    (select count(*) from expected) > 0 as has_income,
    try_cast(income as decimal(18, 2)) as income, try_cast(invoices as decimal(18, 2)) as invoices,
    try_cast(pay as decimal(18, 2)) as pay, try_cast(contributions as decimal(18, 2)) as contributions,
    try_cast(debt as decimal(18, 2)) as debt,
    try_cast(opening.amount + sum(income - invoices - pay - contributions - debt) over (order by flow.day)
        as decimal(18, 2)) as balance
from flow
cross join opening
where opening.amount is not null or exists (from expected) or exists (from invoice)
