-- The codes the books use: paragraphs that ended before the budget year, money left on a clearing paragraph.
-- a row per line of spending, in the running year and the years after it, and in the year before while its books are
-- open
with reported as (  -- cumulative reports of units without a ledger, as changes from period to period
    select
        unit, year, dzial, rozdzial, paragraf, measure, booked_on,
        amount - coalesce(lag(amount) over (
            partition by unit, year, dzial, rozdzial, paragraf, measure
            order by booked_on, length(period) desc, period
        ), 0) as amount
    from (
        select *, case
            when period like '%-Q_' then last_day(make_date(year, 3 * cast(right(period, 1) as integer), 1))
            when period like '____-__' then last_day(cast(period || '-01' as date))
            else make_date(year, 12, 31)
        end as booked_on
        from report_lines
        where side = 'spending' and (unit, year) not in (select (unit, year) from budget)
        qualify row_number() over (
            partition by report, unit, year, period, dzial, rozdzial, paragraf, measure order by version desc nulls last
        ) = 1
    )
),
entry as (
    select unit_now(unit, getvariable('as_of')) as unit, year, dzial, rozdzial, paragraf, amount, measure, booked_on
    from budget
    where side = 'spending'
    union all by name
    select * replace (unit_now(unit, getvariable('as_of')) as unit) from reported
),
month as (  -- the end of the last month that is over, and of the one before it
    select closed, last_day(closed - interval 1 month) as before
    from (select if(getvariable('as_of') = last_day(getvariable('as_of')), getvariable('as_of'),
        cast(date_trunc('month', getvariable('as_of')) - interval 1 day as date)) as closed)
),
ended as (
    select split_part(word, ' ', 1) as code, replace(split_part(word, ' ', 2), '/', ', ') as instead
    from (select unnest(codes_of('classification.ended_paragraphs')) as word)
),
line as (  -- what was charged by the month before the last, less all that was taken off since
    select
        entry.unit, year, dzial, rozdzial, paragraf, before, closed,
        listed_code('classification.clearing_paragraphs', paragraf, year) as clearing,
        coalesce(sum(amount) filter (measure = 'executed' and booked_on <= before), 0)
            + coalesce(sum(amount) filter (measure = 'executed' and booked_on > before and amount < 0), 0) as uncleared
    from entry
    cross join month
    where booked_on <= getvariable('as_of') and year >= oldest_open_year(getvariable('as_of'))
    group by all
)
select
    concat_ws('/', line.unit, year, 'spending', dzial, rozdzial, paragraf) as line, line.unit, year,
    concat_ws(' / ', dzial, rozdzial, paragraf) as codes, coalesce(units.name, line.unit) as unit_name,
    if(ended.code is not null, paragraf, null) as ended, ended.instead,
    if(clearing and uncleared > 0, try_cast(uncleared as decimal(18, 2)), null) as left_over,
    if(clearing and uncleared > 0, before, null) as since, if(clearing and uncleared > 0, closed, null) as until,
    if(ended.code is not null or coalesce(clearing and uncleared > 0, false), 'wrong', 'not_known_to_be_wrong')
        as standing
from line
left join (select unit, name from units) as units on units.unit = line.unit
left join ended
    on ended.code = left(paragraf, 3) and length(paragraf) = 4 and year >= limit_of('classification.ended_from_year')
