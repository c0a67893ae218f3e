"""Absences, and what the absent hold."""

from pipelines.judge.subjects.subject import Subject

ABOUT = "absence as item, 'absences' as noun, absence as subject, leave_facts.employee as holder"

SUBJECTS = (
    Subject(
        docket="holder",
        kind="absence",
        shared=True,
        facts="select employee as key, absence as item, * from stand_ins",
        told="""
        select
            stand_ins.* exclude (substitute), absence as item, 'absences' as noun, absence as subject, person.unit,
            stand_ins.employee as holder, coalesce(person.name, stand_ins.employee) as employee_name,
            coalesce(held.due_meanwhile, 0) as due_meanwhile, coalesce(held.later, 0) as due_later,
            coalesce(held.substitutes, stand_ins.substitute) as substitute,
            coalesce(held.substitute_names, deputy.name, stand_ins.substitute) as substitute_name,
            if(coalesce(held.alone, stand_ins.substitute is null), 'nobody_stands_in', null) as nobody
        from stand_ins
        left join employees as person on person.employee = stand_ins.employee
        left join employees as deputy on deputy.employee = stand_ins.substitute
        left join (
            select
                absence, count(*) filter (duties.due_meanwhile) as due_meanwhile,
                count(*) filter (not duties.due_meanwhile) as later,
                string_agg(distinct duties.substitute, '|' order by duties.substitute) as substitutes,
                string_agg(distinct coalesce(name, duties.substitute), ', ' order by coalesce(name, duties.substitute))
                    as substitute_names,
                bool_or(duties.substitute is null) as alone
            from duties
            left join employees on employees.employee = duties.substitute
            group by absence
        ) as held using (absence)
        """,
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
        told=f"""
        select
            leave_facts.*, {ABOUT}, coalesce(deputy.name, leave_facts.substitute) as substitute_name, reason.words
        from leave_facts
        left join employees as deputy on deputy.employee = leave_facts.substitute
        left join (
            select verdict.item, string_agg(distinct word, '|' order by word) as words
            from (
                select item, unnest(from_json(because, '[{{"hurdle": "varchar"}}]')).hurdle as hurdle
                from verdict
                where rule = 'P03'
            ) as verdict
            join (select distinct item, word from hurdles) as hurdles on hurdles.item = hurdle
            group by verdict.item
        ) as reason on reason.item = absence
        """,
    ),
    Subject(
        docket="substitution",
        kind="hurdle",
        shared=True,
        facts="select person as key, * from hurdles",
    ),
    Subject(docket="holder", kind="duty", facts="select holder as key, * from duties"),
)
