-- Interest for late payment: on what is open and late, and on what was paid late this year.
-- one row: the sums of the town
select
    (select coalesce(sum(interest_so_far), 0)::decimal(18, 2) from invoice_facts where state = 'open') as so_far,
    (select coalesce(sum(interest), 0)::decimal(18, 2) from late_interest_facts) as this_year
