-- The contracts that are to be paid from a budget line, with file and line.
-- a row per contract signed by the day
select contract_id as contract, signed_on as signed, ends_on as ends, amount as sum, file, entry.line
from contracts as entry
left join (select load_id, file from loads) using (load_id)
where signed_on <= getvariable('as_of') and (
    concat_ws('/', unit_now(unit, getvariable('as_of')), year, 'spending', dzial, rozdzial, paragraf) = $1
    or contract_id in (
        select contract_id from contract_lines
        where $1 = concat_ws(
            '/', unit_now(coalesce(contract_lines.unit, entry.unit), getvariable('as_of')), year, 'spending', dzial,
            rozdzial, paragraf
        )
    )
)
order by contract_id
