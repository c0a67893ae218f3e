-- What happened in a case by the day, with what each event says of dates, and its file and line.
-- a row per event
select
    local_day("at"), event, until, days, new_date,
    reason, told_of_ponaglenie is false, file, event.line
from case_events as event
left join (select load_id, file from loads) using (load_id)
where case_id = $1
  and "at" < begins_at(getvariable('as_of') + 1)
order by "at", event.line
