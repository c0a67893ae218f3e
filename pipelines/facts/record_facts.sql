-- What is wrong with the records of a source, said once for each kind of fault and what caused it.
-- a row per kind of fault, feed and cause; an address that no letter reaches is a cause of its own
select
    noun || ' ' || subject as item, noun, subject, coalesce(single, feed) as who, feed, faults, cause, count, examples,
    if(noun = 'feeds' or single is not null, null, array_to_string(examples[:3], ', ') || if(count > 3, ' …', ''))
        as shown,
    unit, holder,
    if(faults in ('only_the_closing_is_known', 'buyers_not_told_apart', 'leads_to_no_invoice'), 'no', 'yes') as wrong
from (
    select
        noun, coalesce(single, concat_ws('/', coalesce(feed, noun), fault, cause)) as subject, feed, fault as faults,
        cause, single,
        count(distinct subject) as count, list_sort(list(distinct subject))[:20] as examples,
        if(count(distinct unit) = 1, any_value(unit), null) as unit,
        if(count(distinct holder) = 1 and count(holder) = count(*), any_value(holder), null) as holder
    from (select *, if(fault = 'address_unreadable', subject, null) as single from record_faults)
    group by noun, feed, fault, cause, single
)
