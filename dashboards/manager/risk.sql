-- Which open cases may miss their day, and how good such forecasts were; of the units the reader sees. The forecast is
-- that of pipelines/answers/measures/miss_forecast.sql, made of the same cases.

-- name: numbers
-- One row. Of now: open cases whose day lies ahead, how many will rather miss it, how many that means of all, those
-- of which nothing can be said. Of the last six months: the forecasts whose day has passed, their mean squared error
-- (Brier), and that of always saying the share that missed in the end, the best that one number for all could do.
with forecast as (
    select *, foretold_on = getvariable('as_of') and settled_on is null as now,
           foretold_on < getvariable('as_of') and missed is not null and probability is not null as tried
    from measure.miss_forecast)
select count(*) filter (now) as ahead, count(*) filter (now and probability >= 0.5) as likely,
       sum(probability) filter (now) as expected, count(*) filter (now and probability is null) as unsaid,
       count(*) filter (tried) as known, count(*) filter (tried and missed) as missed,
       avg((probability - if(missed, 1, 0)) ^ 2) filter (tried) as brier,
       avg(if(missed, 1.0, 0.0)) filter (tried) * (1 - avg(if(missed, 1.0, 0.0)) filter (tried)) as brier_base
from forecast;

-- name: calibration
-- A row per band of foretold probability with at least ten forecasts: what was foretold on average, and what came.
select count(*) as forecasts, avg(probability) as foretold, avg(if(missed, 1.0, 0.0)) as came
from measure.miss_forecast
where missed is not null and probability is not null and foretold_on < getvariable('as_of')
group by case when probability < 0.02 then 0 when probability < 0.05 then 1 when probability < 0.1 then 2
              when probability < 0.2 then 3 when probability < 0.5 then 4 else 5 end
having count(*) >= 10
order by foretold;

-- name: size
-- One row: how many open cases with a day ahead the filters leave, and how many they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select coalesce(unit = $unit, $unit is null) and coalesce(service = $service, $service is null) as chosen
      from measure.miss_forecast where foretold_on = getvariable('as_of') and settled_on is null);

-- name: notices
-- One row: how many notices of delay are owed today.
select count(distinct subject) as owed from findings
where run_id = getvariable('run_id') and rule = 'C03' and noun = 'cases';

-- name: choices
-- A row per unit and service with open cases: what the filters offer.
select distinct unit, service from case_facts where noun = 'cases' and settled_on is null order by service, unit;

-- name: forecast
-- A row per open case whose day lies ahead: the likeliest to miss it first where $trusted, else the soonest due first.
select f.subject, f.service, f.unit, u.name as unit_name, c.holder_name, f.net_due_on, f.probability, f.gone_percent,
       f.settled_of_kind, c.last_step, c.last_step_on, signals.severity, signals.said, count(*) over () as "of"
from measure.miss_forecast f
join case_facts c on c.noun = 'cases' and c.subject = f.subject
left join units u on u.unit = f.unit
left join signals on signals.noun = 'cases' and signals.subject = f.subject
where f.foretold_on = getvariable('as_of') and f.settled_on is null
  and coalesce(f.unit = $unit, $unit is null) and coalesce(f.service = $service, $service is null)
order by if($trusted, f.probability, null) desc nulls last, f.net_due_on, f.subject
limit $limit offset $skip;
