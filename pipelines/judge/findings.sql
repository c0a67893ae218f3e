-- The findings of the day compared with the last published day: what is new, worse, better, unchanged, resolved.
-- a row per finding of now, and per finding of then that is gone
with before as (  -- of the last day before; where that day was judged again, of its last run known then
    select *
    from main.findings
    where status <> 'resolved' and run_id = (
        select run_id
        from main.runs
        where as_of < getvariable('as_of') and known_on < getvariable('known_on')
        order by as_of desc, run_id desc
        limit 1
    )
)
select
    now.rule, now.name, now.noun, now.subject, now.severity, now.due_on, now.raw_due_on, now.days_left,
    now.working_days_left, now.amount, now.unit, now.holder, now.recipients,
    case
        when before.subject is null then 'new'
        when gravity(now.severity) > gravity(before.severity) then 'worse'
        when gravity(now.severity) < gravity(before.severity) then 'better'
        else 'unchanged'
    end as status,
    now.message, now.law, now.because, now.n, now.details, coalesce(before.first_seen, getvariable('as_of')) as first_seen,
    now.inhibited_by
from findings_told as now
left join before
    on before.rule = now.rule and before.noun = now.noun and before.subject = now.subject
    and (before.inhibited_by is null) = (now.inhibited_by is null)
union all by name
select * exclude (run_id, as_of, known_on, status), 'resolved' as status
from before
where inhibited_by is null and (rule, noun, subject) not in (
    select (rule, noun, subject) from findings_told where inhibited_by is null
)
