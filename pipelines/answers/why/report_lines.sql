-- What the versions of a report say of one line, with file and line.
-- a row per version and measure
select measure, version, amount as sum, file, entry.line
from report_lines as entry
left join (select load_id, file from loads) using (load_id)
left join (select name, any_value(unit) as unit from units group by name having count(*) = 1) as known
    on known.name = entry.unit
where concat_ws('/', report, period, coalesce(known.unit, entry.unit), dzial, rozdzial, paragraf) = ?
order by version, entry.line
