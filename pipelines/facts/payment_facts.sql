-- Transfers ordered by as_of: what the VAT register said of the account, how they were made, what their title names.
-- a row per transfer of a known invoice
select
    payments.payment_id, payments.invoice_id, invoice.seller_nip, invoice.unit, invoice.holder, payments.ordered_on,
    payments.amount, payments.method, account_check,
    case
        when account_check = 'not_listed' then 'account_not_listed'
        when account_checked_on < ordered_on then 'register_of_an_earlier_day'
        when account_checked_on > ordered_on then 'register_of_a_later_day'
        when account_check = 'unknown' then 'account_not_found_out'
        when account_checked_on is null then null  -- listed on which day? only that of the order counts
        when account_check = 'listed' then 'listed'
    end as account_answer,
    -- a number that fails its own check digits is a mistake of the data, which has to be mended first
    if(coalesce(payments.account, invoice.account) is null
        or account_valid(coalesce(payments.account, invoice.account)),
        'yes', 'no') as account_readable,
    notice.rolled as notify_by,
    if(getvariable('as_of') <= notice.rolled, 'yes', 'no') as can_notify,
    if(ordered_on > getvariable('as_of') - cast(limit_of('I06.after_days') as integer), 'yes', 'no') as of_this_month,
    if(ordered_on > getvariable('as_of') - cast(limit_of('I11.after_days') as integer), 'yes', 'no') as of_this_week,
    invoice.ksef_number, title,
    case when invoice.ksef_number is not null and title is not null then if(
        contains(replace(upper(title), ' ', ''), upper(invoice.ksef_number)), 'yes', 'no'
    ) end as names_ksef,
    case  -- the duty is one between active VAT payers
        when invoice.seller_vat = 'exempt' then 'never'
        when coalesce(invoice.seller_vat, 'unknown') = 'unknown' then null
        when duty.whole = 1 then 'yes'
        when duty.whole = 0 then 'no'
    end as must_name_ksef,
    (
        select min(valid_from) from law_parameters as always
        where always.name = 'ksef_number.required_in_title' and always.whole = 1
    ) as named_from
from payments
join invoices as invoice using (invoice_id)
left join law_calendar as notice on notice.day = ordered_on + cast(limit_of('white_list.notify_days') as integer)
left join law_parameters as duty
    on duty.name = 'ksef_number.required_in_title' and ordered_on between duty.valid_from and duty.valid_to
where ordered_on <= getvariable('as_of') and payments.amount > 0
  and payment_id not in (  -- what the bank returned paid nobody
      select of_what from settlements where by_what = 'payment' and amount = 0 and booked > 0
  )
