-- The kinds that cases and letters have, and how many of each are not settled yet.
-- a row per kind
select kind, count(*) as matters, count(*) filter (settled is null) as still
from (
    select kind, coalesce(decided_on, dispatched_on, closed_on) as settled from cases
    union all
    select kind, closed_on from documents
)
where kind is not null
group by kind
