-- What each name in the live rows stands for that is no identifier itself: people by their name in either order, by
-- e-mail and login, units by their name, then all by the aliases; case marks without the initials at their end.
-- Reads the TEMP table `said` (about_noun, about_column, kind, name) and the variable `bare_mark`: the pattern that
-- finds a mark without initials, or null.
-- a row per noun, column and name
with called as (  -- a row per way to call an employee or a unit
    select 'employees' as kind, employee as id, unnest([
        name, regexp_replace(name, '^(.*\S)\s+(\S+)$', '\2 \1'), email, login
    ]) as name
    from employees_history
    where known_to is null
    union all
    select 'units', unit, name
    from units_history
    where known_to is null
),
own as (  -- only what means one of them
    select kind, name_key(name) as key, min(id) as id
    from called
    where name is not null
    group by kind, key
    having count(distinct id) = 1
),
alias as (
    select kind, name_key(name) as key, min(id) as id
    from (
        select name, unnest(['employees', 'units', 'cases']) as kind, unnest([employee, unit, case_id]) as id
        from aliases_history
        where known_to is null
    )
    where id is not null
    group by kind, key
    having count(distinct id) = 1
),
mark as (  -- a row per case mark, and the one mark that all marks of its matter are known by
    select
        case_id, coalesce(nullif(regexp_extract(case_id, getvariable('bare_mark'), 1), ''), case_id) as bare,
        first_value(case_id) over (partition by bare order by case_id = bare desc, known_from desc, case_id) as known_by
    from (
        select case_id, max(known_from) as known_from
        from cases_history
        where known_to is null
        group by case_id
    )
),
matter as (
    select bare, any_value(known_by) as known_by
    from mark
    group by bare
),
unknown as (
    select
        said.*, name_key(name) as key,
        coalesce(nullif(regexp_extract(name, getvariable('bare_mark'), 1), ''), name) as bare,
        name in (select case_id from mark) as is_mark,
        name in (
            select document_id
            from documents_history
            where known_to is null
            union all
            select invoice_id
            from invoices_history
            where known_to is null
        ) as is_other
    from said
)
select about_noun, about_column, unknown.kind, name, coalesce(own.id, person.id, alias.id, matter.known_by) as meant
from unknown
left join own on own.kind = unknown.kind and own.key = unknown.key
left join alias on alias.kind = unknown.kind and alias.key = unknown.key
left join own as person on person.kind = alias.kind and person.key = name_key(alias.id)
left join matter on unknown.kind = 'cases' and not is_other and matter.bare = unknown.bare
where meant is distinct from name and (unknown.kind <> 'cases' or meant is not null or not (is_mark or is_other))
