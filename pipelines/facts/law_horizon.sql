-- How far the law's record reaches: rates, days off, and numbers whose end is known and that nobody has carried on yet.
-- a row per table or number with an end; a rate that no bill needs beyond its end is information at most
with needed as (  -- a seller of unknown kind is a business, so that every office needs those rates
    select 'commercial' as series
    union
    select interest
    from invoice_facts
    join law_sellers using (seller_kind)
    where interest_incomplete
    union
    select 'tax_arrears' from duty_facts where interest_incomplete
    union
    select 'tax_arrears' from grant_facts where interest_incomplete
),
known as (
    select 'rates' as tbl, series as name, null as display, max(valid_to) as last_on,
        cast(max(valid_to) + 1 - to_months(cast(limit_of('D03.info_months') as integer)) as date) as info_from,
        if(series in (from needed), max(valid_to), null) + cast(limit_of('D03.warn_from_day') as integer) as warn_from,
        if(series in (from needed), max(valid_to), null) + cast(limit_of('D03.high_from_day') as integer) as high_from
    from law_rates
    group by series
    union all
    select 'numbers', name, any_value(display), max(valid_to),
        cast(max(valid_to) + 1 - to_months(cast(limit_of('D03.numbers_info_months') as integer)) as date),
        max(valid_to) + cast(limit_of('D03.warn_from_day') as integer),
        max(valid_to) + cast(limit_of('D03.high_from_day') as integer)
    from law_parameters
    where unit <> 'code'
    group by name
    union all
    -- the codes of one classification end together: the first that ends speaks for all
    select 'codes', 'classification', null, min(last_on),
        cast(min(last_on) + 1 - to_months(cast(limit_of('D03.numbers_info_months') as integer)) as date),
        min(last_on) + cast(limit_of('D03.warn_from_day') as integer),
        min(last_on) + cast(limit_of('D03.high_from_day') as integer)
    from (select max(valid_to) as last_on from law_parameters where unit = 'code' group by name)
    having count(*) > 0
    union all
    select 'terms', id, any_value(name), max(valid_to),
        cast(max(valid_to) + 1 - to_months(cast(limit_of('D03.numbers_info_months') as integer)) as date),
        max(valid_to) + cast(limit_of('D03.warn_from_day') as integer),
        max(valid_to) + cast(limit_of('D03.high_from_day') as integer)
    from law_terms
    where whose = 'office'
    group by id
    union all
    select 'days_off', 'calendar', null, last_on,
        cast(last_on + 1 - to_months(cast(limit_of('D03.calendar_info_months') as integer)) as date),
        cast(last_on + 1 - to_months(cast(limit_of('D03.calendar_warn_months') as integer)) as date),
        cast(last_on + 1 - to_months(cast(limit_of('D03.calendar_high_months') as integer)) as date)
    from (select last_day(date_trunc('year', max(day)) + to_months(11)) as last_on from law_calendar)
)
select
    tbl || '.' || name as item, tbl as part, name, display, last_on, last_on + 1 as gap_on,
    if(tbl in ('rates', 'codes', 'days_off'), tbl || '_' || name, null) as words,
    day_number(getvariable('as_of')) as today,
    day_number(info_from) as info_day,
    day_number(warn_from) as warn_day,
    day_number(high_from) as high_day
from known
where last_on < date '9999-12-31'
