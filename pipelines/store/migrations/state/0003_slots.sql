-- When each job was due, and what became of it.
-- a row per moment at which a job is due
create table slots (
    job text not null,                            -- run | letters | …
    slot text not null,                           -- the moment, UTC, ISO
    state text not null                           -- waiting; running; done; failed: see next_try_at; skipped: on purpose; missed
        check (state in ('waiting', 'running', 'done', 'failed', 'skipped', 'missed')),
    attempts integer not null default 0,          -- times it was begun, but not those stopped on purpose
    next_try_at text,                             -- UTC, ISO: waiting or failed, not before then; a failed slot without it stays so
    instead text,                                 -- the later slot of the job that is run in place of this one
    started_at text,                              -- UTC, ISO, of the last attempt
    ended_at text,                                -- UTC, ISO, of the last attempt
    error text not null default '',               -- what went wrong, or why it was not run, in the town's language
    run_id text,                                  -- the published run it made or served
    primary key (job, slot)
) strict;
create index slots_open on slots (job, slot) where state in ('waiting', 'running', 'failed');

-- a row per job: how far its slots are written down
create table planned (
    job text primary key,                         -- as in slots
    until text not null                           -- UTC, ISO: every moment up to this one has its row in slots
) strict;

-- a row per time a job was begun, by the schedule or by hand
create table passes (
    pass_id integer primary key,                  -- in the order of their beginning
    job text not null,                            -- run | letters | …
    slot text,                                    -- of the schedule, UTC, ISO; null: by hand
    as_of text not null,                          -- the day judged for, ISO
    started_at text not null,                     -- UTC, ISO
    seconds real,                                 -- how long it took; null while it runs, or where it was killed
    state text not null                           -- broken: the process ended in the middle
        check (state in ('running', 'done', 'failed', 'broken')),
    run_id text,                                  -- the published run it made or served
    rows_in integer,                              -- rows of the files that came
    rows_loaded integer,                          -- of these new or different
    rows_rejected integer,                        -- of these on rejection sheets
    letters integer,                              -- that left
    error text not null default ''                -- what went wrong, or what somebody has to put right
) strict;
create index passes_of_slot on passes (job, slot);
