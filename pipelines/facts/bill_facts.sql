-- Invoices as the rules of payment see them: how they must be paid, to which account, and who they are for.
-- a row per invoice still to be paid, or paid so lately that something can be done about it
select
    facts.invoice_id, facts.number, facts.unit, facts.holder, facts.gross, facts.currency, facts.seller_name,
    facts.contract_id,
    -- the limits are in the currency of the law; a sum in another is not compared with them
    case when facts.currency = getvariable('currency') then grosze(facts.gross) end as gross_gr,
    case when facts.currency = getvariable('currency')
        then grosze(greatest(facts.gross, contracts.amount)) end as transaction_gr,
    greatest(facts.gross, contracts.amount) as transaction_amount,
    limit_of('split_payment.over') as split_over_gr, limit_of('white_list.over') as register_over_gr,
    case when invoice.split_payment_required then 'yes' else 'no' end as annex_15,
    case
        when lately.ordinary then 'paid_by_ordinary_transfer'
        when facts.owed = 'yes' and not invoice.split_payment_noted then 'split_payment_note_missing'
        else 'none'
    end as split_fault,
    if(facts.seller = 'other' and facts.seller_kind <> 'person' and nip_valid(facts.seller_nip), 'yes', 'no')
        as in_register,
    facts.owed, invoice.recipient_internal_id, invoice.recipient_nip,
    case
        when facts.unit is not null or divided.invoice_id is not null then 'known'
        when not invoice.buyer_is_jst then 'needless'
        when invoice.buyer_is_jst is null then null
        when invoice.recipient_internal_id is not null then case
            when not ids.known then null
            when invoice.recipient_internal_id in (
                select ksef_internal_id from units where ksef_internal_id is not null
            ) then 'known' else 'unknown' end
        when invoice.recipient_nip is not null then case
            when not ids.nips_known then null
            when invoice.recipient_nip in (select nip from units where nip is not null) then 'known'
            else 'unknown' end
        else 'unknown'
    end as recipient
from invoice_facts as facts
join invoices as invoice using (invoice_id)
left join contracts on contracts.contract_id = facts.contract_id
left join (
    select invoice_id, bool_or(method = 'transfer') as ordinary
    from payment_facts
    where of_this_month = 'yes'
    group by invoice_id
) as lately using (invoice_id)
left join (select distinct invoice_id from allocations where unit is not null) as divided using (invoice_id)
cross join (
    select count(ksef_internal_id) > 0 as known, count(nip) > 0 as nips_known from units
) as ids
where facts.state not in ('cancelled', 'not_ours', 'pro_forma')
  and (facts.owed = 'yes' or lately.invoice_id is not null)
