-- What queries say again and again of days and moments; each connection that looks at a day has these.
-- a macro of a day: its number, counted from 1 January 2000, as the rules compare days
create or replace temp macro day_number(a_day) as datediff('day', date '2000-01-01', a_day);
-- a macro of a moment (UTC): what the clock of the town shows
create or replace temp macro local_time(moment) as timezone(getvariable('timezone'), timezone('UTC', moment));
-- a macro of a moment (UTC): the day it falls on in the town
create or replace temp macro local_day(moment) as cast(local_time(moment) as date);
-- a macro of a day: the moment (UTC) at which it begins in the town
create or replace temp macro begins_at(a_day) as
    timezone('UTC', timezone(getvariable('timezone'), cast(a_day as timestamp)));
-- a macro of a moment (UTC): whether only its day was told, which is written as the midnight it begins with
create or replace temp macro hourless(moment) as moment = begins_at(local_day(moment));
-- a macro of an amount: in whole grosze; unknown where nobody could count so much
create or replace temp macro grosze(amount) as try_cast(cast(amount as decimal(38, 2)) * 100 as bigint);
-- a macro of a name: what is left of it when white space, commas and letter case do not count
create or replace temp macro name_key(a_name) as lower(trim(regexp_replace(a_name, '[\s,]+', ' ', 'g')));
-- a macro of an invoice's number as its seller wrote it: `FV 012/2026` and `fv12/2026` are one, `1/12/2026` and
-- `11/2/2026` are two
create or replace temp macro plain_number(number) as array_to_string(list_transform(
    regexp_extract_all(lower(number), '\p{L}+|\d+'), lambda word: ltrim(word, '0')
), '/');
