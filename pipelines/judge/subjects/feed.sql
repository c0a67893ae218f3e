-- What is told of a source: when it last delivered, what was held or refused, and which rules are silent without it.
-- a row per feed
select
    feed_facts.* replace (if(gaps is null, attention, 'yes') as attention, 'feeds' as noun), feed as item,
    feed as subject, gaps, unheard, silenced, if(held = 'yes', 'held_back', null) as held_back,
    if(refused = 'yes', last_success, null) as data_of, if(refused = 'yes', never, null) as never_yet,
    nullif(concat_ws('|', never, gaps), '') as notes, if(state = 'taken_out', feed, null) as gone
from feed_facts
left join feed_gaps using (feed)
