-- Which columns a file with a profile was read from, so that another choice is not made in silence.
-- one row: the table of loads gains a column, JSON; null where the feed has no profile
alter table loads add column taken varchar;
