-- Sources whose matters never end: of all that are old enough none was decided, sent, closed or settled otherwise.
-- a row per feed of cases
select feed, count(*) as n
from cases
left join (
    select distinct case_id, true as told
    from case_events
    where event in ('decided', 'dispatched', 'closed', 'forwarded', 'withdrawn', 'left_unprocessed')
) as ended using (case_id)
where opened_on <= getvariable('as_of') - cast($days as integer)
group by feed
having count(*) >= $least and count(closed_on) = 0 and count(decided_on) = 0 and count(dispatched_on) = 0
    and count(told) = 0
