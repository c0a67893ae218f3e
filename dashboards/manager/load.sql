-- How much there is to do, where, and by whom: open cases and people present, of the units the reader sees.

-- name: numbers
-- One row: open cases, those late, those due within two weeks, and how many are settled in a week.
select count(*) filter (settled_on is null) as open,
       count(*) filter (settled_on is null and due_on < getvariable('as_of')) as late,
       count(*) filter (
           settled_on is null and due_on between getvariable('as_of') and getvariable('as_of') + 13) as soon,
       count(*) filter (settled_on > getvariable('as_of') - 28) / 4.0 as settled_a_week,
       count(*) filter (opened_on > getvariable('as_of') - 28) / 4.0 as opened_a_week,
       count(*) as "all"
from case_facts where noun = 'cases';

-- name: units
-- A row per unit with cases: what is open, late and due soon, what came and went in a week, who is there today.
with matters as (
    select unit, count(*) filter (settled_on is null) as open,
           count(*) filter (settled_on is null and due_on < getvariable('as_of')) as late,
           count(*) filter (settled_on is null
                            and due_on between getvariable('as_of') and getvariable('as_of') + 13) as soon,
           count(*) filter (settled_on is null and stopped_since is not null) as stopped,
           count(*) filter (settled_on is null and due_on is null and stopped_since is null) as undated,
           count(*) filter (settled_on > getvariable('as_of') - 28) / 4.0 as settled_a_week,
           count(*) filter (opened_on > getvariable('as_of') - 28) / 4.0 as opened_a_week
    from case_facts where noun = 'cases' group by unit),
people as (
    select unit, count(*) as employed,
           count(*) filter (employee not in (select employee from stand_ins)) as present
    from staff where may_see(unit) group by unit)
select m.*, u.name, p.employed, p.present, m.open / nullif(m.settled_a_week, 0) as weeks_of_work,
       null as severity, null as said, count(*) over () as "of"
from matters m left join units u using (unit) left join people p using (unit)
where open > 0 or settled_a_week > 0
order by weeks_of_work desc nulls last, open desc, unit
limit $limit offset $skip;

-- name: size
-- One row: how many units are listed.
select count(*) as rows_shown, 0 as rows_hidden
from (select unit from case_facts where noun = 'cases'
      group by unit having count(*) filter (settled_on is null) > 0
                        or count(*) filter (settled_on > getvariable('as_of') - 28) > 0);

-- name: weeks
-- A row per unit and whole week, from Monday, of the last twelve: cases opened and settled in it.
with weeks as (
    select cast(date_trunc('week', getvariable('as_of') + 1) as date) - 7 * cast(range as integer) as week
    from range(1, 13)),
units_of as (select distinct unit from case_facts where noun = 'cases' and settled_on is null)
select units_of.unit, weeks.week,
       count(*) filter (opened_on between week and week + 6) as opened,
       count(*) filter (settled_on between week and week + 6) as settled
from units_of cross join weeks
left join case_facts c on c.noun = 'cases' and c.unit = units_of.unit
     and (c.opened_on between week and week + 6 or c.settled_on between week and week + 6)
where units_of.unit is not null
group by units_of.unit, weeks.week order by units_of.unit, weeks.week;

-- name: days
-- A row per day of the next six weeks on which the office is open: what falls due on it or on the days off after it,
-- and how many people of these units are there.
with days as (
    select day, open_no from law_calendar
    where open and day between getvariable('as_of') and getvariable('as_of') + 41),
due as (
    select greatest(c.open_no, (select min(open_no) from days)) as open_no, count(*) as due
    from case_facts join law_calendar c on c.day = due_on
    where noun = 'cases' and settled_on is null and due_on between getvariable('as_of') and getvariable('as_of') + 41
    group by 1),
people as (
    select day, count(*) as employed,
           count(*) filter (not exists (
               select 1 from approved_absences a
               where a.employee = e.employee and day between a.first_day and a.last_day)) as present
    from days join employees e
         on coalesce(e.active_from <= day, true) and coalesce(e.active_to >= day, true)
    where may_see(e.unit) group by day)
select days.day, coalesce(due.due, 0) as due, coalesce(people.present, 0) as present,
       coalesce(people.employed, 0) as employed
from days left join due using (open_no) left join people using (day)
order by days.day;

-- name: law
-- One row: how many days after the staff were told of it numbers of single persons may be shown.
select announcement_days from jurisdiction;

-- name: people
-- A row per person whose direct superior the reader is, and the reader, by name: a list of work, no comparison.
with mine as (
    select employee, coalesce(name, employee) as name from staff
    where superior = getvariable('reader') or employee = getvariable('reader'))
select mine.name, count(*) filter (c.settled_on is null and c.subject is not null) as open,
       count(*) filter (c.settled_on is null
                        and c.due_on between getvariable('as_of') and getvariable('as_of') + 13) as soon,
       count(*) filter (c.settled_on > getvariable('as_of') - 28) / 4.0 as settled_a_week
from mine left join case_facts c on c.noun = 'cases' and c.holder = mine.employee
group by mine.employee, mine.name order by mine.name;
