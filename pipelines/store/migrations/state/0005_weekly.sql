-- The weekly letters: which letters they are, how fast all of them leave, and what is attached.

-- which letter it is: daily, the news of a run; weekly, the overview of a week; report, on letters that died
alter table letters add column kind text not null default 'daily';

-- the last try to send it, UTC, ISO with microseconds: so many a minute, whichever process sends them
alter table letters add column tried_at text;
create index letters_tried on letters (tried_at) where tried_at is not null;

-- a row per week whose letters are all kept
create table weeks (
    week text primary key,                        -- ISO 8601, 2026-W48
    day text not null,                            -- the day judged for, ISO
    run_id text not null                          -- the run they tell of
) strict;

-- what is attached to the weekly letter: xlsx | none; null: nothing
alter table wishes add column attach text;
