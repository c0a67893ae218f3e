-- When each feed last delivered, and what became of its newest file, as it was known at $known_on.
-- a row per feed that ever had a file
select
    feed, max(success_at) as last_at, max_by("rows", success_at) as "rows",
    max_by(struct_pack(file, reason, fix), newest.known_from) filter (held) as held,
    max_by(newest, newest.known_from) filter (newest.state = 'refused') as refused
from (
    select
        feed, noun,
        max(started_at) filter (state in ('loaded', 'unchanged')) as success_at,
        max_by(rows_in, started_at) filter (state in ('loaded', 'unchanged')) as "rows",
        max_by(state, known_from) filter (state <> 'refused') = 'held' as held,
        unnest(max_by(struct_pack(file, reason, fix), known_from) filter (state = 'held')),
        max_by(struct_pack(known_from, started_at, state, file, reason, fix), known_from) as newest
    -- a held file that was let in later was still held then
    from (
        select * replace (
            if(known_from > $known_on, 'held', state) as state,
            if(known_from > $known_on, held_reason, reason) as reason,
            if(known_from > $known_on, held_fix, fix) as fix
        )
        from loads
    )
    where started_at <= $known_on
    group by feed, noun
)
group by feed
