-- The mayor's changes of this year's plan: how much moved between divisions, into or out of pay, to or from capital.
-- a row per act of the mayor adopted by as_of; the sums are what the act may not move without the clause it lacks
with change as (
    select
        act, unit, side, dzial, paragraf, amount, note, booked_on,
        list_contains(codes_of('B12.pay_paragraphs'), paragraf) as pay,
        list_contains(codes_of('B04.capital_prefixes'), left(paragraf, 1)) as capital,
        list_contains(codes_of('B12.reserve_paragraphs'), paragraf) as reserve
    from budget
    where measure = 'plan' and act is not null and act_kind = 'mayor' and coalesce(state, 'entered') <> 'draft'
      and year = year(getvariable('as_of')) and booked_on <= getvariable('as_of')
),
division as (  -- what each division gained or lost by the act, spending only
    select act, dzial, sum(amount) as moved
    from change
    where side = 'spending'
    group by act, dzial
),
crossing as (
    select act, coalesce(sum(moved) filter (moved > 0), 0) as gained, coalesce(-sum(moved) filter (moved < 0), 0) as lost
    from division
    group by act
),
summary as (
    select
        act, min(booked_on) as booked_on, arg_max(unit, amount) as unit,
        bool_or(side = 'income') as brings_income,
        bool_or(reserve and amount < 0) as from_reserve,
        coalesce(list_distinct(list(note) filter (note is not null)), []) as notes,
        coalesce(sum(amount) filter (pay and side = 'spending'), 0) as into_pay,
        coalesce(sum(amount) filter (capital and not reserve and side = 'spending'), 0) as into_capital
    from change
    group by act
),
weighed as (  -- grants, reserves, EU money and blocked amounts may go where they were meant for
    select
        summary.*, least(gained, lost) as crossed,
        brings_income or from_reserve or len(list_intersect(notes, codes_of('B12.clauses_between'))) > 0 as free_between,
        len(list_intersect(notes, codes_of('B12.clauses_within'))) > 0 as free_within,
        list_contains(notes, 'art222') as targeted
    from summary
    left join crossing using (act)
),
judged as (
    select
        *,
        if(crossed > 0 and not free_between, crossed, 0) as between_divisions,
        if(into_pay <> 0 and not free_within and not brings_income and not (from_reserve and targeted), abs(into_pay), 0)
            as pay,
        if(into_capital <> 0 and not free_within and not brings_income and not from_reserve, abs(into_capital), 0)
            as capital
    from weighed
),
summed as (
    select *, greatest(between_divisions, pay, capital) as unauthorised from judged
)
select
    act, booked_on, unit, notes, crossed, into_pay, into_capital, from_reserve, brings_income,
    cast(unauthorised as decimal(18, 2)) as unauthorised, cast(unauthorised * 100 as bigint) as unauthorised_gr,
    array_to_string(list_filter([
        if(between_divisions > 0, 'between_divisions', null), if(pay > 0, 'pay_without_clause', null),
        if(capital > 0, 'capital_without_clause', null)
    ], lambda word: word is not null), '|') as reasons,
    if(unauthorised > 0, 'no', 'yes') as authorised,
    cast(100 * sum(unauthorised) over () as bigint) as year_unauthorised_gr,
    (select whole from law_parameters where name = 'discipline.minimum_amount'
        and booked_on between valid_from and valid_to) as minimum_gr
from summed
