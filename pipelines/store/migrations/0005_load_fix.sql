-- What to do about a file that was held or refused, apart from the reason why it was.
-- one row: the table of loads gains a column
alter table loads add column fix varchar;
