"""Breaches of personal data that the supervisory authority has to be told of."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="breach",
        kind="breach",
        facts="select subject as key, subject as item, * from breach_facts",
        told="select *, 'breaches' as noun, subject as item from breach_facts",
    ),
)
