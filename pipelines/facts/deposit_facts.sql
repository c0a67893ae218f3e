-- Deposits still with the office: what has to be done with each next, and by which day.
-- a row per deposit received by as_of and not returned in full before it
with held as (
    select
        deposits.*, coalesce(deposits.unit, tenders.unit, contracts.unit) as of_unit,
        coalesce(contracts.owner, tenders.owner) as owner, contracts.ends_on,
        least(release_on, contracts.signed_on, if(tenders.annulled, tenders.result_on, null)) as released_on,
        cast(
            cast(grosze(deposits.amount) as hugeint) * limit_of('deposits.kept_share') // 10000 as decimal(18, 0)
        ) * 0.01 as kept_amount,
        if(returned_on <= getvariable('as_of'), coalesce(returned_amount, deposits.amount), 0) as returned
    from deposits
    left join tenders on tenders.tender = deposits.tender_id
    left join contracts on contracts.contract_id = coalesce(deposits.contract_id, tenders.contract_id)
    where received_on <= getvariable('as_of') and coalesce(kept_on > getvariable('as_of'), true)
),
step as (  -- what a deposit waits for, each with its last day before days off
    select
        deposit, 'return_wadium' as task, 'deposits.wadium_days' as term, amount as owed, released_on as since,
        released_on + cast(limit_of('deposits.wadium_days') as integer) as raw_due_on, returned >= amount as done
    from held
    where kind = 'wadium'
    union all
    select
        deposit, 'return_first_part', 'deposits.first_days', amount - kept_amount, accepted_on,
        accepted_on + cast(limit_of('deposits.first_days') as integer), returned >= amount - kept_amount
    from held
    where kind = 'performance'
    union all
    select
        deposit, 'return_the_rest', 'deposits.rest_days', kept_amount, warranty_until,
        warranty_until + cast(limit_of('deposits.rest_days') as integer), returned >= amount
    from held
    where kind = 'performance'
    union all
    select  -- what the guarantee secures lasts longer than the guarantee
        deposit, 'renew_guarantee', 'deposits.renew_days', amount, guarantee_until, guarantee_until, returned >= amount
    from held
    where kind = 'performance' and form = 'guarantee' and guarantee_until < greatest(warranty_until, ends_on)
),
due as (
    select
        step.*, if(task = 'renew_guarantee', raw_due_on, calendar.rolled) as due_on,
        if(done, returned_on, null) as done_on
    from step
    join held using (deposit)
    left join law_calendar as calendar on calendar.day = raw_due_on
    where raw_due_on is not null
),
next as (  -- the first that is not done; else the last that was done too late today
    select *
    from due
    where not done or done_on = getvariable('as_of') and due_on < done_on
    qualify row_number() over (partition by deposit order by due_on, task) = 1
)
select
    deposit as subject, held.kind as deposit_kind, form, of_unit as unit, owner, received_on, amount as value, returned,
    task, since, owed, raw_due_on, due_on, done_on, term, number.law as term_law,
    due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(if(task = 'renew_guarantee', limit_of(term), null) as integer) as warn_days,
    cast(limit_of('F04.warn_working_days') as integer) as warn_working_days,
    case
        when task = 'renew_guarantee' then if(days_left <= warn_days, 'yes', 'no')
        else if(working_days_left <= warn_working_days, 'yes', 'no')
    end as soon,
    day_number(due_on) as due_day,
    day_number(getvariable('as_of')) as today,
    case
        when held.kind = 'wadium' and released_on is null and returned < amount then 'release_on'
        when held.kind = 'performance' and accepted_on is null and ends_on < getvariable('as_of') and returned < amount
            then 'accepted_on'
        when held.kind = 'performance' and warranty_until is null and accepted_on is not null and returned < amount
            then 'warranty_until'
        when form = 'guarantee' and guarantee_until is null and returned < amount then 'guarantee_until'
    end as missing
from held
left join next using (deposit)
left join law_parameters as number
    on number.name = term and getvariable('as_of') between number.valid_from and number.valid_to
left join law_calendar as due_day on due_day.day = due_on
left join law_calendar as today on today.day = getvariable('as_of')
where returned < amount or task is not null
