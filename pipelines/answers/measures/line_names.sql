-- What the division, the chapter and the paragraph of a budget line are called in its year.
-- a row per budget line; a name that the record does not have is null
select
    line,
    dzial_of.name as dzial_name, rozdzial_of.name as rozdzial_name, paragraf_of.name as paragraf_name,
    concat_ws(' · ', dzial_of.name, rozdzial_of.name, paragraf_of.name) as names
from budget_facts
left join budget_names as dzial_of
    on dzial_of.level = 'dzial' and dzial_of.code = dzial and year <= dzial_of.last_year
left join budget_names as rozdzial_of
    on rozdzial_of.level = 'rozdzial' and rozdzial_of.code = rozdzial and year <= rozdzial_of.last_year
left join budget_names as paragraf_of
    on paragraf_of.level = side and paragraf_of.code = left(paragraf, 3) and year <= paragraf_of.last_year
where budget_facts.level = 'paragraf'
