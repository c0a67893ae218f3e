-- What a finding tells of works on a segment: those they meet, and the articles for works of these kinds.
-- a row per works
select
    work_facts.* replace (concat_ws('|', work_facts.owner, met.owners) as owner), works_id as item,
    'works' as noun, works_id as subject, others, nullif(greatest(0, first_day - surface_on), 0) as days_between,
    (
        select string_agg(distinct law, '|' order by law)
        from law_codes
        where name in ('W01.coordinated', 'W01.joint_request', 'W01.joint_works')
          and getvariable('as_of') between valid_from and valid_to
          and (code = works_kind or list_contains(met.kinds, code))
    ) as article
from work_facts
left join met on met.rule = 'W01' and met.item = works_id
