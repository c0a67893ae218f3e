-- Where cases wait: at which step, for how long, on whose side; of the units the reader sees. Every number of a step
-- comes from the measures of that name in pipelines/answers/measures/.

-- name: choices
-- A row per unit, service and kind with cases: what the filters offer.
select unit, service, kind, any_value(task) as task
from case_facts where noun = 'cases' group by unit, service, kind order by service, unit, kind;

-- name: steps
-- A row per step: how long cases lie there, before and since the day chosen.
from measure.steps;

-- name: numbers
-- One row: days spent at steps in all and outside the office, hand-overs, and open cases that lie still.
select sum(days) as days, sum(days) filter (outside) as days_outside, sum(passed) as passed,
       sum(handed_over) as handed_over, sum(waiting) as waiting,
       (10000 * sum(days) filter (outside) / nullif(sum(days), 0))::integer as outside_bp,
       (select count(*) from case_facts
        where noun = 'cases' and settled_on is null and stopped_since is null
          and getvariable('as_of') - coalesce(last_step_on, opened_on) > 14
          and coalesce(unit = $unit, $unit is null) and coalesce(service = $service, $service is null)
          and coalesce(kind = $kind, $kind is null)) as still
from measure.steps;

-- name: size
-- One row: how many open cases the filters leave, and how many they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select coalesce(unit = $unit, $unit is null) and coalesce(service = $service, $service is null)
             and coalesce(kind = $kind, $kind is null) as chosen
      from case_facts where noun = 'cases' and settled_on is null);

-- name: waits
-- A row per open case: the longest without a step first, those whose clock stands after those the office could move.
select c.subject, c.service, c.unit, u.name as unit_name, c.holder_name, c.last_step, c.due_on, c.stopped_since,
       coalesce(c.last_step_on, c.opened_on) as since_on,
       getvariable('as_of') - coalesce(c.last_step_on, c.opened_on) as days, c.opened_on,
       signals.severity, signals.said, count(*) over () as "of"
from case_facts c
left join units u using (unit)
left join signals on signals.noun = 'cases' and signals.subject = c.subject
where c.noun = 'cases' and c.settled_on is null
  and coalesce(c.unit = $unit, $unit is null) and coalesce(c.service = $service, $service is null)
  and coalesce(c.kind = $kind, $kind is null)
order by c.stopped_since is not null, days desc, c.subject
limit $limit offset $skip;
