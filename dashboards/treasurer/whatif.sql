-- The page of trying out: which lines and thresholds there are to change.

-- name: lines
-- A row per spending line of the ledger this year, with what is left of its plan.
select line, coalesce(name, unit) as unit_name, left_amount
from budget_facts left join (select unit, name from units) using (unit)
where level = 'paragraf' and side = 'spending' and year = year(getvariable('as_of'))
order by line;
