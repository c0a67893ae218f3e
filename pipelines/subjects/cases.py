"""Cases, and documents that have a term of their own."""

from pipelines.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="holder",
        kind="case",
        facts="select coalesce(holder, unit, '') as key, * from case_facts where state <> 'settled'",
        told="select * from case_facts where state <> 'settled'",
        missing="due_on",
        expected="stopped_since is null",
    ),
)
