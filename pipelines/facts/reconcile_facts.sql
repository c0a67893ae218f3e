-- Do the reports say what the books say, and does the plan of the town balance?
-- a row per line of the newest report of each unit, and one for the balance of the town's plan
with newest as (  -- the highest version of the newest period known of each report
    select
        report, report_lines.unit as said_unit, coalesce(known.unit, report_lines.unit) as unit, year, period, side,
        dzial, rozdzial, paragraf, measure, amount,
        case
            when period like '%-Q_' then last_day(make_date(year, 3 * cast(right(period, 1) as integer), 1))
            when period like '____-__' then last_day(cast(period || '-01' as date))
            else make_date(year, 12, 31)
        end as period_end
    from report_lines
    left join (select name, any_value(unit) as unit from units group by name having count(*) = 1) as known
        on known.name = report_lines.unit
    qualify row_number() over (
        partition by report, report_lines.unit, period, side, dzial, rozdzial, paragraf, measure
        order by version desc nulls last
    ) = 1
),
current_period as (  -- the last of the year before until there is one of this year, while its books are open
    select *
    from newest
    where period_end <= getvariable('as_of')
      and year between oldest_open_year(getvariable('as_of')) and year(getvariable('as_of'))
    qualify dense_rank() over (
        partition by report, said_unit order by period_end desc, length(period), period desc
    ) = 1
),
compared as (
    select
        report, unit, year, period, period_end, side, dzial, rozdzial, paragraf,
        sum(amount) filter (measure = 'plan') as plan, sum(amount) filter (measure = 'executed') as executed,
        sum(amount) filter (measure = 'commitment'
            -- other months, and December's own, carry plan and executed only
            and period_end = last_day(date_trunc('quarter', period_end) + interval 2 month)
            and period not like '%-12') as committed
    from current_period
    group by all
),
line as (
    from compared
    union all by name  -- what the books have and a report of all income or spending leaves out, it calls nothing
    select
        report, unit, year, period, period_end, side, dzial, rozdzial, paragraf,
        if(tells_plan, 0, null) as plan, if(tells_executed, 0, null) as executed,
        if(tells_committed, 0, null) as committed
    from (
        select
            report, unit, year, period, period_end, side, bool_or(plan is not null) as tells_plan,
            bool_or(executed is not null) as tells_executed, bool_or(committed is not null) as tells_committed
        from compared
        where report in ('Rb-27S', 'Rb-28S')
        group by all
    )
    join (
        select unit, year, side, dzial, rozdzial, paragraf, min(booked_on) as since
        from budget
        where measure in ('plan', 'executed', 'commitment') and coalesce(state, 'entered') <> 'draft'
        group by all
    ) using (unit, year, side)
    anti join compared using (report, unit, year, period, side, dzial, rozdzial, paragraf)
    where since <= period_end
),
booked as (
    select
        line.*,
        coalesce(sum(entry.amount) filter (entry.measure = 'plan'), 0) as booked_plan,
        coalesce(sum(entry.amount) filter (entry.measure = 'executed'), 0) as booked_executed,
        coalesce(sum(entry.amount) filter (entry.measure = 'commitment'), 0) as booked_committed,
        (line.unit, line.year) in (select (unit, year) from budget) as has_ledger
    from line
    left join budget as entry
        on entry.unit = line.unit and entry.year = line.year and entry.side = line.side
        and entry.dzial = line.dzial and entry.rozdzial = line.rozdzial and entry.paragraf = line.paragraf
        and entry.booked_on <= line.period_end and coalesce(entry.state, 'entered') <> 'draft'
    group by all
),
checked as (
    select
        concat_ws('/', report, period, unit, dzial, rozdzial, paragraf) as subject, unit, report, period, period_end,
        concat_ws(' / ', dzial, rozdzial, paragraf) as codes,
        case when has_ledger and plan <> booked_plan then plan - booked_plan end as plan_differs,
        case when has_ledger and executed <> booked_executed then executed - booked_executed end as executed_differs,
        case when has_ledger and committed <> booked_committed then committed - booked_committed end
            as commitment_differs,
        case when side = 'spending' and committed is not null and executed > committed then executed - committed end
            as uncommitted,
        null as unbalanced
    from booked
),
balance as (  -- annex 37 § 13: income and receipts equal spending and outgoings, where the ledger carries them
    select
        sum(case
            when measure = 'receipt' or measure = 'plan' and side = 'income' then amount
            when measure = 'outgoing' or measure = 'plan' and side = 'spending' then -amount
        end) as rest,
        bool_or(measure in ('receipt', 'outgoing')) and bool_or(measure = 'plan' and side = 'income')
            and bool_or(measure = 'plan' and side = 'spending') as whole
    from budget
    where year = year(getvariable('as_of')) and booked_on <= getvariable('as_of')
      and coalesce(state, 'entered') <> 'draft' and measure in ('plan', 'receipt', 'outgoing')
),
figure as (
    from checked
    union all by name
    select
        concat_ws('/', 'Rb-NDS', year(getvariable('as_of')), 'plan') as subject, 'Rb-NDS' as report,
        cast(year(getvariable('as_of')) as varchar) as period, nullif(rest, 0) as unbalanced
    from balance
    where whole
)
select
    figure.*, units.name as unit_name,
    try_cast(greatest(abs(plan_differs), abs(executed_differs), abs(commitment_differs), uncommitted, abs(unbalanced))
        as decimal(18, 2)) as differs_by,
    if(coalesce(plan_differs, executed_differs, commitment_differs, uncommitted, unbalanced) is null, 'yes', 'no')
        as agrees
from figure
left join (select unit, name from units) as units using (unit)
