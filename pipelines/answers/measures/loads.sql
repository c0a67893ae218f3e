-- What was loaded, in the order of reading; with $known_on as it was known then: a file let in later was still held.
-- a row per load
select
    load_id, feed, noun, file, sha256, rows_in,
    if(released, 0, rows_loaded) as rows_loaded,
    if(released, rows_unchanged + rows_loaded, rows_unchanged) as rows_unchanged,
    rows_rejected,
    if(released, 'held', state) as state, if(released, held_reason, reason) as reason,
    if(released, held_fix, fix) as fix
from (
    select *, coalesce(known_from > cast($known_on as timestamp), false) as released
    from loads
    where cast($known_on as timestamp) is null or started_at <= $known_on
)
order by cast(load_id[2:] as bigint)
