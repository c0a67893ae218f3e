-- The entries of a budget line: plan, commitments and execution, each with its file and line.
-- a row per entry up to the day
select measure, booked_on, amount, act, file, entry.line
from budget as entry
left join (select load_id, file from loads) using (load_id)
where concat_ws('/', unit_now(unit, getvariable('as_of')), year, side, dzial, rozdzial, paragraf) = $line
  and booked_on <= getvariable('as_of')
  and measure in ('plan', 'commitment', 'executed')
  and (coalesce(state, 'entered') <> 'draft' or measure = 'plan' and $basis = 'draft')
order by list_position(['plan', 'commitment', 'executed'], measure), booked_on, entry.line
