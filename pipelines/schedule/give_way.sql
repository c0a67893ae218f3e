-- The newest slot of a job that waits is run in place of the older ones.
-- a row per slot that gives way
with newest as (
    select max(slot) as slot from slots where job = :job and instead is null and state not in ('skipped', 'missed')
)
update slots
set state = iif(state = 'waiting', 'skipped', state), next_try_at = null, instead = newest.slot
from newest
where job = :job and slots.slot < newest.slot
    and (state = 'waiting' or (state = 'failed' and next_try_at is not null))
