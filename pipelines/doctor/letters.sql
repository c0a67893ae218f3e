-- Letters that did not reach their readers: of the last week those that nobody can receive, and those that still wait.
-- one row
select
    (select count(*) from letters where state = 'undeliverable' and recipient <> '' and day >= date(:now, '-7 days'))
        as undeliverable,
    (select count(*) from letters where state = 'undeliverable' and recipient = '' and day >= date(:now, '-7 days'))
        as to_nobody,
    (select count(*) from letters where state = 'queued' and day < date(:now, '-1 day')) as waiting
