-- What was loaded, newest last.
-- a row per load
select load_id, feed, noun, file, sha256, rows_in, rows_loaded, rows_unchanged, rows_rejected, state
from loads
order by load_id
