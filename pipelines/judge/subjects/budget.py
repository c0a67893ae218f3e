"""Lines of the running year's spending plan, one paragraf of one unit each."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="budget_line",
        kind="line",
        facts="select unit as key, line as item, * from line_facts",
        told="select *, line as item, 'budget' as noun, line as subject from line_facts",
    ),
    Subject(
        docket="classification",
        kind="code",
        facts="select unit as key, line as item, * from code_facts",
        told="select *, line as item, 'budget' as noun, line as subject from code_facts",
    ),
)
