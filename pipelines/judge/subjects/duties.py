"""Duties of the calendar: contributions, taxes, and what is published once a year."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="duty",
        kind="duty",
        facts="select unit as key, subject as item, * from duty_facts where owned_by <> 'Z01'",
        told="select *, 'duties' as noun, subject as item from duty_facts",
    ),
)
