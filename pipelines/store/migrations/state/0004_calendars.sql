-- The calendars that people subscribe to.
-- a row per person whose calendar can be subscribed to
create table calendars (
    employee text primary key,                    -- whose deadlines
    token_sha256 text not null unique,            -- of the secret in its address
    granted_at text not null                      -- UTC, ISO
) strict;
