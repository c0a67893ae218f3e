"""The mayor's changes of the plan."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="plan_change",
        kind="plan_change",
        facts="select unit as key, act as item, * from plan_change_facts",
        told="select *, 'budget' as noun, act as item, act as subject from plan_change_facts",
    ),
)
