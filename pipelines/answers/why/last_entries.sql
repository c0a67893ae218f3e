-- The entries of the law's record that a table or number ends with, and where they were read.
-- a row per entry
select valid_from, law, source, status from (
    select series as name, valid_from, valid_to, law, source, status from law_rates
    union all
    select name, valid_from, valid_to, law, source, status from law_parameters
    union all
    select id, valid_from, valid_to, law, source, status from law_terms
)
where name = ? and valid_to = ?
