"""Contracts that bind the office to pay."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="contract",
        kind="contract",
        facts="select unit as key, contract_id as item, * from contract_facts",
        told="select *, 'contracts' as noun, contract_id as item from contract_facts",
    ),
)
