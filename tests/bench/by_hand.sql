-- What the rules say of such an office, written by somebody who only wants the list: a row per rule and item.
select 'C01' as rule, if(keep_working_days <= high_days, 'high', 'warn') as severity, item
from case_duties where state = 'open' and keep_by_day >= today and keep_working_days <= warn_days
union all
select 'C02', if(due_day < today, 'high', 'info'), item from case_duties where judged = 'yes' and net_due_day < today
union all
select 'C03', case when net_due_day < today then 'critical' when net_due_day = today then 'high' else 'warn' end, item
from case_duties where notice_owed = 'yes' and notice_day <= today and net_due_day >= notice_day
union all
select 'C04', 'critical', item
from case_duties where state = 'open' and promised_day = due_day and net_due_day < today and due_day < today
union all
select 'C05', 'warn', item from case_duties where state = 'open' and dragging_day <= today
union all
select 'C06', if(review_day <= today, 'warn', 'info'), item from case_duties where state = 'open' and halted_day <= today
union all
select 'C07', if(call_warn_day <= today, 'warn', 'info'), item
from case_duties where state = 'open' and call_day <= today
union all
select 'C08', case when power_day >= today then 'critical' when order_day < today then 'high' else 'info' end, item
from case_duties where owned_by = 'C08' and owed = 'yes' and act_working_days <= act_soon
union all
select owned_by, if(raw_due_day < today, 'critical', 'high'), item
from case_duties where owned_by in ('C09', 'W03') and owed = 'yes' and fine_days_left <= fine_soon
union all
select owned_by, if(due_day < today, 'critical', 'warn'), item
from case_duties where owned_by in ('C10', 'C11') and owed = 'yes' and working_days_left <= soon_working_days
union all
select 'C12', if(days_left <= grave_days, 'critical', 'warn'), item
from case_duties where owned_by = 'C12' and owed = 'yes' and days_left <= soon_days
union all
select 'C14', if(due_day < today, 'high', 'warn'), item from case_duties where signed_working_days >= send_within
union all
select 'I01', case when days_left <= high_days then 'high' when days_left <= warn_days then 'warn' else 'info' end,
    invoice_id
from invoice_facts where owed = 'yes' and seller = 'other' and due_day >= today and days_left <= info_days
union all
select 'I02', if(payments_known >= must_be_known, 'critical', 'warn'), invoice_id
from invoice_facts where judged = 'yes' and due_day < today
union all
select 'I03', 'warn', invoice_id from invoice_facts where owed = 'yes' and seller = 'other' and agreed_day > due_day
union all
select 'I04', 'warn', invoice_id from invoice_facts where owed = 'yes' and seller = 'other' and unclear <> 'none'
union all
select 'I05', if(conflict = 'seller_says_paid', 'warn', 'info'), invoice_id
from invoice_facts where owed = 'yes' and seller = 'other' and conflict <> 'none'
union all
select 'I09', if(working_days_left <= stuck_due_working_days, 'high', 'warn'), invoice_id
from invoice_facts where owed = 'yes' and seller = 'other' and step_working_days > stuck_working_days
union all
select 'B01', if(art256 = 'no' and unit_over_gr > minimum_gr, 'critical', 'high'), line
from line_facts where clearing = 'no' and executed_gr > plan_gr
union all
select 'B02', if(committed_by_court = 'no' and unit_over_committed_gr > minimum_gr, 'critical', 'high'), line
from line_facts where clearing = 'no' and committed_gr > plan_gr
union all
select 'B03', if(committed_bp >= all_committed_bp, 'high', 'warn'), line
from line_facts where paced = 'yes' and margin_bp >= ahead_bp
union all
select 'B04', 'warn', line from line_facts where lapses = 'yes' and used_bp < half_bp
union all
select 'P02', if(bool_or(due_day <= return_day), 'high', 'info'), absence
from stand_ins
join held_items on holder = employee
group by absence
