-- What pages need of the law the day was judged by.
-- One row: the currency of amounts, and the days to pay where the parties agreed no term; null where the law has none
select getvariable('currency') as currency, cast(limit_of('payments.no_term_days') as integer) as no_term_days
