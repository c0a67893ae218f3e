"""The law's own record: how far its tables reach."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="law",
        kind="table",
        facts="select part as key, * from law_horizon",
        told="select *, 'law' as noun, item as subject from law_horizon",
    ),
)
