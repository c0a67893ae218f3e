-- What was read of which file, and which nouns have a history.
-- a row per (file, feed, noun) that was read
create table loads (
    load_id varchar primary key,                  -- L000001, L000002 … in the order of reading
    feed varchar not null,                        -- the feed's name in town.toml; `note` for rows people add by hand
    noun varchar not null,                        -- what the rows are
    folder varchar not null,                      -- the folder of the inbox the file arrived in
    file varchar not null,                        -- the file's name as it arrived
    sha256 varchar not null,                      -- of the file's bytes
    arrival varchar not null,                     -- the first load of this arrival of the file: archive/<folder>/<arrival>-<file>
    started_at timestamp not null,                -- UTC
    known_from timestamp not null,                -- UTC; what this load says is known from here on; strictly increasing
    rows_in bigint not null,                      -- rows of the file
    rows_loaded bigint not null,                  -- rows that began a version: new or different
    rows_unchanged bigint not null,               -- rows that changed nothing: as known already, or collapsed by `distinct`
    rows_rejected bigint not null,                -- rows on the rejection sheet
    rows_ended bigint not null,                   -- live rows that vanished from a whole register
    state varchar not null,                       -- loaded | unchanged | held | refused
    reason varchar,                               -- why it was not simply loaded, in the town's language
    aside varchar[] not null,                     -- columns of the file that nobody asked for
    mapping varchar not null,                     -- hash of the settings and contract the file was read with
    check (state in ('loaded', 'unchanged', 'held', 'refused')),
    check (rows_in = rows_loaded + rows_unchanged + rows_rejected)
);

-- a row per noun that has a history
create table nouns (
    noun varchar primary key,                     -- its table is <noun>_history
    identity varchar[] not null                   -- the columns that say which rows are the same thing
);
