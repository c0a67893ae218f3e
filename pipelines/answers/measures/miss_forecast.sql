-- How probable it is that an open case misses its day, foretold today and, to see how good that is, on the first days
-- of the last six months with nothing but what had happened by then. The clock is the share of the term gone by, in
-- working days without the stops, so that neither stops nor the days off of a season count. Of the cases of its kind
-- that were open at that share (Kaplan and Meier), how many were open past the whole term? A kind with few such cases
-- is drawn towards all kinds, as if 20 cases of all kinds were added to it; below $few settled cases of the kind
-- nothing is said. Nothing is known of persons here.
-- a row per day of foretelling and case that was open then with its day still ahead
with moment as (
    select getvariable('as_of') as foretold_on
    union
    select cast(date_trunc('month', getvariable('as_of')) - to_months(back) as date)
    from range(6) as month_before (back)
),
clock as (  -- how many working days of each term
    select
        subject, kind, unit, service, start_on, settled_on, net_due_on,
        last_day.working_no - first_day.working_no as term, first_day.working_no as from_no
    from case_facts
    join law_calendar as first_day on first_day.day = start_on
    join law_calendar as last_day on last_day.day = base_on
    where noun = 'cases' and kind is not null and not handed_over
),
stop_days as (  -- a row per case and working day on which its clock stood
    select distinct subject, day
    from case_stops
    join law_calendar
        on working and day > begins and day <= coalesce(ends, getvariable('as_of')) and day <= getvariable('as_of')
),
stood as (  -- a row per moment and case: working days it had stood by then
    select foretold_on, subject, count(*) as days
    from moment
    join stop_days on day <= foretold_on
    group by foretold_on, subject
),
stood_before_settling as (
    select subject, count(*) as days
    from stop_days
    join clock using (subject)
    where day <= settled_on
    group by subject
),
seen as (  -- a row per moment and case begun by then: the share of its term gone by when it was settled, or by then
    select
        foretold_on, clock.*, coalesce(settled_on < foretold_on, false) as done,
        100.0 / term * if(
            coalesce(settled_on < foretold_on, false),
            settled_day.working_no - from_no - coalesce(stood_before_settling.days, 0),
            then_day.working_no - from_no - coalesce(stood.days, 0)
        ) as gone
    from clock
    join moment on start_on < foretold_on
    join law_calendar as then_day on then_day.day = foretold_on
    left join law_calendar as settled_day on settled_day.day = settled_on
    left join stood using (foretold_on, subject)
    left join stood_before_settling using (subject)
    where term > 0
),
leaving as (  -- a row per moment, kind ('' for all) and whole percent of the term
    select foretold_on, grp, floor(gone) as gone, count(*) filter (done) as settled, count(*) as leaving
    from (
        select *, unnest([kind, '']) as grp
        from seen
    )
    group by all
),
risk as (
    select
        *, sum(leaving) over (partition by foretold_on, grp order by gone desc) as at_risk,
        sum(settled) over (partition by foretold_on, grp) as known
    from leaving
),
curve as (  -- the share still open once that percent of the term has gone by
    select *, product(1 - settled / at_risk) over (partition by foretold_on, grp order by gone) as still_open
    from risk
),
past_term as (
    select foretold_on, grp, min(still_open) as still_open
    from curve
    where gone <= 100
    group by foretold_on, grp
),
open_then as (
    select
        foretold_on, subject, kind, unit, service, net_due_on, settled_on, gone, floor(gone) as whole,
        -- known once the day has passed, however early it was settled: else what is slow would be left out
        if(net_due_on < getvariable('as_of'), coalesce(settled_on > net_due_on, true), null) as missed
    from seen
    where not done and net_due_on >= foretold_on and gone <= 100
),
own as (
    select open_then.*, curve.at_risk, curve.known, past_term.still_open / nullif(curve.still_open, 0) as share
    from open_then
    asof left join curve on curve.foretold_on = open_then.foretold_on and curve.grp = kind and curve.gone <= whole
    left join past_term on past_term.foretold_on = open_then.foretold_on and past_term.grp = kind
),
drawn as (
    select
        own.*, past_term.still_open / nullif(curve.still_open, 0) as share_of_all
    from own
    asof left join curve on curve.foretold_on = own.foretold_on and curve.grp = '' and curve.gone <= whole
    left join past_term on past_term.foretold_on = own.foretold_on and past_term.grp = ''
)
select
    foretold_on, subject, kind, unit, service, net_due_on, settled_on, gone as gone_percent,
    cast(known as bigint) as settled_of_kind, missed,
    if(known >= $few, (coalesce(share, 0) * at_risk + 20 * share_of_all) / (at_risk + 20), null) as probability
from drawn
