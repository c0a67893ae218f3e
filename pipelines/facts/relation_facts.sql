-- The relations every budget must keep: current spending against current income (242), debt service (243).
-- a row per year and relation: what is used and what is allowed, in grosze; empty where a figure is `missing`
with figure as (
    select year, indicator, cast(grosze(value) as hugeint) as grosze from indicators
),
known as (  -- the newest figure of a year
    select year, max(grosze) filter (indicator = 'repayments') as repayments,
        max(grosze) filter (indicator = 'interest') as interest,
        max(grosze) filter (indicator = 'current_income_less_grants') as base,
        max(grosze) filter (indicator = 'receipts_217') as receipts,
        max(grosze) filter (indicator = 'debt') as debt,
        max(grosze) filter (indicator = 'income_less_grants') as income,
        coalesce(max(grosze) filter (indicator = 'receipts_217_free'), 0) as free_receipts,
        max(grosze) filter (indicator = 'excesses_2022_on') as excesses,
        max(grosze) filter (indicator = 'surpluses_2022_on') as surpluses
    from figure
    group by year
),
capital as (  -- the paragraphs of capital in the classification of each budget year; none: nobody has read them
    select
        years.year, if(name = 'B04.capital_prefixes', 'spending', 'income') as side,
        list(code) as codes
    from law_codes
    join (select distinct year from budget_facts) as years
        on make_date(years.year, 7, 1) between valid_from and valid_to
    where name in ('B04.capital_prefixes', 'B08.capital_income_prefixes', 'B08.capital_income_paragraphs')
    group by all
),
current_sums as (
    select
        year, side, sum(plan_gr) as plan, sum(executed_gr) as executed,
        sum(grosze(forecast_year_end)) as forecast,
        bool_or(has_plan) as has_plan, bool_or(plan_gr is null) as lacks_a_plan
    from budget_facts
    join capital using (year, side)
    where level = 'paragraf' and not begins_as(paragraf, codes)
    group by year, side
),
balance as (
    select
        year, earned.plan as income_plan, earned.executed as income_executed, earned.forecast as income_forecast,
        spent.plan as spending_plan, spent.executed as spending_executed, spent.forecast as spending_forecast, receipts,
        spent.has_plan and earned.has_plan as has_plan, spent.lacks_a_plan or earned.lacks_a_plan as lacks_a_plan
    from (from current_sums where side = 'income') as earned
    join (from current_sums where side = 'spending') as spent using (year)
    left join known using (year)
),
ratio as (  -- the mean of the years before, all of them; percent times 100 are basis points
    select known.year, sum(figure.grosze) as points, count(*) as years, limit_of('debt_ratio.years') as wanted
    from known
    join figure
        on indicator = 'operating_ratio'
        and figure.year between known.year - limit_of('debt_ratio.years') and known.year - 1
    group by known.year
),
relation as (
    select
        year, 'art. 242' as article, 'plan' as basis, spending_plan as used,
        if(lacks_a_plan, null, income_plan + receipts) as allowed, 'yes' as binding,
        if(lacks_a_plan, 'budget.amount', 'indicators.value') as missing
    from balance
    where has_plan and year = year(getvariable('as_of'))
    union all  -- binding on the last day of the year only; before it, a forecast at the pace of the year so far
    select
        year, 'art. 242', if(getvariable('as_of') >= make_date(year, 12, 31), 'executed', 'forecast'),
        if(getvariable('as_of') >= make_date(year, 12, 31), spending_executed, spending_forecast),
        if(getvariable('as_of') >= make_date(year, 12, 31), income_executed, income_forecast) + receipts,
        if(getvariable('as_of') >= make_date(year, 12, 31), 'yes', 'no'), 'indicators.value'
    from balance
    where income_executed > 0 and year between year(getvariable('as_of')) - 1 and year(getvariable('as_of'))
    union all
    select
        year, 'art. 243', 'plan', repayments + interest, points * base // (10000 * wanted), 'yes', 'indicators.value'
    from known
    left join (from ratio where years = wanted) as ratio using (year)
    where year = year(getvariable('as_of')) and (repayments is not null or interest is not null)
),
relief as (  -- in some years one may be left while another is kept: debt within income, or excesses made up for
    select
        years.year, nullif(max(whole) filter (name = 'debt_ratio.debt_within'), 0) as debt_within_bp,
        bool_or(name = 'budget.excess_made_up' and whole = 1) as excess_made_up
    from law_parameters
    join (select distinct year from relation) as years on make_date(years.year, 7, 1) between valid_from and valid_to
    where name in ('debt_ratio.debt_within', 'budget.excess_made_up')
    group by years.year
),
weighed as (
    select
        relation.*, base, points, wanted,
        if(article = 'art. 243', debt_within_bp is not null, coalesce(excess_made_up, false)) as may_be_left,
        if(article = 'art. 243', debt, excesses) as carried,
        if(article = 'art. 243', debt_within_bp * income // 10000 + free_receipts, surpluses) as bearable,
        if(article = 'art. 243', '296c', '296a ust. 2') as relief_article
    from relation
    left join known using (year)
    left join ratio using (year)
    left join relief using (year)
)
select
    concat_ws('/', article, year, basis) as subject, year, article, basis, binding, missing,
    try_cast(used as bigint) as used_gr, try_cast(allowed as bigint) as allowed_gr,
    try_cast(used * 0.01 as decimal(18, 2)) as used_amount,
    try_cast(allowed * 0.01 as decimal(18, 2)) as allowed_amount,
    try_cast(greatest(used - allowed, 0) * 0.01 as decimal(18, 2)) as over_amount,
    try_cast(carried * 0.01 as decimal(18, 2)) as carried_amount,
    try_cast(bearable * 0.01 as decimal(18, 2)) as bearable_amount,
    'UFP ' || article || if(may_be_left, ', ' || relief_article, '') as cited,
    if(may_be_left, 'art. ' || relief_article, null) as relief_article,
    if(may_be_left, if(article = 'art. 243', 'debt_within_all_income', 'excesses_made_up_since_2022'), null)
        as relief_kind,
    case
        when binding = 'no' then 'forecast'
        when not may_be_left or carried > bearable then 'broken'
        when carried <= bearable then 'lawful'
        else 'not_known'
    end as standing,
    if(standing = 'forecast', try_cast(used * 0.01 as decimal(18, 2)), null) as paced_amount,
    if(standing = 'lawful', try_cast(used * 0.01 as decimal(18, 2)), null) as left_amount,
    try_cast(base * 0.01 as decimal(18, 2)) as base_amount, wanted as years_of_the_mean,
    if(article = 'art. 243', try_cast((used * 10000 + base // 2) // base as bigint), null) as used_bp,
    if(article = 'art. 243', try_cast((2 * points + wanted) // (2 * wanted) as bigint), null) as allowed_bp
from weighed
