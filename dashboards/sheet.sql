-- name: feeds
-- A row per source and what it brings, for the nouns of a page.
select feed, noun, last_success_at, state
from feed_facts
where list_contains($nouns, noun)
order by feed, noun;
