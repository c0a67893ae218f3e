-- What pages need of the law the day was judged by.
-- One row: the currency of amounts, the days to pay where the parties agreed no term, and how many days after the staff
-- were told of it numbers of single persons may be shown; null where the law has none
select
    getvariable('currency') as currency, cast(limit_of('payments.no_term_days') as integer) as no_term_days,
    cast(limit_of('privacy.announcement_days') as integer) as announcement_days
