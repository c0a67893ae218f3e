-- How many cases there are, and of how many something critical is said.
-- one row
select
    (select count(*) from cases) as "all",
    count(distinct subject) as critical
from findings
where run_id = $run and noun = 'cases' and rule like 'C%' and severity = 'critical' and status <> 'resolved'
    and inhibited_by is null
