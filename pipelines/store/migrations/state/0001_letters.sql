-- The letters, what they say, and how their delivery went.
-- a row per letter: what one person is told by one run
create table letters (
    letter_id text primary key,                   -- made from day, recipient and what is said: the same letter is never a second one
    run_id text not null,                         -- the run that wrote it
    day text not null,                            -- the day judged for, ISO
    recipient text not null,                      -- the employee who reads it, after substitution; empty: nobody was found
    address text not null,                        -- empty when nobody knows it
    subject text not null,                        -- the line of the letter
    state text not null check (state in ('held', 'queued', 'sent', 'undeliverable')),
    why text not null default '',                 -- the word for held and undeliverable; the server's answer while it waits
    message blob,                                 -- the finished letter, until it has left
    attempts integer not null default 0,          -- tries to send
    next_try_at text,                             -- UTC, ISO: not before then
    sent_at text                                  -- UTC, ISO; null until the server took it
) strict;
create index letters_waiting on letters (state) where state = 'queued';

-- a row per thing a letter says: the memory of who was told what, when and why
create table letter_items (
    letter_id text not null references letters,   -- the letter that says it
    rule text not null,                           -- the finding: rule, noun, subject
    noun text not null,                           -- of the finding
    subject text not null,                        -- of the finding
    recipient text not null,                      -- whom it is said to
    instead_of text not null,                     -- the absent person the recipient stands in for; empty: the recipient's own
    day text not null,                            -- on which day, ISO
    reason text not null                          -- overtaken is not said: it ends what was told, for a graver one speaks
        check (reason in ('new', 'worse', 'repeat', 'resolved', 'overtaken')),
    severity text not null,                       -- the gravity it was said with
    sentence text not null,                       -- the words it was said in
    primary key (rule, noun, subject, recipient, day, reason)
) strict;
create index letter_items_of_letter on letter_items (letter_id);

-- a row per run whose letters are all kept
create table posted (
    run_id text not null,                         -- the run
    known_on text not null,                       -- UTC, ISO: tells apart runs of warehouses built anew
    primary key (run_id, known_on)
) strict;

-- a row per act of a person that changes what the office sees
create table audit (
    at text not null,                             -- UTC, ISO
    author text not null,                         -- who
    action text not null,                         -- note | release | …
    subject text not null,                        -- on what
    details text not null                         -- JSON
) strict;
