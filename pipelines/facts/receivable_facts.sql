-- What is owed to the office and not paid: since when, what was done to collect it, and the day on which it lapses.
-- a row per receivable open on as_of
with owed as (
    select
        *,
        if(reminder_on <= getvariable('as_of'), reminder_on, null) as reminded_on,
        if(title_on <= getvariable('as_of'), title_on, null) as titled_on,
        if(interrupted_on between due_on and getvariable('as_of'), interrupted_on, null) as broken_on,
        limit_of('limitation.public_years') as public_years, limit_of('time_bar.years') as years,
        limit_of('time_bar.business_years') as short_years
    from receivables
    where due_on <= getvariable('as_of') and amount > 0 and coalesce(paid_on > getvariable('as_of'), true)
),
counted as (
    select
        *,
        -- a measure of enforcement lets the years of a public due run anew from the next day, not to a year's end
        case when kind <> 'civil' then coalesce(
            cast(broken_on + to_years(cast(public_years as integer)) as date),
            make_date(year(due_on) + cast(public_years as integer), 12, 31)
        ) end as public_lapse_on,
        -- a civil claim lapses with its calendar year, also after it was interrupted (KC art. 118, 124)
        make_date(year(coalesce(broken_on, due_on)) + cast(short_years as integer), 12, 31) as short_lapse_on,
        make_date(year(coalesce(broken_on, due_on)) + cast(years as integer), 12, 31) as long_lapse_on,
        -- where nobody says which, the nearer end is told first, and the later one once that has passed
        kind = 'civil' and short_term is null and short_lapse_on + cast(limit_of('F03.after_days') as integer)
            >= getvariable('as_of') as perhaps_short
    from owed
),
lapsing as (
    select *, case
        when kind <> 'civil' then public_lapse_on
        when short_term or perhaps_short then short_lapse_on
        else long_lapse_on
    end as lapses_on
    from counted
)
select
    receivable, kind, amount as owed, due_on, reminded_on, titled_on, broken_on, lapses_on,
    if(perhaps_short, 'if_it_is_periodic_or_of_business', null) as provided,
    coalesce(broken_on, due_on) as runs_from,
    rests.law as resting_law, time.law as cited, time.status as time_status,
    if(coalesce(kind = 'civil' and amount <= rests.whole * 0.01, false), 'yes', 'no') as rests,
    getvariable('as_of') - due_on as due_days,
    cast(limit_of('F01.warn_days') as integer) as remind_days,
    cast(limit_of('F01.high_days') as integer) as remind_high_days,
    getvariable('as_of') - reminded_on as reminded_days,
    cast(limit_of('F02.warn_days') as integer) as title_days,
    cast(limit_of('F02.high_days') as integer) as title_high_days,
    if(reminded_on is null, 'no', 'yes') as reminded,
    if(titled_on is null, 'no', 'yes') as titled,
    lapses_on - getvariable('as_of') as lapse_days,
    day_number(lapses_on) as lapse_day,
    day_number(getvariable('as_of')) as today,
    day_number(cast(getvariable('as_of') + to_months(cast(limit_of('F03.warn_months') as integer)) as date))
        as warn_until_day,
    day_number(cast(getvariable('as_of') + to_months(cast(limit_of('F03.high_months') as integer)) as date))
        as high_until_day,
    day_number(getvariable('as_of')) - cast(limit_of('F03.after_days') as integer) as lapsed_since_day
from lapsing
left join law_parameters as rests
    on rests.name = 'F01.rests_to' and getvariable('as_of') between rests.valid_from and rests.valid_to
left join law_parameters as time
    on time.name = case
        when kind <> 'civil' then 'limitation.public_years'
        when short_term or perhaps_short then 'time_bar.business_years'
        else 'time_bar.years'
    end and getvariable('as_of') between time.valid_from and time.valid_to
