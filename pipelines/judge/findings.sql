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
),
gravity as (
    select unnest(['info', 'warn', 'high', 'critical']) as severity, unnest([1, 2, 3, 4]) as weight
),
now as (
    select findings_told.*, weight
    from findings_told
    join gravity using (severity)
)
select
    now.rule, now.name, now.noun, now.subject, now.severity, now.due_on, now.raw_due_on, now.days_left,
    now.working_days_left, now.amount, now.unit, now.holder, now.recipients,
    case
        when before.subject is null then 'new'
        when now.weight > earlier.weight then 'worse'
        when now.weight < earlier.weight then 'better'
        else 'unchanged'
    end as status,
    now.message, now.law, now.because, now.n, now.details,
    coalesce(before.first_seen, getvariable('as_of')) as first_seen,
    now.inhibited_by
from now
left join before
    on before.rule = now.rule and before.noun = now.noun and before.subject = now.subject
    and (before.inhibited_by is null) = (now.inhibited_by is null)
left join gravity as earlier on earlier.severity = before.severity
union all by name
select * exclude (run_id, as_of, known_on, status), 'resolved' as status
from before
where inhibited_by is null and (rule, noun, subject) not in (
    select (rule, noun, subject) from now where inhibited_by is null
)
