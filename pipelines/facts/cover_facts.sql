-- What the plan of the year of payment has left on the lines invoices name, nothing where the unit's plan lacks the
-- line. A unit without any plan of that year cannot be judged, nor a line by codes that have ended; what names no line
-- has nothing anywhere.
-- a row per invoice still owed and line it names
select distinct
    part.invoice_id, part.line, coalesce(plan.plan_gr - plan.executed_gr, 0) as free_gr
from allocation_facts as part
join budget_facts as whole
    on whole.side = 'spending' and whole.has_plan and whole.year = part.year
    and whole.level = if(part.has_line = 'yes', 'unit', 'town')
    and (part.has_line = 'no' or part.has_line = 'yes' and whole.unit = part.unit)
left join budget_facts as plan on plan.line = part.line and plan.level = 'paragraf' and plan.side = 'spending'
