-- What the names that are no identifier stand for, as it was known from load to load; null where nobody knows.
-- a row per noun, column, name and time
create table meanings (
    about_noun varchar not null,
    about_column varchar not null,
    kind varchar not null,  -- the noun of what is named: employees, units, cases
    name varchar not null,
    meant varchar,
    known_from timestamp not null,
    known_to timestamp
);
