"""Absences, and what the absent hold."""

from pipelines.judge.subjects.subject import Subject
from pipelines.store.queries import sql

ABOUT = "absence as item, 'absences' as noun, absence as subject, leave_facts.employee as holder"

SUBJECTS = (
    Subject(
        docket="holder",
        kind="absence",
        shared=True,
        facts="select employee as key, absence as item, * from stand_ins",
        told=sql("judge/subjects/absence.sql"),
    ),
    Subject(
        docket="leave",
        kind="leave",
        facts="select employee as key, absence as item, * from leave_facts",
        told=f"""
        select
            leave_facts.*, {ABOUT}, if(unanswered, leave_facts.superior, null) as owner,
            if(unanswered, coalesce(head.name, leave_facts.superior), null) as superior_name
        from leave_facts
        left join employees as head on head.employee = leave_facts.superior
        """,
    ),
    Subject(
        docket="substitution",
        kind="stand_in",
        facts="select substitute as key, absence as item, * from leave_needs",
        told=sql("judge/subjects/stand_in.sql"),
    ),
    Subject(
        docket="substitution",
        kind="hurdle",
        shared=True,
        facts="select person as key, * from hurdles",
    ),
    Subject(docket="holder", kind="duty", facts="select holder as key, * from held_items"),
)
