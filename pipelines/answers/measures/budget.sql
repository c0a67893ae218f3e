-- Plan, commitments and execution of a year, from single lines up to the whole town.
-- a row per level and node of the tree
select
    level, unit, side, dzial, rozdzial, paragraf, task, plan, committed, executed, liabilities, past_due,
    left_amount as "left", used_bp, forecast_year_end, exhausted_on, pending
from budget_facts
where year = $year
order by
    side desc, list_position(['town', 'unit', 'dzial', 'rozdzial', 'paragraf', 'line'], level), unit, dzial, rozdzial,
    paragraf, task
