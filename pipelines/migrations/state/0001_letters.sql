-- a row per letter to one person on one day
create table letters (
    letter_id text primary key,                   -- made from recipient and day, so that writing twice is writing once
    day text not null,                            -- the day judged for, ISO
    recipient text not null,                      -- the employee, after substitution
    address text,                                 -- null when nobody knows it
    subject text not null,                        -- the line of the letter
    state text not null check (state in ('held', 'queued', 'sent', 'undeliverable')),
    why text,                                     -- the word for held and undeliverable
    message blob,                                 -- the whole letter as it is sent
    attempts integer not null default 0,          -- tries to send
    queued_at text not null,                      -- UTC, ISO
    sent_at text                                  -- UTC, ISO; null until the server took it
) strict;

-- a row per thing a letter says
create table letter_items (
    letter_id text not null references letters,   -- the letter that says it
    rule text not null,                           -- the finding: rule, noun, subject
    noun text not null,                           -- of the finding
    item text not null,                           -- the finding's subject
    recipient text not null,                      -- whom it is said to
    day text not null,                            -- on which day, ISO
    reason text not null,                         -- new | worse | repeat | resolved
    severity text not null,                       -- the gravity it was said with
    primary key (rule, noun, item, recipient, day, reason)
) strict;

-- a row per act of a person that changes what the office sees
create table audit (
    at text not null,                             -- UTC, ISO
    author text not null,                         -- who
    action text not null,                         -- note | release | …
    subject text not null,                        -- on what
    details text not null                         -- JSON
) strict;
