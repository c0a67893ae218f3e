"""Grants given from the budget."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="grant",
        kind="grant",
        facts="select unit as key, subject as item, * from grant_facts",
        told="select *, 'grants' as noun, subject as item from grant_facts",
    ),
)
