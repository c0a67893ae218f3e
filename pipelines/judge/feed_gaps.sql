-- What the sources as a whole do not tell, each thing at one feed only.
-- a row per feed with a gap
create or replace temp table feed_gaps as
select
    feed, string_agg(gaps, '|' order by gaps desc) as gaps, any_value(unheard) as unheard,
    any_value(silenced) as silenced
from gap_frame
group by feed
