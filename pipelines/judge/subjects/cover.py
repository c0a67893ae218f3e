"""Invoices to be paid and the plans of the lines they are to be paid from: the preliminary check (UFP art. 54)."""

from pipelines.judge.subjects.subject import Subject

# the lines that invoices name, with nothing planned where the unit's plan of that year lacks the line; a unit without
# any plan of that year cannot be judged, nor a line by codes that have ended; what names no line has nothing anywhere
PLANS = """
    select distinct
        part.invoice_id, part.line, coalesce(plan.plan_gr - plan.executed_gr, 0) as free_gr
    from allocation_facts as part
    join budget_facts as whole
        on whole.side = 'spending' and whole.has_plan and whole.year = part.year
        and whole.level = if(part.has_line = 'yes', 'unit', 'town')
        and (part.has_line = 'no' or part.has_line = 'yes' and whole.unit = part.unit)
    left join budget_facts as plan on plan.line = part.line and plan.level = 'paragraf' and plan.side = 'spending'
"""

SUBJECTS = (
    Subject(
        docket="cover",
        kind="owed",
        facts="""
        select invoice_id as key, invoice_id as item, max(approved) as approved
        from allocation_facts
        group by invoice_id
        """,
        told=f"""
        select
            invoice_facts.*, invoice_id as item, 'invoices' as noun, invoice_id as subject,
            worst.codes, worst.short_gr * 0.01 as short_amount
        from invoice_facts
        join (
            select
                invoice_id, max_by(codes, (has_line, short_gr)) as codes,
                max_by(short_gr, (has_line, short_gr)) as short_gr
            from (
                select part.invoice_id, codes, has_line, least(share_gr, needed_gr - free_gr) as short_gr
                from allocation_facts as part
                join ({PLANS}) as plan using (invoice_id, line)
                where needed_gr > free_gr
            )
            group by invoice_id
        ) as worst using (invoice_id)
        """,
    ),
    Subject(
        docket="cover",
        kind="plan",
        facts=f"select invoice_id as key, line as item, line, free_gr from ({PLANS})",
    ),
    Subject(
        docket="cover",
        kind="part",
        facts="select invoice_id as key, item, line, has_line, needed_gr from allocation_facts",
    ),
)
