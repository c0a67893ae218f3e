-- What a finding tells of an absence granted: who would stand in, and why that person cannot.
-- a row per absence
select
    leave_facts.*, absence as item, 'absences' as noun, absence as subject, leave_facts.employee as holder,
    coalesce(deputy.name, leave_facts.substitute) as substitute_name, reason.words
from leave_facts
left join employees as deputy on deputy.employee = leave_facts.substitute
left join (
    select verdict.item, string_agg(distinct word, '|' order by word) as words
    from (
        select item, unnest(from_json(because, '[{"hurdle": "varchar"}]')).hurdle as hurdle
        from verdict
        where rule = 'P03'
    ) as verdict
    join (select distinct item, word from hurdles) as hurdles on hurdles.item = hurdle
    group by verdict.item
) as reason on reason.item = absence
