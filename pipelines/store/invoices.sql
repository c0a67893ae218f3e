-- The invoices as they are known at a moment, where several feeds speak of them: documents give the facts of the law,
-- the registers the way through the office.
-- a row per invoice
select * exclude (own_id, rows_of_it, rank_by_law, cumulative)
from invoice_rows
where rows_of_it = 1
union all by name
select
    invoice_id,
    any_value(columns(lambda name: list_contains([
        'unit', 'holder', 'step', 'step_since', 'approved_on', 'disputed', 'cancelled_on', 'year', 'dzial', 'rozdzial',
        'paragraf', 'task', 'contract_id', 'seller_kind', 'acceptance_ended_on', 'paid_on', 'paid_amount'
    ], name)) order by rank_by_law desc),
    any_value(columns(lambda name: not list_contains([
        'unit', 'holder', 'step', 'step_since', 'approved_on', 'disputed', 'cancelled_on', 'year', 'dzial', 'rozdzial',
        'paragraf', 'task', 'contract_id', 'seller_kind', 'acceptance_ended_on', 'paid_on', 'paid_amount',
        'invoice_id', 'own_id', 'rows_of_it', 'rank_by_law', 'cumulative'
    ], name)) order by rank_by_law)
from invoice_rows
where rows_of_it > 1
group by invoice_id
