-- What a page says of the time before and since a day, from the measures of turnaround in pipelines/answers/measures/.

-- name: change
-- A row per service or unit, and one named '' for all together: how many days sooner since the day chosen.
select c.*, u.name from measure.turnaround_change c left join units u on $by = 'unit' and u.unit = c."group"
order by c."group" <> '', days_gained desc nulls last, c."group";

-- name: channel
-- One row: how much was handled electronically before the day chosen and since, and the letters on paper that spared.
from measure.turnaround_channel;
