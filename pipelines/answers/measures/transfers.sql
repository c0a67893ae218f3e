-- Where money for a line that runs short may come from: what other lines of its division leave free, the nearest first.
-- Reads budget_facts and budget_month_facts. Within a division the mayor moves current money by himself (UFP art. 257
-- pkt 3); pay and capital money only as far as the council allowed it (art. 258 ust. 1 pkt 1); reserves go other ways.
-- a row per spending line of the year judged for that is short, and line that may give; one without where none can
with nature as (
    select line, any_value(nature) as nature
    from budget_month_facts
    where side = 'spending'
    group by line
),
line as (
    select
        budget_facts.*, nature, greatest(committed, executed) as bound,
        greatest(bound, coalesce(forecast_year_end, 0)) as needed
    from budget_facts
    join nature using (line)
    where level = 'paragraf' and side = 'spending' and year = year(getvariable('as_of')) and plan is not null
      and clearing = 'no' and nature is not null
),
short as (
    select *, needed - plan as short_by, greatest(bound - plan, 0) as short_now
    from line
    where needed > plan and art256 = 'no'
),
giving as (  -- what a draft change of the plan takes away already is not free
    select *, plan - needed + least(coalesce(pending, 0), 0) as free
    from line
    where plan - needed + least(coalesce(pending, 0), 0) > 0 and nature <> 'reserve'
),
pair as (
    select
        short.line, short.unit, short.dzial, short.rozdzial, short.paragraf, short.short_by, short.short_now,
        giving.line as from_line, giving.unit as from_unit, giving.rozdzial as from_rozdzial,
        giving.paragraf as from_paragraf, giving.free,
        case
            when giving.line is null then null
            when short.nature in ('pay', 'capital') or giving.nature in ('pay', 'capital') then 'council_allowed'
            else 'mayor'
        end as decides,
        row_number() over (
            partition by short.line
            order by
                decides desc, giving.unit = short.unit desc, giving.rozdzial = short.rozdzial desc, giving.free desc,
                giving.line
        ) as place
    from short
    left join giving on giving.dzial = short.dzial and giving.line <> short.line
)
select
    *,
    if(free is null, null, least(free, greatest(short_by - coalesce(sum(free) over (
        partition by line order by place rows between unbounded preceding and 1 preceding
    ), 0), 0))) as proposed
from pair
where place <= 10
order by short_now desc, short_by desc, line, place
