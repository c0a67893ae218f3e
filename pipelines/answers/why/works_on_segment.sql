-- The other works on a street segment, with file and line.
-- a row per works, in the order in which they begin
select works_id as other, fact.first_day, fact.last_day, file, works.line
from work_facts as fact
join works using (works_id)
left join (select load_id, file from loads) using (load_id)
where fact.segment = ? and works_id <> ?
order by place
