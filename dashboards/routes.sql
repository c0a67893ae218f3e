-- name: not_fresh
-- A row per source whose data are old, missing or held back.
select feed || ' (' || noun || ')' as feed, state from feed_facts where state not in ('fresh', 'unlimited') order by 1;
