-- How many days sooner cases are settled since the day $since than in as many days before it, a year at most: the
-- median of all differences between a case before and a case after (Hodges and Lehmann), with the interval that holds
-- the true one 95 times in 100 (by the normal approximation of the rank sum, ties counted). Cases are compared within
-- their service alone, so that no other mix of services looks like speed. No days where a side has fewer than $few.
-- a row per service or unit, as $by says, and one named '' for all together
with span as (
    select cast(least(getvariable('as_of') - cast($since as date) + 1, 365) as integer) as days
),
settled as (
    select
        if($by = 'unit', unit, service) as named, coalesce(service, '') as stratum, settled_on >= $since as later,
        duration_days as lasted
    from case_facts
    cross join span
    where noun = 'cases' and settled_on >= cast($since as date) - days and settled_on < cast($since as date) + days
      and duration_days is not null
),
counted as (  -- a row per group, service, side and length
    select coalesce(grp, '') as grp, stratum, later, lasted, count(*) as n
    from (
        select unnest(list_distinct([coalesce(named, ''), ''])) as grp, stratum, later, lasted
        from settled
    )
    group by all
),
size as (  -- a row per group and service: how many before and after, and the variance of their rank sum
    select
        grp, stratum, before, after,
        before * after / 12.0 * (before + after + 1 - tied / nullif((before + after) * (before + after - 1), 0))
            as variance
    from (
        select
            grp, stratum, sum(n) filter (not later) as before, sum(n) filter (later) as after
        from counted
        group by grp, stratum
    )
    join (
        select grp, stratum, sum(together ^ 3 - together) as tied
        from (
            select grp, stratum, lasted, sum(n) as together
            from counted
            group by all
        )
        group by grp, stratum
    ) using (grp, stratum)
    where before > 0 and after > 0
),
side as (
    select
        grp, sum(n) filter (not later) as before, sum(n) filter (later) as after
    from counted
    group by grp
),
gained as (  -- a row per group and difference: how many pairs differ by so many days
    select earlier.grp, earlier.lasted - since.lasted as days, sum(earlier.n * since.n) as pairs
    from counted as earlier
    join counted as since using (grp, stratum)
    where not earlier.later and since.later
    group by all
),
ranked as (
    select
        grp, days, pairs, sum(pairs) over (partition by grp order by days) as up_to,
        sum(pairs) over (partition by grp) as together
    from gained
),
bound as (
    select
        grp, sum(before * after) / 2 as middle,
        greatest(floor(sum(before * after) / 2 - 1.959964 * sqrt(sum(variance))), 1) as rank_of_bound
    from size
    group by grp
)
select
    side.grp as "group", cast(coalesce(side.before, 0) as bigint) as before,
    cast(coalesce(side.after, 0) as bigint) as after, span.days as span_days,
    if(enough, (min(ranked.days) filter (up_to >= middle) + min(ranked.days) filter (up_to > middle)) / 2.0, null)
        as days_gained,
    if(enough, min(ranked.days) filter (up_to >= rank_of_bound), null) as gained_from,
    if(enough, min(ranked.days) filter (up_to >= together - rank_of_bound + 1), null) as gained_to
from (
    select *, coalesce(before >= $few and after >= $few, false) as enough
    from side
) as side
cross join span
left join ranked using (grp)
left join bound using (grp)
group by side.grp, side.before, side.after, side.enough, span.days
order by "group"
