-- How fresh the data of a page are: which source brought what, and when it last did.

-- name: feeds
-- A row per source and what it brings, for the nouns of a page.
select feed, noun, last_success_at, state, refused_file, refused_on, refused_why
from feed_facts
where list_contains($nouns, noun)
order by feed, noun;

-- name: not_fresh
-- A row per source whose data are old, missing or held back.
select feed || ' (' || noun || ')' as feed, state from feed_facts where state not in ('fresh', 'unlimited') order by 1;
