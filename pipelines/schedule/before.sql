-- How the slot before this one, and those since, stand.
-- one row: the earliest of them
select iif(state = 'failed' and next_try_at is not null, 'waiting', state), slot
from slots
where job = :job and instead is null
    and slot >= (select max(slot) from slots where job = :job and slot <= :slot)
order by slot
limit 1
