-- Who works here on the day looked at: nothing is written to those who left, and nothing is shown to them.
-- a row per employee
select *
from employees
where coalesce(active_from <= getvariable('as_of'), true) and coalesce(active_to >= getvariable('as_of'), true)
