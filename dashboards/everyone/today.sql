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

-- name: everything
-- A row per kind of thing that some source brings: all of them are summed up here.
select distinct noun from feed_facts order by noun;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (
    select ($noun is null or noun = $noun) and ($fresh is null or fresh)
        and (holds(subject, $search) or holds(said[1].message, $search)) as chosen
    from signals);

-- name: signals
-- A row per thing: the gravest first, then by money, then the longest overdue.
select signals.*, coalesce(u.name, unit) as unit_name, count(*) over () as "of"
from signals left join units u using (unit)
where ($noun is null or noun = $noun) and ($fresh is null or fresh)
  and (holds(subject, $search) or holds(said[1].message, $search))
order by $order, gravity(severity) desc, amount desc nulls last, due_on nulls last, noun, subject
limit $limit offset $skip;
