-- Why a file was held, and what to do, stay after it was let in: whoever asks for that day is told so.
-- one row: the table of loads gains two columns
alter table loads add column held_reason varchar;
alter table loads add column held_fix varchar;
