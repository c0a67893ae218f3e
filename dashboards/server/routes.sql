-- What is made for a reader beside the pages, of the units the reader sees.

-- name: notices
-- A row per notice of delay owed today, with what the record offers to write into it.
from measure.notices;
