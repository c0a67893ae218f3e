-- The findings of a day, gravest first.
-- a row per finding
select
    rule, name, noun, subject, severity, due_on, raw_due_on, days_left, working_days_left, amount, unit, recipients,
    status, message, law, because, n as count, first_seen, inhibited_by
from findings_now
where case $show
        when 'resolved' then status = 'resolved'
        when 'inhibited' then status <> 'resolved' and inhibited_by is not null
        else status <> 'resolved' and inhibited_by is null
    end
order by gravity(severity) desc, due_on nulls last, noun, subject, rule
