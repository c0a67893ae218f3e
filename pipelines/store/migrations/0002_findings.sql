-- What each run published: the run, its law, its findings, and what could not be judged.
-- a row per pass over the town that was published
create table runs (
    run_id varchar primary key,                   -- of the snapshot's name too
    as_of date not null,                          -- the day judged for
    known_on timestamp not null,                  -- UTC; what was loaded by then was known
    published_at timestamp,                       -- UTC; null while the pass is not published
    version varchar not null,                     -- of the program
    fingerprint varchar not null,                 -- of everything the findings follow from: equal fingerprints, equal findings
    town_toml varchar not null,                   -- the settings judged with, whole
    law json not null,                            -- path -> sha256 of the law's files judged with
    counts json not null                          -- what the pass saw and found
);

-- a row per version of a file of the law, so that a past report can be rebuilt
create table law_files (
    sha256 varchar not null,                      -- of the text
    path varchar not null,                        -- inside rules/law
    text varchar not null,                        -- whole
    primary key (sha256, path)
);

-- a row per thing a rule says of a subject in a run
create table findings (
    run_id varchar not null,                      -- the pass that found it
    as_of date not null,                          -- the day judged for
    known_on timestamp not null,                  -- UTC
    rule varchar not null,                        -- C02
    name varchar not null,                        -- case_overdue
    noun varchar not null,                        -- of the subject
    subject varchar not null,                     -- with rule and noun the identity of a finding
    severity varchar not null,                    -- info | warn | high | critical
    due_on date,                                  -- the day the rule judges by
    raw_due_on date,                              -- the same before rolling to a working day
    days_left bigint,                             -- calendar days, negative once past
    working_days_left bigint,                     -- working days in (as_of, due_on]
    amount decimal(18, 2),                        -- the money at stake
    unit varchar,                                 -- the unit concerned
    holder varchar,                               -- the employee who holds the subject
    recipients varchar[] not null,                -- employees, before substitution
    status varchar not null,                      -- new | worse | unchanged | better | resolved
    message varchar not null,                     -- one sentence in the town's language
    law varchar[] not null,                       -- the provisions
    because json not null,                        -- the facts and findings it follows from
    n bigint not null,                            -- how many matches there were; `because` names at most 100
    details json not null,                        -- the values of the sentence
    first_seen date not null,                     -- the as_of of the first run of its unbroken presence
    inhibited_by varchar                          -- the stronger rule that silences it
);

-- a row per question a rule could not answer for want of a column
create table unjudged (
    run_id varchar not null,                      -- the pass
    rule varchar not null,                        -- that could not be judged
    noun varchar not null,                        -- of the subject
    subject varchar not null,                     -- of whom it could not be judged
    missing varchar not null                      -- the column whose value is unknown
);
