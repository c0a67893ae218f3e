-- Stores a run, with the counts of its findings by severity.
-- one row: the run
insert into runs by name
select ? as run_id, ? as as_of, ? as known_on, ? as published_at, ? as version, ? as fingerprint,
    ? as town_toml, ?::json as law,
    coalesce((select json_group_object(severity, n) from (
        select severity, count(*) as n from findings_now
        where status <> 'resolved' and inhibited_by is null group by severity order by severity
    )), '{}') as counts
