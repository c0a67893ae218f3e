-- The case whose mark is this one but for the initials at the end of either; $bare: the pattern that finds the bare mark.
-- a row per mark the matter is known by; none where no case has it
with known as (
    select case_id, known_from, coalesce(nullif(regexp_extract(case_id, $bare, 1), ''), case_id) as bare
    from cases_history
    where known_to is null
)
select case_id
from known
where bare = coalesce(nullif(regexp_extract($id, $bare, 1), ''), $id)
order by case_id = bare desc, known_from desc, case_id
limit 1
