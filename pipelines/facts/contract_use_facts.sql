-- Contracts that run: how much of each is used, whether it ends soon, whether a long one lacks an indexation clause.
-- a row per contract signed by as_of and not ended before it
with running as (
    select
        contracts.*, coalesce(units.name, contracts.unit) as unit_name,
        -- a contract of one grosz may be used by more basis points than an integer holds
        cast(grosze(used_amount) as hugeint) * 10000 as used_share, cast(grosze(amount) as hugeint) as whole,
        cast(ends_on - getvariable('as_of') as integer) as days_left,
        term_end(signed_on, cast(longer.whole as integer), 'month') as long_from, longer.law as indexation_law
    from contracts
    left join units using (unit)
    left join law_parameters as longer
        on longer.name = 'indexation.longer_than_months' and signed_on between longer.valid_from and longer.valid_to
    where signed_on <= getvariable('as_of') and coalesce(ends_on >= getvariable('as_of'), true)
),
weighed as (
    select
        *,
        if(whole > 0, try_cast(used_share // whole as bigint), null) as used_bp,
        whole > 0 and used_share >= limit_of('Z02.full') * whole as full_up,
        whole > 0 and used_share >= limit_of('Z02.near') * whole and not full_up as nearly_full,
        days_left <= limit_of('Z02.ends_days') as ends_soon,
        not indexation and ends_on > long_from as unindexed
    from running
)
select
    contract_id as subject, unit, unit_name, owner, signed_on, ends_on, amount as value, used_amount, used_bp,
    days_left, ends_on as due_on, ends_on as raw_due_on,
    if(unindexed, indexation_law, null) as term_law,
    nullif(concat_ws('|',
        if(full_up, 'wholly_used', null), if(nearly_full, 'nearly_used', null),
        if(unindexed, 'without_indexation', null), if(ends_soon, 'ends_soon', null)), '') as concerns,
    if(concerns is null, 'no', 'yes') as speaks,
    case when full_up then 'high' when nearly_full or unindexed then 'warn' else 'info' end as grade
from weighed
