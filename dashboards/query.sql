-- What every page's statements may use. Temporary: made anew for each reader, so a statement that forgot
-- to ask for its reader's rights cannot even be written by accident in terms of another reader's.

-- name: may_see
-- Whether the reader may see a row of this unit: all units, or one of the reader's own. A row without a unit is
-- seen only by those who see everything.
create or replace temp macro may_see(its_unit) as
    getvariable('units') is null or coalesce(list_contains(getvariable('units'), its_unit), false);

-- name: gravity
-- 1 is the gravest; what is not a signal comes last.
create or replace temp macro gravity(severity) as
    coalesce(list_position(['critical', 'high', 'warn', 'info'], severity), 9);

-- name: signals
-- A row per thing that this run says something of: its gravest word, and all that is said, gravest first.
create or replace temp view signals as
select noun, subject,
       arg_min(severity, gravity(severity)) as severity,
       list({'rule': rule, 'severity': severity, 'message': message, 'law': law, 'first_seen': first_seen,
             'status': status} order by gravity(severity), rule) as said
from findings
where run_id = getvariable('run_id') and status <> 'resolved' and inhibited_by is null
group by noun, subject;
