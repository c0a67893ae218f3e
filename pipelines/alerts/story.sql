-- Who was told of some subjects, when, why and by which rule, or why not; and what people did about them.
-- The day is the one judged for; of a letter `sent_at`, of an act `at` say the moment, both UTC.
-- a row per change of a decision about one finding and one reader, and per act, in the order in which it happened
with told as (  -- a row per thing a letter said of the subject as the reason for it
    select
        letter_items.rule, letter_items.noun, letter_items.subject, letter_items.recipient, letter_items.instead_of,
        letter_items.day, letter_items.reason, letter_items.severity, letter_items.sentence, letter_id, letters.address,
        letters.subject as letter, letters.state, letters.why, letters.sent_at, letters.run_id
    from letter_items
    join letters using (letter_id)
    where letter_items.subject in (:subjects)
),
decided as (
    select * from decisions where subject in (:subjects)
),
spoken as (
    select
        decided.day, decided.decision_id as place, decided.rule, decided.noun, decided.subject, decided.severity,
        decided.recipient, decided.instead_of, decided.reason, decided.held, decided.why, acts.author,
        acts.until, decided.version, told.letter_id, told.address, told.letter, told.state as letter_state,
        told.why as letter_why, told.sent_at, told.sentence, decided.run_id, null as at
    from decided
    left join acts using (act_id)
    left join told
        on told.rule = decided.rule and told.noun = decided.noun and told.subject = decided.subject
        and told.recipient = decided.recipient and told.day = decided.day and told.reason = decided.reason
),
before_the_log as (  -- letters of the time before decisions were kept
    select
        told.day, 0 as place, told.rule, told.noun, told.subject, told.severity, told.recipient, told.instead_of,
        told.reason, '' as held, '' as why, null as author, null as until, '' as version, letter_id, address, letter,
        state as letter_state, told.why as letter_why, sent_at, sentence, told.run_id, null as at
    from told
    where reason not in ('repeat', 'overtaken') and not exists (
        select 1 from decisions
        where decisions.rule = told.rule and decisions.noun = told.noun and decisions.subject = told.subject
            and decisions.recipient = told.recipient and decisions.day = told.day and decisions.reason = told.reason
    )
),
acted as (  -- an act stands behind the decisions of its day: it holds from the next run on
    select
        day, 9223372036854775807 as place, rule, noun, subject, severity, '' as recipient, '' as instead_of,
        case kind when 'acknowledge' then 'act: acknowledged' else 'act: silenced' end as reason, '' as held, why,
        author, until, '' as version, null as letter_id, null as address, null as letter, null as letter_state,
        '' as letter_why, null as sent_at, null as sentence, '' as run_id, at
    from acts
    where subject in (:subjects) or act_id in (select act_id from decided)
),
undone as (
    select
        acts.day, 9223372036854775807 as place, acts.rule, acts.noun, acts.subject, acts.severity, '' as recipient,
        '' as instead_of, 'act: ended' as reason, '' as held, '' as why, null as author, null as until, '' as version,
        null as letter_id, null as address, null as letter, null as letter_state, '' as letter_why, null as sent_at,
        null as sentence, '' as run_id, ended_at as at
    from acts
    where ended_at is not null and (subject in (:subjects) or act_id in (select act_id from decided))
)
select
    day, at, rule, noun, subject, severity, recipient, instead_of, reason, held, why, author, until, version,
    letter_id, address, letter, letter_state, letter_why, sent_at, sentence, run_id
from (
    select * from before_the_log
    union all
    select * from spoken
    union all
    select * from acted
    union all
    select * from undone
)
order by day, place, at, recipient, rule
