"""Contracts that run, and how much of them is used."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="contract_use",
        kind="running",
        facts="select unit as key, subject as item, * from contract_use_facts",
        told="select *, 'contracts' as noun, subject as item from contract_use_facts",
    ),
)
