-- Works that are planned or done on a street segment, in the order in which they begin.
-- a row per works with a segment, not cancelled
select
    works_id, kind as works_kind, nature, owner, street, segment, state, first_day, last_day, coordinated_with,
    first_day - getvariable('as_of') as days_to_start,
    row_number() over (partition by segment order by first_day, works_id) as place,
    -- done, or a promise nobody may still hold: only what lies ahead or goes on can be moved
    if(coalesce(state, 'planned') = 'done' or last_day < getvariable('as_of'), 'no', 'yes') as ahead,
    if(kind = 'road' and coalesce(nature, 'renewal') in ('renewal', 'rebuilding'), 'yes', 'no') as renews_surface,
    if(ahead = 'yes' or renews_surface = 'yes', 'yes', 'no') as counts,
    if(kind <> 'road' or nature in ('trench', 'rebuilding'), 'yes', 'no') as digs,
    if(kind = 'road', 'yes', 'no') as of_the_road,
    coalesce(coordinated_with, '') as together_with, works_id as itself,
    day_number(first_day) as from_day,
    day_number(last_day) as to_day,
    day_number(cast(last_day + to_months(cast(limit_of('W01.window_months') as integer)) as date))
        as close_until
from works
where coalesce(state, 'planned') <> 'cancelled' and last_day >= first_day
