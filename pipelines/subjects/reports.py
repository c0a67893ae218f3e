"""Budget reports: the ones that have to be sent."""

from pipelines.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="report",
        kind="report",
        facts="select unit as key, subject as item, * from report_facts",
        told="select *, 'reports' as noun, subject as item from report_facts",
        missing="due_on",
        expected="waiting = 'yes'",
    ),
)
