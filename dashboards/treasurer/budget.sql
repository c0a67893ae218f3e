-- name: numbers
-- One row: spending lines over their plan by this run's signals, and how far the year's spending has come; lines of the
-- year before count apart, while its books are open.
with year as (
    select * from budget_facts
    where year = year(getvariable('as_of')) and side = 'spending' and level = 'paragraf'),
signal as (
    select rule, amount, subject in (select line from year) as this_year
    from findings where run_id = getvariable('run_id') and rule in ('B01', 'B02')),
over as (from signal where this_year)
select (select count(*) from over where rule = 'B01') as spent_over,
       (select coalesce(sum(amount), 0) from over where rule = 'B01') as spent_over_amount,
       (select count(*) from over where rule = 'B02') as committed_over,
       (select coalesce(sum(amount), 0) from over where rule = 'B02') as committed_over_amount,
       (select count(*) from signal where rule = 'B01' and not this_year) as closing_over,
       (select coalesce(sum(amount), 0) from signal where rule = 'B01' and not this_year) as closing_over_amount,
       count(*) as lines, sum(plan) as plan, sum(executed) as executed,
       (sum(executed) filter (plan is not null) * 1000000)::hugeint // nullif((sum(plan) * 100)::hugeint, 0) as used_bp,
       count(distinct unit) filter (plan is null and (executed <> 0 or committed <> 0)) as units_without_a_plan,
       coalesce(bool_or(plan_basis = 'draft'), false) as by_draft,
       min(exhausted_on) filter (exhausted_on > getvariable('as_of')) as next_exhausted_on,
       (select min(as_of) from runs
        where as_of > coalesce((select max(as_of) from findings where rule = 'B01'), '-infinity'))
       as quiet_since
from year;

-- name: closing
-- A row per year before this one whose books are open.
select distinct year from budget_facts where of_year = 'closing';

-- name: units
-- A row per unit with a budget this year or in the year whose books are open.
select unit, coalesce(any_value(name), unit) as name
from budget_facts left join units using (unit)
where of_year <> 'other' and level = 'unit'
group by unit order by name;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select side = coalesce($side, 'spending') and ($unit is null or b.unit = $unit)
             and ($signal is null or s.subject is not null) as chosen
      from budget_facts b left join signals s on s.noun = 'budget' and s.subject = b.line
      where year = $year and level = 'paragraf');

-- name: lines
-- A row per budget line of the year chosen: gravest signal first, then the share of the plan already used.
select b.*, u.name as unit_name, s.severity, s.said, count(*) over () as "of"
from budget_facts b
left join units u using (unit)
left join signals s on s.noun = 'budget' and s.subject = b.line
where b.year = $year and level = 'paragraf'
  and b.side = coalesce($side, 'spending') and ($unit is null or b.unit = $unit)
  and ($signal is null or s.subject is not null)
order by gravity(s.severity) desc, b.used_bp desc nulls last, b.line
limit $limit offset $skip;

-- name: by_unit
-- A row per unit: the year's spending, the unit that has used most of its plan first.
select unit, coalesce(u.name, unit) as name, plan, plan_basis, committed, executed, left_amount, used_bp,
       (committed * 1000000)::hugeint // nullif((plan * 100)::hugeint, 0) as committed_bp
from budget_facts left join units u using (unit)
where year = $year and side = 'spending' and level = 'unit'
order by used_bp desc nulls last, name;
