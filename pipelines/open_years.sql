-- The oldest budget year whose books are open: what was booked for December comes in during the new year.
-- a macro of a day: its year, or the year before until its books must be closed
create or replace temp macro oldest_open_year(today) as year(today) - cast(coalesce(
    today <= cast(make_date(year(today) - 1, 12, 31) + to_months(limit_of('books.closed_within')) as date), false
) as integer);
