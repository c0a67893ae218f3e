-- The entries of an act that changed the plan, with file and line.
-- a row per entry up to the day
select concat_ws(' / ', unit, dzial, rozdzial, paragraf) as codes, booked_on as day, amount as sum, note, file,
    entry.line
from budget as entry
left join (select load_id, file from loads) using (load_id)
where act = ? and measure = 'plan' and booked_on <= getvariable('as_of')
order by entry.line
