-- What is wrong with the records of all sources, a kind of fault once.
-- a row per kind of fault: how many records have it, and what it lies in, or which source and some of its records
select
    faults, sum("count") as n, array_to_string(list_sort(list(distinct coalesce(
        cause, if(noun = 'feeds', feed, concat_ws(': ', nullif(feed, noun), array_to_string(examples[:3], ', ')))
    )))[:5], '; ') as who
from record_facts
group by faults
order by faults
