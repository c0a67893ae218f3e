"""Feeds, and records that contradict themselves."""

from pipelines.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="feed",
        kind="feed",
        facts="select feed as key, feed as item, * from feed_facts",
        told="select * replace ('feeds' as noun), feed as item, feed as subject from feed_facts",
    ),
    Subject(
        docket="record",
        kind="record",
        facts="select noun as key, * from record_facts",
        told="select *, holder as owner from record_facts",
    ),
)
