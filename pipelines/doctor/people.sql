-- Who can be written to, which offices nobody holds, and where the registers of people and units leave a gap.
-- one row
with post as (select employee, lower(trim(coalesce(email, ''))) as email, unit, roles from staff),
open_units as (select unit, manager from units where coalesce(valid_to >= getvariable('as_of'), true))
select
    (select count(*) from post) as people,
    (select count(*) from post where email = '') as without_address,
    (select count(*) from post join (
        select email from post where email <> '' group by email having count(*) > 1
    ) as shared using (email)) as sharing,
    (select count(*) from post where unit not in (select unit from units)) as of_no_unit,
    (select count(*) from open_units) as units,
    (select count(*) from open_units where coalesce(manager not in (select employee from post), true)) as without_head,
    (
        select coalesce(list_sort(list(distinct role)), [])
        from (select unnest(string_split(coalesce(roles, ''), '|')) as role from post)
    ) as roles
