-- The receivables page: what is owed to the town, for how long, what to do next, and what lapses.

-- name: numbers
-- One row: what is owed, what has to be reminded of or taken to enforcement, and what lapses this year.
select
    count(*) as open, coalesce(sum(owed), 0) as owed,
    count(*) filter (reminded = 'no' and rests = 'no') as to_remind,
    coalesce(sum(owed) filter (reminded = 'no' and rests = 'no'), 0) as to_remind_amount,
    count(*) filter (reminded = 'yes' and titled = 'no' and rests = 'no') as to_enforce,
    coalesce(sum(owed) filter (reminded = 'yes' and titled = 'no' and rests = 'no'), 0) as to_enforce_amount,
    count(*) filter (lapse_days >= 0 and year(lapses_on) = year(getvariable('as_of'))) as lapsing,
    coalesce(sum(owed) filter (lapse_days >= 0 and year(lapses_on) = year(getvariable('as_of'))), 0) as lapsing_amount,
    min(lapses_on) filter (lapse_days >= 0) as lapses_on,
    count(*) filter (lapse_days < 0) as lapsed, coalesce(sum(owed) filter (lapse_days < 0), 0) as lapsed_amount
from receivable_facts;

-- name: aging
-- A row per kind and age of what is owed; ages in the order of bucket.
select
    case when due_days <= 30 then 0 when due_days <= 90 then 1 when due_days <= 365 then 2 when due_days <= 1095 then 3
        else 4 end as bucket,
    count(*) as n, sum(owed) as owed,
    coalesce(sum(owed) filter (kind = 'tax'), 0) as tax, coalesce(sum(owed) filter (kind = 'civil'), 0) as civil,
    coalesce(sum(owed) filter (kind = 'fee'), 0) as fee
from receivable_facts
group by bucket order by bucket;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden,
       coalesce(sum(owed) filter (chosen), 0) as owed
from (select owed, ($kind is null or kind = $kind)
             and ($step is null or ($step = 'upomnienie' and reminded = 'no' and rests = 'no')
                  or ($step = 'tytul' and reminded = 'yes' and titled = 'no' and rests = 'no')
                  or ($step = 'przedawnienie' and lapse_days >= 0 and year(lapses_on) = year(getvariable('as_of')))
                  or ($step = 'przedawnione' and lapse_days < 0)) as chosen
      from receivable_facts);

-- name: receivables
-- A row per receivable: gravest signal first, then the greatest amount, then what lapses first.
select r.*, s.severity, s.said, count(*) over () as "of"
from receivable_facts r
left join signals s on s.noun = 'receivables' and s.subject = r.receivable
where ($kind is null or kind = $kind)
      and ($step is null or ($step = 'upomnienie' and reminded = 'no' and rests = 'no')
           or ($step = 'tytul' and reminded = 'yes' and titled = 'no' and rests = 'no')
           or ($step = 'przedawnienie' and lapse_days >= 0 and year(lapses_on) = year(getvariable('as_of')))
           or ($step = 'przedawnione' and lapse_days < 0))
order by $order, gravity(s.severity) desc, owed desc, lapses_on, receivable
limit $limit offset $skip;
