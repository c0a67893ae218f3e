-- Lines of the running year's spending plan, and of the year before while its books are open: drafts that would cover
-- an overrun, capital money that may lapse.
-- a row per paragraf of a unit, its tasks added up
with draft as (  -- changes of the plan that wait, in the order in which they were written
    select
        concat_ws('/', unit_now(unit, getvariable('as_of')), year, side, dzial, rozdzial, paragraf) as line, booked_on,
        sum(amount) over (
            partition by unit_now(unit, getvariable('as_of')), year, side, dzial, rozdzial, paragraf order by booked_on
        ) as waiting
    from budget
    where measure = 'plan' and state = 'draft' and booked_on <= getvariable('as_of')
      and year not in (select year from budget_facts where plan_basis = 'draft')
),
listed as (  -- what the council put on the list of art. 263
    select distinct concat_ws('/', unit_now(unit, getvariable('as_of')), year, side, dzial, rozdzial, paragraf) as line
    from budget
    where note = 'art263' and coalesce(state, 'entered') <> 'draft' and booked_on <= getvariable('as_of')
),
part as (  -- contracts by line: their own codes, or those of their parts
    select contract_id, year, unit, dzial, rozdzial, paragraf from contracts
    union
    select contract_lines.contract_id, contract_lines.year, coalesce(contract_lines.unit, contracts.unit),
        contract_lines.dzial, contract_lines.rozdzial, contract_lines.paragraf
    from contract_lines
    join contracts using (contract_id)
),
promised as (
    select
        concat_ws('/', unit_now(part.unit, getvariable('as_of')), part.year, 'spending', part.dzial, part.rozdzial,
            part.paragraf) as line,
        max(ends_on) as ends_on, bool_or(ends_on is null) as endless, arg_max(owner, amount) as owner
    from part
    join contracts using (contract_id)
    where signed_on <= getvariable('as_of')
    group by all
),
rhythm as (  -- how far the line should be by today: its own schedule, else the pace of last year, else of the days gone
    select
        concat_ws('/', unit_now(unit, getvariable('as_of')), year(getvariable('as_of')), side, dzial, rozdzial,
            paragraf) as line,
        sum(amount) filter (measure = 'schedule' and year = year(getvariable('as_of'))
            and booked_on <= getvariable('as_of')) as scheduled,
        count(*) filter (measure = 'schedule' and year = year(getvariable('as_of'))) > 0 as has_schedule,
        sum(amount) filter (measure = 'executed' and year = year(getvariable('as_of')) - 1
            and booked_on <= getvariable('as_of') - interval 1 year) as by_then,
        sum(amount) filter (measure = 'executed' and year = year(getvariable('as_of')) - 1) as last_year
    from budget
    where side = 'spending' and coalesce(state, 'entered') <> 'draft'
    group by unit_now(unit, getvariable('as_of')), side, dzial, rozdzial, paragraf
),
capital as (  -- one row: days of the law that return every year, and whether anybody keeps contracts
    select
        max(on_day) filter (name = 'B04.contract_by') as contract_by,
        max(on_day) filter (name = 'B04.contract_ends_by') as contract_ends_by,
        max(on_day) filter (name = 'B04.listed_until') as listed_until,
        (select count(*) from contracts) > 0 as contracts_told
    from (
        select name, make_date(
            year(getvariable('as_of')), cast(left(value, 2) as integer), cast(right(value, 2) as integer)
        ) as on_day
        from law_parameters
        where unit = 'month_day' and getvariable('as_of') between valid_from and valid_to
    )
),
running as (
    from budget_facts where level = 'paragraf' and side = 'spending' and of_year in ('running', 'closing')
)
select
    *, used_bp - expected_bp as margin_bp
from (select
    running.* exclude (used_bp), coalesce(used_bp, 0) as used_bp,
    if(of_year = 'closing', year, null) as closing_year,
    try_cast(case
        when of_year = 'closing' then null
        when has_schedule then if(plan > 0, cast(grosze(coalesce(scheduled, 0)) as hugeint) * 10000 // plan_gr, null)
        when last_year > 0 then cast(grosze(coalesce(by_then, 0)) as hugeint) * 10000 // grosze(last_year)
        else 10000 * dayofyear(getvariable('as_of')) // dayofyear(make_date(year, 12, 31))
    end as bigint) as expected_bp,
    case when has_schedule then 'its_own_schedule' when last_year > 0 then 'the_pace_of_last_year'
        else 'the_days_gone' end
        as expected_by,
    cast(limit_of('B03.ahead') as integer) as ahead_bp,
    if(of_year = 'running' and plan_gr >= limit_of('B03.from_amount')
        and not list_contains(codes_of('B03.skipped_paragraphs'), paragraf)
        and not list_contains(codes_of('B03.skipped_prefixes'), left(paragraf, 1)), 'yes', 'no') as paced,
    case when plan_gr > 0 then try_cast(cast(committed_gr as hugeint) * 10000 // plan_gr as bigint) end as committed_bp,
    cast(limit_of('B03.committed') as integer) as all_committed_bp,
    concat_ws(' / ', running.dzial, rozdzial, paragraf) as codes,
    coalesce(units.name, running.unit) as unit_name, promised.owner,
    covered.booked_on as covered_on,
    if(covered.booked_on is null, 'check_whether_a_change_of_the_plan_waits_to_be_entered', null) as uncovered,
    commitment_covered.booked_on as commitment_covered_on,
    case
        when of_year = 'closing' then 'no'
        when not coalesce(begins_as(paragraf, codes_of('B04.capital_prefixes')), false)
            or listed.line is not null then 'no'
        when getvariable('as_of') <= contract_by then 'no'
        when plan_gr is null then null
        when plan_gr <= executed_gr then 'no'  -- nothing is left that could lapse
        when not contracts_told then null  -- without a register of contracts nobody knows
        when promised.line is null then 'yes'
        when promised.ends_on > contract_ends_by then 'yes'
        when promised.endless then null  -- a contract whose end nobody states may end too late
        else 'no'
    end as lapses,
    promised.ends_on as contract_ends, if(promised.line is null, 'no_contract', null) as no_contract,
    cast(limit_of('B04.executed') as integer) as half_bp,
    try_cast(if(plan is null, null, greatest(plan - executed, 0)) as decimal(18, 2)) as lapsing,
    make_date(year, 12, 31) as lapses_on,
    cast(capital.listed_until + interval 1 year as date) as listed_until
from running
cross join capital
left join (select unit, name from units) as units on units.unit = running.unit
left join promised using (line)
left join listed using (line)
left join rhythm using (line)
left join (select draft.line, min(booked_on) as booked_on from draft join running using (line)
    where waiting >= running.over_amount group by draft.line) as covered using (line)
left join (select draft.line, min(booked_on) as booked_on from draft join running using (line)
    where waiting >= running.over_committed group by draft.line) as commitment_covered using (line)
)
