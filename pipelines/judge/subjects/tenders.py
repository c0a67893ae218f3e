"""Public procurement: the announcements each procedure owes, and the yearly report on all of them."""

from pipelines.judge.subjects.subject import Subject

YEARLY = """
    select 'duties' as noun, subject, unit, null as owner, 'send_yearly_report' as task, raw_due_on, due_on,
        term_law, article, breach, days_left, working_days_left, warn_days, due_day, today
    from duty_facts where owned_by = 'Z01'
"""
BOTH = f"select 'tenders' as noun, * from tender_facts union all by name {YEARLY}"
SUBJECTS = (
    Subject(
        docket="tender",
        kind="notice",
        facts=f"select unit as key, subject as item, * from ({BOTH})",
        told=f"select *, subject as item from ({BOTH})",
    ),
)
