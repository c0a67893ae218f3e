"""Lines of the running year's spending plan, one paragraf of one unit each."""

from pipelines.subjects.subject import Subject

LINES = "level = 'paragraf' and side = 'spending' and of_year = 'running'"

SUBJECTS = (
    Subject(
        docket="budget_line",
        kind="line",
        facts=f"select unit as key, line as item, * from budget_facts where {LINES}",
        told=f"""
        select
            budget_facts.*, budget_facts.line as item, 'budget' as noun, budget_facts.line as subject,
            concat_ws(' / ', dzial, rozdzial, paragraf) as codes, coalesce(units.name, budget_facts.unit) as unit_name
        from budget_facts
        left join units on units.unit = budget_facts.unit
        where {LINES}
        """,
    ),
)
