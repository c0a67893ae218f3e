-- The budget page: the plan of the year, what was promised and spent, and what goes over it.

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
       arg_min(format('{}-{}-{} ({})', dzial, rozdzial, paragraf, unit), exhausted_on)
           filter (exhausted_on > getvariable('as_of')) as next_exhausted,
       (select min(r.as_of) from runs r
        where r.as_of > (select max(f.as_of) from findings f where f.rule = 'B01')) as quiet_since
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
-- One row: how long the list is with the filters, how many rows they hide, and what the rows left add up to.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden,
       sum(plan) filter (chosen) as plan, sum(committed) filter (chosen) as committed,
       sum(executed) filter (chosen) as executed, sum(left_amount) filter (chosen) as left_amount,
       sum(forecast_year_end) filter (chosen) as forecast_year_end
from (select plan, committed, executed, left_amount, forecast_year_end,
             side = coalesce($side, 'spending') and ($unit is null or b.unit = $unit)
             and ($signal is null or s.subject is not null)
             and holds(
                 concat_ws(' ', b.line, concat_ws('-', b.dzial, b.rozdzial, b.paragraf), u.name, n.names), $search
             ) as chosen
      from budget_facts b
      left join measure.line_names n on n.line = b.line
      left join units u using (unit)
      left join signals s on s.noun = 'budget' and s.subject = b.line
      where year = $year and level = 'paragraf');

-- name: lines
-- A row per budget line of the year chosen: gravest signal first, then the share of the plan already used.
select b.*, u.name as unit_name, s.severity, s.said, f.lowest, f.highest, n.names, n.paragraf_name,
       count(*) over () as "of"
from budget_facts b
left join measure.line_names n on n.line = b.line
left join units u using (unit)
left join signals s on s.noun = 'budget' and s.subject = b.line
left join measure.forecast_range f on f.line = b.line
where b.year = $year and level = 'paragraf'
  and b.side = coalesce($side, 'spending') and ($unit is null or b.unit = $unit)
  and ($signal is null or s.subject is not null)
  and holds(concat_ws(' ', b.line, concat_ws('-', b.dzial, b.rozdzial, b.paragraf), u.name, n.names), $search)
order by $order, gravity(s.severity) desc, greatest(over_amount, over_committed) desc nulls last,
         b.used_bp desc nulls last, b.line
limit $limit offset $skip;

-- name: nodes
-- A row per division, chapter or paragraph of the year and side chosen, all units together: the next level below what
-- is chosen, with the gravest signal of any line in it.
select
    case when $dzial is null then b.dzial when $rozdzial is null then b.rozdzial else b.paragraf end as code,
    any_value(
        case when $dzial is null then n.dzial_name when $rozdzial is null then n.rozdzial_name else n.paragraf_name end
    ) as name,
    sum(plan) as plan, sum(committed) as committed, sum(executed) as executed, sum(left_amount) as left_amount,
    sum(forecast_year_end) as forecast_year_end, count(*) as lines,
    case when sum(plan) > 0 then (sum(executed) * 1000000)::hugeint // (sum(plan) * 100)::hugeint end as used_bp,
    arg_max(s.severity, gravity(s.severity)) as severity, null as said, count(s.subject) as signals,
    count(*) over () as "of"
from budget_facts b
left join measure.line_names n on n.line = b.line
left join signals s on s.noun = 'budget' and s.subject = b.line
where b.year = $year and level = 'paragraf' and b.side = coalesce($side, 'spending')
  and ($unit is null or b.unit = $unit)
  and ($dzial is null or b.dzial = $dzial) and ($rozdzial is null or b.rozdzial = $rozdzial)
group by code
order by $order, code;

-- name: by_unit
-- A row per unit: the year's spending, the unit that has used most of its plan first.
select unit, coalesce(u.name, unit) as name, plan, plan_basis, committed, executed, left_amount, used_bp
from budget_facts left join units u using (unit)
where year = $year and side = 'spending' and level = 'unit'
order by used_bp desc nulls last, name;
