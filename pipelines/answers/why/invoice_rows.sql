-- What each feed says of one invoice, with the file it stands in; documents first.
-- a row per feed that names the invoice
select *
from invoice_rows
left join (select load_id, file from loads) using (load_id)
where invoice_id = $subject and rows_of_it > 1
order by rank_by_law
