-- What somebody looks for: a mark, a number, a name, a NIP, a code of the budget, a part of a title where it is kept.

-- name: found
-- A row per thing that is called so, the very mark first, then what begins with it, then by gravity and day.
with asked as (select $q as q, regexp_replace($q, '\D', '', 'g') as digits),

ranked as (
    select
        t.*,
        case
            when lower(q) in (lower(subject), lower(mark))
                or list_contains(list_transform(numbers, lambda n: lower(n)), lower(q))
                or (
                    length(digits) = 10
                    and list_contains(list_transform(numbers, lambda n: regexp_replace(n, '\D', '', 'g')), digits))
                then 3
            when starts_with(lower(mark), lower(q)) or starts_with(lower(subject), lower(q)) then 2
            when holds(concat_ws(' ', subject, mark, about, array_to_string(names || numbers, ' ')), q) then 1
            else 0
        end as rank
    from things t, asked
    where $q is not null and ($noun is null or noun = $noun))

select
    r.noun, r.subject, r.mark, r.about, r.unit, u.name as unit_name, p.name as holder_name, r.due_on, r.is_over, r.rank,
    s.severity, s.said, count(*) over () as "of"
from ranked r
left join units u using (unit)
left join people p on p.employee = r.holder
left join signals s on s.noun = r.noun and s.subject = r.subject
where r.rank > 0
order by r.rank desc, gravity(s.severity) desc, r.is_over, r.due_on nulls last, r.noun, r.mark, r.subject
limit $limit offset $skip;

-- name: nouns
-- A row per kind of thing the reader may see.
select distinct noun from things order by noun;
