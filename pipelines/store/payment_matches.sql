-- Transfers that a bank tells, which names no invoice: the one invoice that KSeF number, the seller's number, account
-- and sum lead to. What leads to several is not guessed, and a transfer that another feed tells too counts once.
-- a row per such transfer; `invoices`: how many it leads to; `state`: matched, several, exceeds,
-- told_elsewhere or none;
-- `invoice_id` only where matched
with transfer as (
    select
        payment_id, feed, coalesce(paid_on, ordered_on) as day, amount, title,
        nullif(regexp_replace(account, '\D', '', 'g'), '') as account,
        '/' || plain_number(title) || '/' as words,
        regexp_replace(regexp_extract(title, '(?i)/IDC/([^/]+)', 1), '\W', '', 'g') as payee
    from payment_rows
    where invoice_id is null
),
bill as (
    select
        invoice_id, ksef_number, issued_on, seller_nip, coalesce(payable, gross) as to_pay,
        nullif(regexp_replace(account, '\D', '', 'g'), '') as account,
        '/' || plain_number(number) || '/' as words,
        '/' || regexp_replace(plain_number(number), '^(\p{L}+/)+', '') || '/' as bare_words
    from invoices
),
in_title as (  -- spaces in a KSeF number are those of a title's pieces
    select payment_id, replace(unnest(regexp_extract_all(
        replace(upper(title), ' ', ''), '[0-9A-Z]{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}'
    )), '-', '') as ksef_number
    from transfer
),
alike as (  -- a row per invoice that is named, or may be where nothing is, with what it shares with the transfer
    select payment_id, invoice_id, bool_or(by_account) as same_account, bool_or(by_sum) as same_sum,
        bool_or(by_payee) as same_payee
    from (
        select payment_id, invoice_id, true as by_account, false as by_sum, false as by_payee
        from transfer join bill on transfer.account = bill.account
            and (title is null or contains(transfer.words, bare_words))
        union all
        select payment_id, invoice_id, false, true, false
        from transfer join bill on to_pay = abs(amount) and (title is null or contains(transfer.words, bare_words))
        union all
        select payment_id, invoice_id, false, false, true
        from transfer join bill on seller_nip = payee and contains(transfer.words, bare_words)
    )
    group by payment_id, invoice_id
),
candidate as (  -- how surely each is meant, the surest first; the last only may be named beside another
    select payment_id, invoice_id, bare_words, 1 as place
    from in_title
    join bill on replace(bill.ksef_number, '-', '') = in_title.ksef_number
    union all
    select payment_id, invoice_id, bare_words, case
        when contains(transfer.words, bill.words) and contains(trim(bill.words, '/'), '/') then 2
        when contains(transfer.words, bare_words) and same_sum and (same_account or same_payee) then 3
        when transfer.title is null and same_sum and same_account then 4
        when contains(transfer.words, bare_words) and contains(trim(bare_words, '/'), '/') then 5
    end
    from alike
    join transfer using (payment_id)
    join bill using (invoice_id)
    where issued_on <= day
),
named as (  -- how many numbers a title has, where there are several; one that is a part of another is not counted
    select payment_id, len(list_filter(numbers, lambda one: not list_bool_or(list_transform(
        numbers, lambda other: other <> one and contains(other, one)
    )))) as times
    from (
        select payment_id, list(distinct bare_words) as numbers
        from candidate
        where place <> 4
        group by payment_id
        having count(distinct bare_words) > 1
    )
    union all
    select payment_id, count(distinct ksef_number) as times from in_title group by payment_id having times > 1
),
sure as (
    select payment_id, min(invoice_id) as invoice_id, count(distinct invoice_id) as invoices
    from (select * from candidate where place < 5 qualify place = min(place) over (partition by payment_id))
    group by payment_id
),
best as (
    select sure.payment_id, sure.invoice_id, greatest(any_value(invoices), coalesce(max(times), 0)) as invoices
    from sure
    left join named using (payment_id)
    group by sure.payment_id, sure.invoice_id
),
told as (  -- by whoever names the invoice
    select invoice_id, amount, count(*) as times
    from payment_rows
    where invoice_id is not null
    group by invoice_id, amount
)
select
    transfer.payment_id, transfer.feed, transfer.day, invoices,
    case
        when invoices is null then 'none'
        when invoices > 1 then 'several'
        when abs(transfer.amount) > to_pay then 'exceeds'
        when row_number() over one_sum <= coalesce(told.times, 0) then 'told_elsewhere'
        else 'matched'
    end as state,
    if(state = 'matched', best.invoice_id, null) as invoice_id
from transfer
left join best using (payment_id)
left join bill on bill.invoice_id = best.invoice_id
left join told on told.invoice_id = best.invoice_id and told.amount = transfer.amount and best.invoices = 1
window one_sum as (
    partition by best.invoice_id, best.invoices, transfer.amount order by transfer.day, transfer.payment_id
)
