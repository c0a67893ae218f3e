"""Acts of the council and the mayor that supervision has to see."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="resolution",
        kind="resolution",
        facts="select subject as key, subject as item, * from resolution_facts",
        told="select *, 'resolutions' as noun, subject as item from resolution_facts",
    ),
)
