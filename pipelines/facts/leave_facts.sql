-- Leave asked for or granted that has not ended by as_of: who would stand in, and whether that was confirmed.
-- a row per absence sent or approved by as_of
with wanted as (
    select
        absences.*, confirmed_on <= getvariable('as_of') as confirmed, asker.unit, asker.superior,
        asker.authorised_to_decide as signs, coalesce(asker.name, absences.employee) as employee_name,
        list_has_any(string_split(coalesce(asker.roles, ''), '|'), ['treasurer', 'accountant']) as keeps_books,
        list_contains(string_split(coalesce(asker.roles, ''), '|'), 'treasurer') as treasurer
    from absences
    left join employees as asker on asker.employee = absences.employee
    where state in ('sent', 'approved') and last_day >= greatest(getvariable('as_of'), first_day)
      and coalesce(sent_on <= getvariable('as_of'), true)
),
accepted as (  -- the first by the scope of duties accepted for that time, whatever it covers
    select absence, substitutions.substitute
    from wanted
    join substitutions
        on substitutions.employee = wanted.employee
        and coalesce(substitutions.valid_from <= first_day, true) and coalesce(substitutions.valid_to >= last_day, true)
    qualify row_number() over (
        partition by absence order by coalesce(scope, '') <> '', rank nulls last, substitutions.substitute
    ) = 1
)
select
    wanted.absence, wanted.employee, employee_name, wanted.kind as absence_kind, wanted.state, wanted.first_day,
    wanted.last_day, sent_on, wanted.unit, superior, signs, keeps_books, treasurer, wanted.substitute as named,
    coalesce(
        if(confirmed, wanted.substitute, null), stand_in_choices.direct, accepted.substitute, wanted.substitute
    ) as substitute,
    day_number(wanted.first_day) as from_day,
    day_number(wanted.last_day) as to_day,
    -- P01: sent to the superior, or granted, and nobody is there to stand in
    case
        when coalesce(confirmed, false) or wanted.state = 'approved' and accepted.substitute is not null then 'yes'
        else 'no'
    end as somebody_confirmed,
    if(wanted.substitute is null, 'substitute_not_chosen', 'substitute_not_confirmed') as fault,
    today.working_no - asked.working_no > limit_of('P01.answer_working_days') as unanswered
from wanted
left join accepted using (absence)
left join stand_in_choices
    on stand_in_choices.absence = wanted.absence and stand_in_choices.kind = '' and stand_in_choices.unit = ''
left join law_calendar as today on today.day = getvariable('as_of')
left join law_calendar as asked on asked.day = sent_on
