-- Units that were closed or renamed by as_of, and the unit of today that took over what they were: the last of a chain.
-- a row per unit with a successor; units that name each other in a circle have none
with recursive replaced as (
    select unit, replaced_by as successor
    from units
    where replaced_by <> unit and coalesce(valid_to < getvariable('as_of'), true)
),
chain as (
    select unit, successor, 1 as steps from replaced
    union all
    select chain.unit, next.successor, steps + 1
    from chain
    join replaced as next on next.unit = chain.successor
    where steps < 100
)
select unit, successor
from chain
where successor not in (select unit from replaced)
