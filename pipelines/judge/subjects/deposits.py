"""Deposits of bidders and contractors that the office still holds."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="deposit",
        kind="deposit",
        facts="select unit as key, subject as item, * from deposit_facts",
        told="select *, 'deposits' as noun, subject as item from deposit_facts",
    ),
)
