-- The lines whose year is in danger: over their plan already, or where the forecast may end over it.

-- name: riskiest
-- A row per line of the year chosen that is over its plan or may end over it: the largest amount above the plan first.
select b.line, b.dzial, b.rozdzial, b.paragraf, coalesce(u.name, b.unit) as unit_name, b.unit, b.plan, b.committed,
       b.executed, b.forecast_year_end, f.lowest, f.highest,
       greatest(b.executed, b.committed, f.highest, b.forecast_year_end) - b.plan as above
from budget_facts b
left join units u using (unit)
left join measure.forecast_range f on f.line = b.line
where b.year = $year and b.side = 'spending' and level = 'paragraf' and b.plan > 0
  and greatest(b.executed, b.committed, f.highest, b.forecast_year_end) > b.plan
order by greatest(b.executed, b.committed) > b.plan desc, above desc, b.line
limit 15;
