"""Feeds, and records that contradict themselves."""

from pipelines.judge.subjects.subject import Subject
from pipelines.store.queries import sql

FEEDS = sql("judge/subjects/feed.sql")

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
