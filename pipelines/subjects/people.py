"""Absences, and what the absent hold."""

from pipelines.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="holder",
        kind="absence",
        shared=True,
        facts="select employee as key, absence as item, * from stand_ins",
        told="""
        select
            stand_ins.*, absence as item, 'absences' as noun, absence as subject, person.unit,
            stand_ins.employee as holder, person.name as employee_name, deputy.name as substitute_name
        from stand_ins
        left join employees as person on person.employee = stand_ins.employee
        left join employees as deputy on deputy.employee = stand_ins.substitute
        """,
    ),
    Subject(
        docket="holder",
        kind="duty",
        facts="""
        select holder as key, item, due_day from case_facts
        where state = 'open' and due_on is not null and holder in (select employee from stand_ins)
        union all
        select holder, 'invoice ' || invoice_id, due_day from invoice_facts
        where state = 'open' and holder in (select employee from stand_ins)
        """,
    ),
)
