-- What keeps a substitute from what an absence asks.
-- a row per hurdle and thing asked
select distinct coalesce(name, person), word, asks
from leave_needs as need
join hurdles on person = need.substitute and fails = asks
    and hurdles.from_day <= need.to_day and hurdles.to_day >= need.from_day
left join employees on employees.employee = person
where absence = ?
order by all
