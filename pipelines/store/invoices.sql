-- The invoices as they are known at a moment, where several feeds speak of them: documents give the facts of the law,
-- the registers the way through the office; a correction that names a register's own mark means the invoice it marks.
-- a row per invoice
with known as (
    select * exclude (own_id, rows_of_it, rank_by_law, cumulative)
    from invoice_rows
    where rows_of_it = 1
    union all by name
    select
        invoice_id,
        any_value(columns(lambda name: list_contains([
            'unit', 'holder', 'step', 'step_since', 'approved_on', 'disputed', 'disputed_amount', 'cancelled_on',
            'year', 'dzial', 'rozdzial', 'paragraf', 'task', 'contract_id', 'seller_kind', 'acceptance_ended_on',
            'paid_on', 'paid_amount', 'retained_amount', 'retained_until'
        ], name)) order by rank_by_law desc),
        any_value(columns(lambda name: not list_contains([
            'unit', 'holder', 'step', 'step_since', 'approved_on', 'disputed', 'disputed_amount', 'cancelled_on',
            'year', 'dzial', 'rozdzial', 'paragraf', 'task', 'contract_id', 'seller_kind', 'acceptance_ended_on',
            'paid_on', 'paid_amount', 'retained_amount', 'retained_until',
            'invoice_id', 'own_id', 'rows_of_it', 'rank_by_law', 'cumulative'
        ], name)) order by rank_by_law)
    from invoice_rows
    where rows_of_it > 1
    group by invoice_id
),
mark as (
    select map_from_entries(list(struct_pack(k := own_id, v := invoice_id))) as led_to
    from (
        select own_id, min(invoice_id) as invoice_id from invoice_rows where rows_of_it > 1 group by own_id
    )
)
select known.* replace (
    array_to_string(list_transform(
        string_split(corrects, '|'), lambda named: coalesce(led_to[trim(named)], named)
    ), '|') as corrects
)
from known
cross join mark
