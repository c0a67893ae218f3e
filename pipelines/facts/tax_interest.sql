-- Interest as on tax arrears, which runs from the day after `since` to `until`: its sum, and the day it is known to.
-- a macro of two days: the last day between them that has a rate; null where the day after the first has none
create or replace temp macro tax_interest_through(since, until) as (
    select if(min(valid_from) <= since + 1 and max(valid_to) > since, least(max(valid_to), until), null)
    from law_rates
    where series = 'tax_arrears'
);
-- a macro of a sum and two days: grosze x days x basis points, rounded once at the end, half up, as the law rounds
create or replace temp macro tax_interest(amount, since, until) as if(
    tax_interest_through(since, until) is null, null, (
        select cast(
            (2 * sum(
                cast(grosze(amount) as hugeint)
                * greatest(0, datediff('day', greatest(since, valid_from - 1), least(until, valid_to))) * rate_bp
            ) + limit_of('payments.day_count') * 10000 * limit_of('tax_arrears.rounded_to'))
            // (2 * limit_of('payments.day_count') * 10000 * limit_of('tax_arrears.rounded_to'))
            * limit_of('tax_arrears.rounded_to') as decimal(38, 0)
        ) * 0.01
        from law_rates
        where series = 'tax_arrears'
    )
);
