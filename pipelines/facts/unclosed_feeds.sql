-- Sources of letters that never tell that one was dealt with: of several letters none was ever closed, however old.
-- a row per feed of documents
select feed, count(*) as letters
from documents
left join (
    select case_id as document_id, true as told
    from case_events
    where event in ('decided', 'dispatched', 'closed', 'forwarded', 'withdrawn', 'left_unprocessed')
    group by case_id
) as ended using (document_id)
where received_on <= getvariable('as_of') - cast(limit_of('D02.unclosed_days') as integer)
group by feed
having count(*) >= limit_of('D02.unclosed_letters') and count(closed_on) = 0 and count(told) = 0
