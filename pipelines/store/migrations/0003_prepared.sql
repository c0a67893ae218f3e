-- Which contracts the history tables were made by.
-- a row per warehouse: the contracts that its history tables were last made by
create table prepared (
    contracts varchar not null                    -- sha256 of their sources
);
