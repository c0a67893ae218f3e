-- Letters that are files are written, not sent; and a town says what its first letters are.
-- a row per letter: what one person is told by one run
create table letters_anew (
    letter_id text primary key,                   -- made from day, recipient and what is said: the same letter is never a second one
    run_id text not null,                         -- the run that wrote it
    day text not null,                            -- the day judged for, ISO
    recipient text not null,                      -- the employee who reads it, after substitution; empty: nobody was found
    address text not null,                        -- empty when nobody knows it
    subject text not null,                        -- the line of the letter
    state text not null                           -- sent: by a mail server; written: to a file; known: taken as known, no letter left
        check (state in ('held', 'queued', 'sent', 'written', 'known', 'undeliverable')),
    why text not null default '',                 -- the word for held and undeliverable; the server's answer while it waits
    message blob,                                 -- the finished letter, until it has left
    attempts integer not null default 0,          -- tries to send
    next_try_at text,                             -- UTC, ISO: not before then
    sent_at text,                                 -- UTC, ISO; null until the server took it, or the file was written
    not_before text,                              -- the moment a held letter leaves by itself; null: a later run writes it anew
    kind text not null default 'daily',           -- daily, the news of a run; weekly, the overview of a week; report, on letters that died
    tried_at text,                                -- the last try to send it, UTC, ISO with microseconds
    begun text                                    -- what letters began with: baseline, it is known; all, it has told nobody; null: neither
        check (begun in ('baseline', 'all'))
) strict;
insert into letters_anew (
    letter_id, run_id, day, recipient, address, subject, state, why, message, attempts, next_try_at, sent_at,
    not_before, kind, tried_at
)
select
    letter_id, run_id, day, recipient, address, subject, state, why, message, attempts, next_try_at, sent_at,
    not_before, kind, tried_at
from letters order by rowid;

-- a row per thing a letter says: as before, of the letters above
create table letter_items_anew (
    letter_id text not null references letters_anew,  -- the letter that says it
    rule text not null,                           -- the finding: rule, noun, subject
    noun text not null,                           -- of the finding
    subject text not null,                        -- of the finding
    recipient text not null,                      -- whom it is said to
    instead_of text not null,                     -- the absent person the recipient stands in for; empty: the recipient's own
    day text not null,                            -- on which day, ISO
    reason text not null                          -- overtaken is not said: it ends what was told, for a graver one speaks
        check (reason in ('new', 'worse', 'escalated', 'again', 'repeat', 'resolved', 'vanished', 'overtaken', 'away')),
    severity text not null,                       -- the gravity it was said with
    sentence text not null,                       -- the words it was said in
    step integer not null default 0,              -- how far up it had gone by then
    primary key (rule, noun, subject, recipient, day, reason)
) strict;
insert into letter_items_anew
select letter_id, rule, noun, subject, recipient, instead_of, day, reason, severity, sentence, step
from letter_items order by rowid;
drop table letter_items;
drop table letters;
alter table letters_anew rename to letters;
alter table letter_items_anew rename to letter_items;
create index letters_waiting on letters (state) where state = 'queued';
create index letters_held on letters (not_before) where state = 'held' and not_before is not null;
create index letters_tried on letters (tried_at) where tried_at is not null;
create index letter_items_of_letter on letter_items (letter_id);

-- a row per run that was to write no letters: its own leave only when a run, or a person, says so
create table runs_without_letters (
    run_id text not null,                         -- the run
    known_on text not null,                       -- UTC, ISO: tells apart runs of warehouses built anew
    primary key (run_id, known_on)
) strict;
