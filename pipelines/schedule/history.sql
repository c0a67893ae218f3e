-- The last passes and the slots without one, newest first.
-- a row per pass, and per slot that waits, was missed or skipped
with
covered as (
    select job, instead as slot, count(*) as n from slots where instead is not null group by job, instead
),
latest as (
    select job, slot, max(pass_id) as pass_id from passes where slot is not null group by job, slot
),
told as (
    select
        job, slot, as_of, started_at, seconds, state, run_id, rows_in, rows_loaded, rows_rejected, letters, error,
        pass_id in (select pass_id from latest) as last
    from passes
    union all
    select job, slot, null, null, null, state, null, null, null, null, null, error, true
    from slots
    where instead is null and (job, slot) not in (select job, slot from latest)
)
select
    told.job, told.slot, coalesce(n, 0), as_of, told.started_at, seconds, told.state, told.run_id, rows_in, rows_loaded,
    rows_rejected, letters, iif(last, next_try_at, null), told.error
from told
left join slots using (job, slot)
left join covered using (job, slot)
order by coalesce(told.started_at, slot) desc, slot desc
limit ?
