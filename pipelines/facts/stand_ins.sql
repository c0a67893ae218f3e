-- Who is away on as_of, when they are back, and who stands in where no narrower scope says otherwise.
-- a row per employee who is away that day
select
    absence, employee, substitute, named, direct, first_day, last_day, return_on, source, passed,
    day_number(return_on) as return_day
from stand_in_choices
where kind = '' and unit = ''
