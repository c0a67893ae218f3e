-- The works that a rule found as partners of an item: their names, kinds, owners and the last end of a surface.
-- a row per rule and item
select
    rule, found.item, string_agg(works_id, ', ' order by first_day, works_id) as others,
    string_agg(distinct owner, '|' order by owner) as owners, list(distinct works_kind) as kinds,
    max(last_day) filter (renews_surface = 'yes') as surface_on
from (
    select rule, item, unnest(from_json(because, '[{"earlier": "varchar", "works": "varchar"}]')) as partner
    from verdict
    where rule in ('W01', 'W02')
) as found
join work_facts on works_id = coalesce(partner.earlier, partner.works)
group by rule, found.item
