"""Cases, documents that have a term of their own, decisions on their way, and what lies on desks."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="holder",
        kind="case",
        facts="select coalesce(holder, unit, '') as key, * from case_duties",
        told="select * from case_duties",
    ),
    Subject(
        docket="service",
        kind="service",
        facts="select subject as key, subject as item, * from service_facts",
        told="select *, 'cases' as noun, subject as item from service_facts",
    ),
    Subject(
        docket="desk",
        kind="matter",
        facts="select coalesce(unit, '') as key, * from desk_facts",
        told="select * from desk_facts",
    ),
)
