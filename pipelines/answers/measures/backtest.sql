-- How each rule did over the days replayed. Reads `replayed_findings` (a row per day and finding: on_day, rule, noun,
-- subject, severity, said), `replayed_letters` (on_day, reader, rule), `foretold` (rule, outcome, severity) and
-- `judging` (rule, name).
-- a row per rule
with span as (
    select min(on_day) as first_day, max(on_day) as last_day
    from replayed_days
),
said as (
    select distinct rule, noun, subject, on_day
    from replayed_findings
    where said
),
presence as (  -- a row per unbroken presence of a finding: its days lie one after the other
    select rule, noun, subject, min(on_day) as first_day, count(*) as days
    from (select *,
        on_day - cast(row_number() over (partition by rule, noun, subject order by on_day) as integer) as island
        from said)
    group by rule, noun, subject, island
),
spoken as (
    select rule, count(*) as findings, cast(sum(days) as bigint) as finding_days,
        count(distinct row(noun, subject)) as subjects
    from presence
    group by rule
),
late as (  -- a row per rule that foretells, subject and day on which what it foretells had come
    select distinct foretold.rule, noun, subject, on_day
    from foretold
    join replayed_findings on replayed_findings.rule = foretold.outcome
        and replayed_findings.severity = foretold.severity
),
warning as (  -- on a day when it has come already, it is no warning
    select said.*
    from said
    where rule in (select rule from foretold) and (rule, noun, subject, on_day) not in (from late)
),
warning_presence as (
    select rule, noun, subject, min(on_day) as first_day
    from (
        select *, on_day - cast(row_number() over (partition by rule, noun, subject order by on_day) as integer)
            as island
        from warning
    )
    group by rule, noun, subject, island
),
warned as (  -- a row per rule and subject it warned of: did it come on a later day, or can nobody tell yet?
    select
        first_warning.*,
        coalesce(last_late > first_day, false) as came,
        (rule, noun, subject) in (
            select (rule, noun, subject)
            from replayed_findings
            where on_day = (select last_day from span)
        ) as stands
    from (
        select rule, noun, subject, min(first_day) as first_day
        from warning_presence
        group by rule, noun, subject
    ) as first_warning
    left join (
        select rule, noun, subject, max(on_day) as last_late
        from late
        group by rule, noun, subject
    ) as last_late using (rule, noun, subject)
),
precise as (
    select
        rule, count(*) filter (came or not stands) as decided, count(*) filter (came) as came_true,
        count(*) filter (stands and not came) as undecided
    from warned
    group by rule
),
onset as (  -- a row per rule and subject that went late within the span; the day before has to be known
    select rule, noun, subject, min(on_day) as late_on
    from late
    group by rule, noun, subject
    having min(on_day) > (select first_day from span)
),
heard as (  -- whether it was warned of before, and since when without a break
    select onset.rule, onset.noun, onset.subject, late_on, max(warning_presence.first_day) as warned_on
    from onset
    left join warning_presence
        on warning_presence.rule = onset.rule and warning_presence.noun = onset.noun
        and warning_presence.subject = onset.subject and warning_presence.first_day < late_on
    group by all
),
silenced as (  -- of these a graver rule warned in its place
    select distinct heard.rule, heard.noun, heard.subject
    from heard
    join replayed_findings
        on replayed_findings.rule = heard.rule and replayed_findings.noun = heard.noun
        and replayed_findings.subject = heard.subject and replayed_findings.on_day < late_on
    where warned_on is null and not said
),
recalled as (
    select rule, count(*) as late, count(warned_on) as warned_before, median(late_on - warned_on) as lead_days
    from heard
    where (rule, noun, subject) not in (from silenced)
    group by rule
),
posted as (
    select rule, count(*) as letters, count(distinct reader) as people
    from replayed_letters
    group by rule
)
select
    judging.rule, judging.name, coalesce(findings, 0) as findings, coalesce(finding_days, 0) as finding_days,
    coalesce(subjects, 0) as subjects,
    if(foretells, coalesce(decided, 0), null) as decided, if(foretells, coalesce(came_true, 0), null) as came_true,
    if(foretells, coalesce(undecided, 0), null) as undecided,
    round(100 * came_true / nullif(decided, 0), 1) as precision,
    case when not foretells then 'states_a_fact' when coalesce(decided, 0) = 0 then 'nothing_decided_yet' end as why,
    if(foretells, coalesce(late, 0), null) as late, if(foretells, coalesce(warned_before, 0), null) as warned_before,
    round(100 * warned_before / nullif(late, 0), 1) as recall, lead_days,
    coalesce(letters, 0) as letters, coalesce(people, 0) as people
from (select *, rule in (select rule from foretold) as foretells from judging) as judging
left join spoken using (rule)
left join precise using (rule)
left join recalled using (rule)
left join posted using (rule)
order by judging.rule
