-- Everybody's signals: of the units the reader sees, and those addressed to the reader.

-- name: numbers
-- One row: how many things this run says something of, each by its gravest word; how many are new; what is said in all.
select count(*) as things, coalesce(sum(len(said)), 0)::bigint as signals,
       count(*) filter (severity = 'critical') as critical, count(*) filter (severity = 'high') as high,
       count(*) filter (severity = 'warn') as warn, count(*) filter (severity = 'info') as info,
       count(*) filter (fresh) as fresh
from signals;

-- name: nouns
-- A row per kind of thing that has signals.
select distinct noun from signals order by noun;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select ($noun is null or noun = $noun) and ($fresh is null or fresh) as chosen from signals);

-- name: signals
-- A row per thing: the gravest and, among equals, the longest overdue first.
select signals.*, u.name as unit_name, count(*) over () as "of"
from signals left join units u using (unit)
where ($noun is null or noun = $noun) and ($fresh is null or fresh)
order by gravity(severity) desc, due_on nulls last, amount desc nulls last, noun, subject
limit $limit offset $skip;
