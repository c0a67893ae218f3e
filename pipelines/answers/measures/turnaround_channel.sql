-- How much is handled electronically since the day $since and in as many days before it, a year at most: cases settled
-- in those days, and the letters of theirs that left the office.
-- one row
with span as (
    select cast(least(getvariable('as_of') - cast($since as date) + 1, 365) as integer) as days
),
settled as (
    select subject, settled_on >= $since as later, channel = 'electronic' as electronic
    from case_facts
    cross join span
    join cases on cases.case_id = subject and channel is not null
    where noun = 'cases' and settled_on >= cast($since as date) - days and settled_on < cast($since as date) + days
),
letters as (
    select later, electronic
    from settled
    join case_events on case_events.case_id = subject
    where event in ('notice_36', 'extended', 'fee_notice', 'completion_call', 'dispatched', 'forwarded')
      and "at" < begins_at(getvariable('as_of') + 1)
),
counted as (
    select
        count(*) filter (not later) as before, count(*) filter (not later and electronic) as electronic_before,
        count(*) filter (later) as after, count(*) filter (later and electronic) as electronic_after
    from settled
),
sent as (
    select
        count(*) filter (not later) as letters_before,
        count(*) filter (not later and electronic) as electronic_letters_before,
        count(*) filter (later) as letters_after, count(*) filter (later and electronic) as electronic_letters_after
    from letters
)
select
    *, cast(round(10000 * electronic_before / nullif(before, 0)) as integer) as share_before_bp,
    cast(round(10000 * electronic_after / nullif(after, 0)) as integer) as share_after_bp,
    -- what would have gone on paper, had the share of the time before held
    cast(
        round(electronic_letters_after - letters_after * electronic_letters_before / nullif(letters_before, 0))
        as bigint
    ) as paper_avoided
from counted
cross join sent
