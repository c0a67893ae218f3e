-- What each month of a budget year brought to a line: changes of the plan, the schedule, commitments, execution; the
-- schedule reaches to the end of the year, all else to as_of.
-- a row per year, paragraf of a unit and month with an entry, spending and income apart
with reported as (  -- Rb reports are cumulative: what a month brought is the difference to the period before
    select
        year, coalesce(known.unit, report_lines.unit) as unit, side, dzial, rozdzial, paragraf, measure, report,
        case
            when period like '%-Q_' then last_day(make_date(year, 3 * cast(right(period, 1) as integer), 1))
            when period like '____-__' then last_day(cast(period || '-01' as date))
            else make_date(year, 12, 31)
        end as booked_on,
        amount - coalesce(lag(amount) over (
            partition by report, year, coalesce(known.unit, report_lines.unit), side, dzial, rozdzial, paragraf,
                measure
            order by booked_on
        ), 0) as amount
    from report_lines
    left join (select name, any_value(unit) as unit from units group by name having count(*) = 1) as known
        on known.name = report_lines.unit
    where (coalesce(known.unit, report_lines.unit), year) not in (select (unit, year) from budget)
    qualify row_number() over (  -- of one day the year's report before the quarter's before the month's
        partition by report, year, coalesce(known.unit, report_lines.unit), side, dzial, rozdzial, paragraf, measure,
            booked_on
        order by length(period), version desc nulls last
    ) = 1
),
entry as (
    select year, unit, side, dzial, rozdzial, paragraf, measure, booked_on, amount, coalesce(state, 'entered') as state
    from budget
    union all by name
    select year, unit, side, dzial, rozdzial, paragraf, measure, booked_on, amount, 'entered' as state from reported
),
counted as (
    select
        * replace (unit_now(unit, getvariable('as_of')) as unit),
        -- what was planned before the year began holds from its first month
        cast(month(least(greatest(booked_on, make_date(year, 1, 1)), make_date(year, 12, 31))) as integer) as month,
        booked_on <= getvariable('as_of') as has_come,
        state <> 'draft' or year in (select year from budget_facts where plan_basis = 'draft') as in_force
    from entry
    where side in ('spending', 'income') and measure in ('plan', 'schedule', 'commitment', 'executed')
      and dzial is not null
),
summed as (
    select
        year, unit, side, dzial, rozdzial, paragraf, month,
        coalesce(sum(amount) filter (measure = 'plan' and in_force and has_come), 0) as plan,
        sum(amount) filter (measure = 'schedule') as scheduled,
        coalesce(sum(amount) filter (measure = 'commitment' and state <> 'draft' and has_come), 0) as committed,
        coalesce(sum(amount) filter (measure = 'executed' and state <> 'draft' and has_come), 0) as executed
    from counted
    group by all
),
code as (  -- the codes of each budget year; null where nobody has read its classification
    select
        years.year,
        list(code) filter (name = 'B12.pay_paragraphs') as pay,
        list(code) filter (name = 'classification.accrual_paragraphs') as accrued,
        list(code) filter (name = 'B12.reserve_paragraphs') as reserve,
        list(code) filter (name = 'B04.capital_prefixes') as capital,
        list(code) filter (name = 'B03.skipped_prefixes') as bulky,
        list(code) filter (name = 'B03.skipped_paragraphs') as once
    from (select distinct year from summed) as years
    left join law_codes on make_date(years.year, 7, 1) between valid_from and valid_to
    group by years.year
)
select
    summed.year, unit, side, dzial, rozdzial, paragraf,
    concat_ws('/', unit, summed.year, side, dzial, rozdzial, paragraf) as line, month,
    try_cast(plan as decimal(18, 2)) as plan, try_cast(scheduled as decimal(18, 2)) as scheduled,
    try_cast(committed as decimal(18, 2)) as committed, try_cast(executed as decimal(18, 2)) as executed,
    case
        when side = 'income' or code.pay is null or code.capital is null or code.reserve is null then null
        when begins_as(paragraf, reserve) then 'reserve'
        when begins_as(paragraf, pay) then 'pay'
        when begins_as(paragraf, accrued) then 'contribution'  -- accrued at the year's end beside pay: what hangs on it
        when begins_as(paragraf, capital) then 'capital'
        when begins_as(paragraf, bulky) then 'debt'  -- left out of the pace beside what is capital
        else 'current'
    end as nature,
    if(coalesce(begins_as(paragraf, bulky) or begins_as(paragraf, once), false), 'yes', 'no') as paid_once
from summed
left join code using (year)
