-- The budget year: how long its books are open, and which codes its classification has.
-- a macro of a day: its year, or the year before until its books must be closed; December's bookings come in in January
create or replace temp macro oldest_open_year(today) as year(today) - cast(coalesce(
    today <= cast(make_date(year(today) - 1, 12, 31) + to_months(limit_of('books.closed_within')) as date), false
) as integer);
-- a macro of a list of the law, a code and a budget year: is it on the list; no where nobody has read that year's
create or replace temp macro listed_code(list_name, one_code, budget_year) as exists (
    from law_codes
    where name = list_name and code = one_code and make_date(budget_year, 7, 1) between valid_from and valid_to
);
-- a macro of a paragraf and a list of the law: does it begin as one of the list does; of three digits the fourth is the
-- source of the money, of four it is the paragraf itself; null where there is no list
create or replace temp macro begins_as(one_code, beginnings) as
    len(list_filter(beginnings, lambda beginning: starts_with(one_code, beginning))) > 0;
-- a macro of a unit and a day: the unit that its plan and its execution belong to on that day
create or replace temp macro unit_now(a_unit, today) as coalesce(list_filter(
    getvariable('successors')[a_unit], lambda link: link.after_day < today
)[-1].successor, a_unit);
