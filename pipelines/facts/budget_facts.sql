-- The budget as it stands on as_of, from the lines of the units up to the town: plan in force, committed, executed.
-- a row per year, level and node of the tree (line, paragraf, rozdzial, dzial, unit, town), spending and income apart
with reported as (  -- Rb reports are cumulative: the newest period known, in its highest version, speaks for the year
    select
        year, coalesce(known.unit, report_lines.unit) as unit, side, dzial, rozdzial, paragraf, measure, amount, period,
        version,
        case
            when period like '%-Q_' then last_day(make_date(year, 3 * cast(right(period, 1) as integer), 1))
            when period like '____-__' then last_day(cast(period || '-01' as date))
            else make_date(year, 12, 31)
        end as booked_on,
        report
    from report_lines
    left join (select name, any_value(unit) as unit from units group by name having count(*) = 1) as known
        on known.name = report_lines.unit
    where (coalesce(known.unit, report_lines.unit), year) not in (select (unit, year) from budget)
),
newest as (
    select *
    from reported
    where booked_on <= getvariable('as_of')
    qualify dense_rank() over (  -- of one day the year's report before the quarter's before the month's
        partition by report, unit, year, measure
        order by booked_on desc, length(period), period desc, version desc nulls last
    ) = 1
),
entry as (  -- what a unit left behind is its successor's
    select
        year, unit_now(unit, getvariable('as_of')) as unit, side, dzial, rozdzial, paragraf, task, measure, amount,
        booked_on, note,
        coalesce(state, 'entered') as state
    from budget
    where booked_on <= getvariable('as_of')
    union all by name
    select
        year, unit_now(unit, getvariable('as_of')) as unit, side, dzial, rozdzial, paragraf, measure, amount, booked_on,
        'entered' as state
    from newest
),
by_draft as (  -- until the budget is voted or set for the town, its draft is what money is spent by (UFP art. 240)
    select year
    from entry
    join law_parameters
        on name = 'budget.draft_before' and getvariable('as_of') between valid_from and valid_to
    where measure = 'plan' and year = year(getvariable('as_of'))
      and getvariable('as_of')
          < make_date(year, cast(left(value, 2) as integer), cast(right(value, 2) as integer))
    group by year
    having bool_and(state = 'draft')
),
node as (
    select
        year, side, unit, dzial, rozdzial, paragraf, task,
        case grouping(unit, dzial, rozdzial, paragraf, task)
            when 0 then 'line' when 1 then 'paragraf' when 3 then 'rozdzial' when 7 then 'dzial'
            when 15 then 'unit' else 'town'
        end as level,
        coalesce(sum(amount) filter (measure = 'plan' and in_force), 0) as plan,
        coalesce(sum(amount) filter (measure = 'plan' and not in_force), 0) as pending,
        sum(amount) filter (measure = 'schedule') as schedule,
        coalesce(sum(amount) filter (measure = 'commitment' and state <> 'draft'), 0) as committed,
        coalesce(sum(amount) filter (measure in ('executed') and state <> 'draft'), 0) as executed,
        coalesce(sum(amount) filter (measure = 'liability' and state <> 'draft'), 0) as liabilities,
        coalesce(sum(amount) filter (measure = 'past_due' and state <> 'draft'), 0) as past_due,
        coalesce(sum(amount) filter (measure = 'executed' and note = 'art256' and state <> 'draft'), 0)
            as executed_art256,
        coalesce(sum(amount) filter (measure = 'commitment' and note = 'art256' and state <> 'draft'), 0)
            as committed_art256,
        count(*) filter (measure = 'plan' and in_force) > 0 as has_plan
    from (select *, state <> 'draft' or year in (from by_draft) as in_force from entry)
    where side in ('spending', 'income') and measure not in ('receipt', 'outgoing')
    group by grouping sets (
        (year, side, unit, dzial, rozdzial, paragraf, task), (year, side, unit, dzial, rozdzial, paragraf),
        (year, side, unit, dzial, rozdzial), (year, side, unit, dzial), (year, side, unit), (year, side)
    )
),
elapsed as (  -- a unit without any plan of the year spends neither within nor above it: its plan has not come in
    select
        * replace (if(bool_or(has_plan) over (partition by year, unit), plan, null) as plan),
        least(
            greatest(datediff('day', make_date(year, 1, 1), getvariable('as_of')) + 1, 0),
            dayofyear(make_date(year, 12, 31))
        ) as days_gone,
        dayofyear(make_date(year, 12, 31)) as days_in_year
    from node
),
-- at the pace of the year so far, but for paragraphs that are paid once (a thirteenth salary, a fund, debt)
forecast as (
    select
        *, plan - greatest(committed, executed) as left_amount,
        try_cast(case
            when days_gone >= days_in_year or days_gone = 0 then executed
            when list_contains(codes_of('B03.skipped_paragraphs'), paragraf)
                or list_contains(codes_of('B03.skipped_prefixes'), left(paragraf, 1))
                then greatest(executed, committed)
            else (2 * cast(grosze(executed) as hugeint) * days_in_year + days_gone) // (2 * days_gone) * 0.01
        end as decimal(18, 2)) as forecast_year_end,
        listed_code('classification.clearing_paragraphs', paragraf, year) as clearing
    from elapsed
)
select
    level, year, unit, side, dzial, rozdzial, paragraf, task,
    concat_ws('/', unit, year, side, dzial, rozdzial, paragraf) as line,
    try_cast(plan as decimal(18, 2)) as plan, try_cast(committed as decimal(18, 2)) as committed,
    try_cast(executed as decimal(18, 2)) as executed, try_cast(liabilities as decimal(18, 2)) as liabilities,
    try_cast(past_due as decimal(18, 2)) as past_due, try_cast(left_amount as decimal(18, 2)) as left_amount,
    try_cast(pending as decimal(18, 2)) as pending,
    -- a plan of one grosz under an execution of millions: more basis points than an integer holds
    case when plan > 0 then try_cast(cast(grosze(executed) as hugeint) * 10000 // grosze(plan) as bigint) end
        as used_bp,
    forecast_year_end,
    case
        when executed > 0 and plan > executed and forecast_year_end > greatest(executed, committed)
            and days_gone between 1 and days_in_year - 1 and forecast_year_end > plan
        then make_date(year, 1, 1) + cast(
            cast(grosze(plan) as hugeint) * days_gone // cast(grosze(executed) as hugeint) as integer
        )
    end as exhausted_on,
    has_plan,
    case when plan is null then 'not_known' when year in (from by_draft) then 'draft' else 'voted' end as plan_basis,
    case
        when year = year(getvariable('as_of')) then 'running'
        when year between oldest_open_year(getvariable('as_of')) and year(getvariable('as_of')) then 'closing'
        else 'other'
    end as of_year,
    if(clearing, 'yes', 'no') as clearing,
    if(executed_art256 >= executed - plan and executed_art256 > 0, 'yes', 'no') as art256,
    if(committed_art256 >= committed - plan and committed_art256 > 0, 'yes', 'no') as committed_by_court,
    grosze(plan) as plan_gr,
    grosze(executed) as executed_gr,
    grosze(committed) as committed_gr,
    if(plan is null, null, greatest(executed - plan, 0)) as over_amount,
    if(plan is null, null, greatest(committed - plan, 0)) as over_committed,
    -- what a court ordered is no breach (art. 256), and a clearing paragraph never has a plan
    grosze(sum(if(level = 'paragraf' and not clearing, greatest(executed - plan - executed_art256, 0), 0))
        over (partition by year, unit, side)) as unit_over_gr,
    grosze(sum(if(level = 'paragraf' and not clearing, greatest(committed - plan - committed_art256, 0), 0))
        over (partition by year, unit, side)) as unit_over_committed_gr,
    minimum.whole as minimum_gr
from forecast
left join (
    select whole, valid_from, valid_to from law_parameters where name = 'discipline.minimum_amount'
) as minimum on least(getvariable('as_of'), make_date(year, 12, 31)) between minimum.valid_from and minimum.valid_to
