-- The mayor's changes of this year's plan, and of last year's while its books are open: how much moved between
-- divisions, into or out of pay, to or from capital.
-- a row per act of the mayor adopted by as_of; the sums are what the act may not move without the clause it lacks
with code as (  -- the codes of each budget year; no row: nobody has read its classification
    select
        years.year, list(code) filter (name = 'B12.pay_paragraphs') as pay_codes,
        list(code) filter (name = 'B04.capital_prefixes') as capital_codes,
        list(code) filter (name = 'B12.reserve_paragraphs') as reserve_codes
    from law_codes
    join (select distinct year from budget) as years on make_date(years.year, 7, 1) between valid_from and valid_to
    where name in ('B12.pay_paragraphs', 'B04.capital_prefixes', 'B12.reserve_paragraphs')
    group by years.year
),
change as (
    select
        act, budget.year, unit, side, dzial, paragraf, amount, note, booked_on,
        begins_as(paragraf, pay_codes) as pay,
        begins_as(paragraf, capital_codes) as capital,
        begins_as(paragraf, reserve_codes) as reserve
    from budget
    left join code using (year)
    where measure = 'plan' and act is not null and act_kind = 'mayor' and coalesce(state, 'entered') <> 'draft'
      and year between oldest_open_year(getvariable('as_of')) and year(getvariable('as_of'))
      and booked_on <= getvariable('as_of')
),
division as (  -- what each division gained or lost by the act, apart from what a reserve gave and a grant brought there
    select
        act, dzial,
        coalesce(sum(amount) filter (side = 'spending' and not coalesce(reserve and amount < 0, false)), 0) as spent,
        coalesce(sum(amount) filter (side = 'income'), 0) as earned,
        if(spent = 0 or sign(spent) = sign(earned) and abs(earned) >= abs(spent), 0, spent - earned) as moved
    from change
    group by act, dzial
),
crossing as (
    select act, coalesce(sum(moved) filter (moved > 0), 0) as gained,
        coalesce(-sum(moved) filter (moved < 0), 0) as lost
    from division
    group by act
),
summary as (
    select
        act, max(year) as year, min(booked_on) as booked_on, arg_max(unit, amount) as unit,
        coalesce(list_distinct(list(note) filter (note is not null)), []) as notes,
        -- a grant that came or went, and what a reserve gave: so much may change pay or capital
        greatest(
            coalesce(sum(amount) filter (side = 'income' and amount > 0), 0),
            coalesce(-sum(amount) filter (side = 'income' and amount < 0), 0)
        ) as granted,
        coalesce(-sum(amount) filter (reserve and side = 'spending' and amount < 0), 0) as released,
        coalesce(-sum(amount) filter (not reserve and side = 'spending' and amount < 0), 0) as taken,
        coalesce(sum(amount) filter (pay and side = 'spending'), 0) as into_pay,
        coalesce(sum(amount) filter (capital and not reserve and side = 'spending'), 0) as into_capital
    from change
    group by act
),
weighed as (  -- grants, reserves, EU money and blocked amounts may go where they were meant for
    select
        summary.*, least(gained, lost) as crossed,
        len(list_intersect(notes, codes_of('B12.clauses_between'))) > 0 as free_between,
        len(list_intersect(notes, codes_of('B12.clauses_within'))) > 0 as free_within,
        list_contains(notes, 'art222') as targeted
    from summary
    left join crossing using (act)
),
judged as (
    select
        *,
        if(free_between, 0, crossed) as between_divisions,
        -- no clause of the council lets the general reserve pay wages; what else the act took may pay them with one
        if(targeted, 0, greatest(least(into_pay, released) - granted - if(free_within, taken, 0), 0)) as reserve_to_pay,
        if(free_within, 0, greatest(abs(into_pay) - granted - if(into_pay > 0, released, 0), 0)) as pay,
        if(free_within, 0, greatest(abs(into_capital) - granted - if(into_capital > 0, released, 0), 0)) as capital
    from weighed
),
summed as (
    select *, greatest(between_divisions, reserve_to_pay + pay, capital) as unauthorised from judged
)
select
    act, booked_on, unit, notes, crossed, into_pay, into_capital, granted, released,
    try_cast(unauthorised as decimal(18, 2)) as unauthorised, grosze(unauthorised) as unauthorised_gr,
    array_to_string(list_filter([
        if(between_divisions > 0, 'between_divisions', null), if(pay > 0, 'pay_without_clause', null),
        if(reserve_to_pay > 0, 'pay_from_the_general_reserve', null),
        if(capital > 0, 'capital_without_clause', null)
    ], lambda word: word is not null), '|') as reasons,
    case  -- in a year whose paragraphs nobody has read, pay and reserves cannot be seen
        when pay_codes is null or reserve_codes is null then null
        when unauthorised > 0 then 'no'
        else 'yes'
    end as authorised,
    grosze(sum(unauthorised) over (partition by year)) as year_unauthorised_gr,
    (select whole from law_parameters where name = 'discipline.minimum_amount'
        and least(getvariable('as_of'), make_date(summed.year, 12, 31)) between valid_from and valid_to) as minimum_gr
from summed
left join code using (year)
