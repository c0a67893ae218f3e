-- Books a change of the plan of a line that the ledger of this year has, beside its other entries and of the same feed.
-- one row: the entry that was written; none where the ledger has no such line
insert into budget_history by name
select
    $entry as entry_id, year, cast($day as date) as booked_on, unit, side, dzial, rozdzial, paragraf, 'plan' as measure,
    cast($amount as decimal(18, 2)) as amount, 'what-if' as act, $by as act_kind, 'entered' as state, feed, line,
    load_id, false as cumulative, cast($known as timestamp) as known_from
from budget
where concat_ws('/', unit, year, side, dzial, rozdzial, paragraf) = $line and year = year(cast($day as date))
order by booked_on desc, entry_id
limit 1
returning entry_id
