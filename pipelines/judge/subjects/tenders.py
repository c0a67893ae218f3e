"""Public procurement: the announcements each procedure owes."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="tender",
        kind="notice",
        facts="select unit as key, subject as item, * from tender_facts",
        told="select *, 'tenders' as noun, subject as item from tender_facts",
    ),
)
