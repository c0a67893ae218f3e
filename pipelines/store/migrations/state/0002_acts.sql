-- What people decided about findings, and what was decided about whom to tell.
-- a row per act of a person over findings; it holds from `at` until it is ended or its last day is over
create table acts (
    act_id integer primary key,                   -- in the order of doing
    kind text not null check (kind in ('acknowledge', 'silence')),
    rule text not null,                           -- empty: whatever rule speaks of the subject
    noun text not null,                           -- empty: of any kind
    subject text not null,                        -- empty: whatever the rule speaks of
    severity text not null,                       -- how grave what it covers was, at most, when it was done
    day text not null,                            -- the judged day the author saw, ISO: a finding that came later is another one
    until text,                                   -- the last day it holds, ISO; null: until it is ended or outgrown
    why text not null,                            -- in the author's words
    author text not null,                         -- who
    at text not null,                             -- UTC, ISO
    ended_at text,                                -- UTC, ISO: undone, or replaced by a later act
    check (rule <> '' or subject <> '')
) strict;
create index acts_of_subject on acts (subject, kind);

-- a row per version of what one person wishes of the letters
create table wishes (
    employee text not null,                       -- whose wish
    severity text,                                -- nothing below it is written; null: everything
    language text,                                -- of the letters; null: as the register of employees says
    quiet text,                                   -- hours without letters, 18:00-07:00; null: the town's only
    digest text,                                  -- daily | weekly; null: daily
    author text not null,                         -- who set it
    at text not null,                             -- UTC, ISO
    ended_at text                                 -- UTC, ISO: undone, or replaced by a later wish
) strict;
create unique index wishes_in_force on wishes (employee) where ended_at is null;

-- a row per change of what was decided about telling one finding to one person; the same word again adds none
create table decisions (
    decision_id integer primary key,              -- in the order in which they were made
    rule text not null,                           -- the finding: rule, noun, subject
    noun text not null,                           -- of the finding
    subject text not null,                        -- of the finding
    recipient text not null,                      -- whom it is about to be told; empty: nobody was found
    instead_of text not null,                     -- the absent person the recipient stands in for; empty: the recipient's own
    day text not null,                            -- the day judged for, ISO: from here on, until the next row
    run_id text not null,                         -- the run
    reason text not null,                         -- the word: new, worse, repeat, silenced, acknowledged …
    held text not null,                           -- why what is to be said waits; empty: it may leave
    why text not null,                            -- what the word rests on: the stronger rule, the threshold, the author's reason
    act_id integer references acts,               -- the act that holds it
    step integer not null,                        -- how far up it had gone by then; 0: no further than its own readers
    severity text not null,                       -- of the finding
    version text not null                         -- of the rule that spoke
) strict;
create index decisions_of_finding on decisions (subject, noun, rule, recipient, decision_id);

-- the moment a held letter leaves by itself; null: a later run writes it anew
alter table letters add column not_before text;
create index letters_held on letters (not_before) where state = 'held' and not_before is not null;

-- where an act came from: a command line and its host, a page
alter table audit add column place text not null default '';

-- a row per thing a letter says: the memory of who was told what, when and why
create table letter_things (
    letter_id text not null references letters,   -- the letter that says it
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
insert into letter_things
select letter_id, rule, noun, subject, recipient, instead_of, day, reason, severity, sentence, 0
from letter_items order by rowid;
drop table letter_items;
alter table letter_things rename to letter_items;
create index letter_items_of_letter on letter_items (letter_id);
