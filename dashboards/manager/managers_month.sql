-- A month of the units the reader sees, from the measure of that name in pipelines/answers/measures/.

-- name: groups
-- A row per unit or service of a month, the one named '' for all together first, then those with most settled late.
select m.*, u.name
from measure.month m left join units u on $by = 'unit' and u.unit = m."group"
where m."group" = '' or m.opened > 0 or m.settled > 0
order by m."group" <> '', m.late desc, m.settled desc, m."group";

-- name: first
-- One row: the first day on which a case was settled; null where none was.
select min(settled_on) as first_on from case_facts where noun = 'cases';
