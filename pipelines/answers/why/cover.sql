-- What the lines that an invoice names have left for it.
-- a row per line
select line, has_line, plan.plan, plan.executed, share_gr * 0.01 as share, (needed_gr - share_gr) * 0.01 as before,
    (plan.plan_gr - plan.executed_gr - needed_gr + share_gr) * 0.01 as free
from allocation_facts
left join budget_facts as plan using (line)
where invoice_id in (select invoice_id from invoice_facts where invoice_id = $1 or number = $1)
  and (plan.level = 'paragraf' or plan.level is null)
order by line
