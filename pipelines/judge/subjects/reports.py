"""Budget reports: the ones that have to be sent, the days of the budget's calendar, the figures that have to agree."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="report",
        kind="report",
        facts="select unit as key, subject as item, * from report_facts",
        told="select *, 'reports' as noun, subject as item from report_facts",
    ),
    Subject(
        docket="budget_day",
        kind="budget_day",
        facts="select subject as key, subject as item, * from budget_day_facts",
        told="select *, null as unit, 'budget' as noun, subject as item from budget_day_facts",
    ),
    Subject(
        docket="figure",
        kind="figure",
        facts="select unit as key, subject as item, * from reconcile_facts",
        told="select *, 'report_lines' as noun, subject as item from reconcile_facts",
    ),
)
