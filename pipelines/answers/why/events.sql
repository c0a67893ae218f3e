-- What happened in a case by the day, with what each event says of dates, and its file and line.
-- a row per event
select
    cast(timezone(getvariable('timezone'), timezone('UTC', "at")) as date), event, until, days, new_date,
    reason, told_of_ponaglenie is false, file, event.line
from case_events as event
left join (select load_id, file from loads) using (load_id)
where case_id = $1
  and "at" < timezone('UTC', timezone(getvariable('timezone'), cast(getvariable('as_of') + 1 as timestamp)))
order by "at", event.line
