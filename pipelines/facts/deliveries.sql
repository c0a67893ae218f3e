-- When each feed last delivered, as it was known at $known_on.
-- a row per feed that ever delivered
select feed, max(success_at), max_by("rows", success_at), bool_or(held)
from (
    select
        feed, noun,
        max(started_at) filter (state in ('loaded', 'unchanged')) as success_at,
        max_by(rows_in, started_at) filter (state in ('loaded', 'unchanged')) as "rows",
        max_by(state, known_from) filter (state <> 'refused') = 'held' as held
    -- a held file that was let in later was still held then
    from (select * replace (if(known_from > $known_on, 'held', state) as state) from loads)
    where started_at <= $known_on
    group by feed, noun
)
group by feed
