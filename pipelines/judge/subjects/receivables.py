"""What is owed to the office: reminded of, taken to enforcement, or about to lapse."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="receivable",
        kind="receivable",
        facts="select receivable as key, receivable as item, * exclude (kind) from receivable_facts",
        told="""
        select *, null::varchar as unit, receivable as item, 'receivables' as noun, receivable as subject
        from receivable_facts
        """,
    ),
)
