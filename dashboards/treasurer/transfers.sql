-- The page of transfers: for each line that runs short, the lines of its division that have money to spare.

-- name: numbers
-- One row: how many lines are short, by how much, and how much of that other lines could cover.
select
    count(*) as short, coalesce(sum(short_by), 0) as short_by,
    count(*) filter (short_now > 0) as short_now, coalesce(sum(short_now), 0) as short_now_by,
    count(*) filter (covered >= short_by) as covered, coalesce(sum(covered), 0) as covered_by,
    (select count(*) from budget_facts where level = 'paragraf' and year = year(getvariable('as_of'))) as lines
from (select line, any_value(short_by) as short_by, any_value(short_now) as short_now,
             coalesce(sum(proposed), 0) as covered
      from measure.transfers group by line);

-- name: units
-- A row per unit with a line that is short.
select unit, coalesce(any_value(name), unit) as name
from (select distinct unit from measure.transfers) left join units using (unit)
group by unit order by name;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden,
       coalesce(sum(proposed) filter (chosen), 0) as proposed
from (select proposed, ($unit is null or unit = $unit)
             and ($which is null or ($which = 'przekroczone' and short_now > 0)
                  or ($which = 'prognoza' and short_now = 0))
             and ($who is null or decides = $who) as chosen
      from measure.transfers);

-- name: transfers
-- A row per line that is short and line that may give, the greatest overrun first, the nearest giver first.
select t.*, s.severity, s.said, u.name as unit_name, g.name as from_unit_name, count(*) over () as "of"
from measure.transfers t
left join units u using (unit)
left join units g on g.unit = t.from_unit
left join signals s on s.noun = 'budget' and s.subject = t.line
where ($unit is null or t.unit = $unit)
  and ($which is null or ($which = 'przekroczone' and short_now > 0) or ($which = 'prognoza' and short_now = 0))
  and ($who is null or decides = $who)
order by $order, short_now desc, short_by desc, line, place
limit $limit offset $skip;
