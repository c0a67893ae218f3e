"""Feeds, and records that contradict themselves."""

from pipelines.judge.subjects.subject import Subject

FEEDS = """
select
    feed_facts.* replace (if(gaps is null, attention, 'yes') as attention, 'feeds' as noun), feed as item,
    feed as subject, gaps, unheard, silenced, if(held = 'yes', 'held_back', null) as held_back,
    if(refused = 'yes', last_success, null) as data_of, if(refused = 'yes', never, null) as never_yet,
    nullif(concat_ws('|', never, gaps), '') as notes
from feed_facts
left join feed_gaps using (feed)
"""

RECORDS = """
select record_facts.*, holder as owner, staff.name as person, trim(staff.email) as address
from record_facts
left join staff on noun = 'employees' and staff.employee = subject
"""

SUBJECTS = (
    Subject(docket="feed", kind="feed", facts=f"select feed as key, * from ({FEEDS})", told=FEEDS),
    Subject(
        docket="record",
        kind="record",
        facts="select noun as key, * from record_facts",
        told=RECORDS,
    ),
)
