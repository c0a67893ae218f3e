-- What the names that are no identifier stand for, as it was known from load to load; null where nobody knows.
-- a row per noun, column, name and time
create table meanings (
    about_noun varchar not null,  -- whose rows say the name
    about_column varchar not null,  -- and in which column
    kind varchar not null,  -- the noun of what is named: employees, units, cases
    name varchar not null,  -- as it stands there
    meant varchar,  -- the identifier it stands for
    known_from timestamp not null,  -- UTC; from then on this was what we knew
    known_to timestamp  -- UTC; from then on it no longer was; null while it is
);
