-- The reports of the ended periods: their last day and when they were sent.
-- a row per report, period, level and unit
select report, period, level, unit, due_on, raw_due_on, sent_on
from report_facts
order by due_on, report, level, unit nulls first
