-- Units that are closed or renamed, and the unit that took over what they were, link by link of the chain.
-- a row per unit and link: after `after_day` it is the successor's, the longest such chain wins; none of a circle
with recursive replaced as (
    select unit, replaced_by as successor, coalesce(valid_to, date '1900-01-01') as after_day
    from units
    where replaced_by <> unit
),
chain as (
    select unit, successor, after_day, 1 as steps from replaced
    union all
    select chain.unit, next.successor, greatest(chain.after_day, next.after_day), steps + 1
    from chain
    join replaced as next on next.unit = chain.successor
    where steps < 20
)
select unit, successor, after_day, steps
from chain
where unit not in (select unit from chain where steps = 20)
order by unit, steps
