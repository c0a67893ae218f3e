"""Cases, documents that have a term of their own, and what lies on desks."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="holder",
        kind="case",
        facts="select coalesce(holder, unit, '') as key, * from case_duties",
        told="select * from case_duties",
    ),
    Subject(
        docket="desk",
        kind="matter",
        facts="select coalesce(unit, '') as key, * from desk_facts",
        told="select * from desk_facts",
    ),
)
