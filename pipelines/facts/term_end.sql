-- The end of a term: months and years end on the day of the same number, or on the last of the month.
-- a macro of a start, a number and a unit; working days need the calendar
create or replace temp macro term_end(start_on, n, unit) as case unit
    when 'day' then start_on + n
    when 'week' then start_on + 7 * n
    when 'month' then cast(start_on + to_months(n) as date)
    when 'year' then cast(start_on + to_years(n) as date)
end
