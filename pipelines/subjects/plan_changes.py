"""The mayor's changes of the plan."""

from pipelines.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="plan_change",
        kind="plan_change",
        facts="select unit as key, act as item, * from transfer_facts",
        told="select *, 'budget' as noun, act as item, act as subject from transfer_facts",
    ),
)
