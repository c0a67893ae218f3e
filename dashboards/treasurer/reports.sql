-- The reports page: which budget reports wait to be sent, which went out when, and where they differ from the books.

-- name: numbers
-- One row: reports waiting, late, soon due and sent in time, and what differs from the books.
select
    count(*) as reports, count(*) filter (waiting = 'yes') as waiting,
    count(*) filter (waiting = 'yes' and days_left < 0) as late,
    count(*) filter (waiting = 'yes' and working_days_left between 0 and 5) as soon,
    min(due_on) filter (waiting = 'yes' and days_left >= 0) as next_on,
    arg_min(report, due_on) filter (waiting = 'yes' and days_left >= 0) as next_report,
    arg_min(coalesce(unit_name, ''), due_on) filter (waiting = 'yes' and days_left >= 0) as next_unit,
    count(*) filter (waiting = 'yes' and due_on is null) as undated,
    count(*) filter (due_on between make_date(year(getvariable('as_of')), 1, 1) and getvariable('as_of'))
        as due_this_year,
    count(*) filter (
        due_on between make_date(year(getvariable('as_of')), 1, 1) and getvariable('as_of') and sent_on <= due_on
    ) as in_time,
    (select count(*) from reconcile_facts where agrees = 'no' and codes is not null) as differing,
    (select coalesce(sum(differs_by), 0) from reconcile_facts where agrees = 'no' and codes is not null)
        as differing_by,
    (select count(*) from reconcile_facts where codes is not null) as compared
from report_facts;

-- name: units
-- A row per unit with reports.
select unit, any_value(unit_name) as name from report_facts where unit is not null group by unit order by name;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select ($unit is null or unit = $unit)
             and case coalesce($state, 'czekaja') when 'czekaja' then waiting = 'yes' when 'wyslane' then waiting = 'no'
                 else true end as chosen
      from report_facts);

-- name: reports
-- A row per report of an ended period: those that wait by their last day, then those sent, the latest first.
select r.*, s.severity, s.said, count(*) over () as "of"
from report_facts r
left join signals s on s.noun = 'reports' and s.subject = r.subject
where ($unit is null or r.unit = $unit)
      and case coalesce($state, 'czekaja') when 'czekaja' then waiting = 'yes' when 'wyslane' then waiting = 'no'
          else true end
order by $order, waiting desc, if(waiting = 'yes', r.due_on, null) nulls last, sent_on desc nulls last, r.subject
limit $limit offset $skip;

-- name: differing
-- A row per line of a report that differs from the books, the greatest difference first.
select * from reconcile_facts where agrees = 'no' and codes is not null order by differs_by desc, subject;
