-- Contracts in force or signed this year: are they countersigned, and do they stand in the central register?
-- a row per contract signed by as_of and not ended in a year whose books are closed
with signed as (
    select
        contracts.*, units.kind as unit_kind, coalesce(units.name, contracts.unit) as unit_name,
        term.whole as register_days, term.law as register_law, term.source as register_source,
        -- a change of what is entered has a term of its own
        if(changed_on > signed_on and changed_on <= getvariable('as_of') and register_published_on is not null,
            changed_on, null) as change_on,
        coalesce(change_on, signed_on) + cast(term.whole as integer) as last_on,
        -- days on which the register failed do not count, and each of them moves the end over the next
        list_sort(list_transform(codes_of('B14.failure_days'), lambda failed: cast(failed as date))) as failures,
        list_filter(failures, lambda failed: failed > coalesce(change_on, signed_on)) as failed_since,
        len(list_filter(
            list_zip(failed_since, generate_series(0, len(failed_since))),
            lambda pair: pair[1] <= last_on + cast(pair[2] as integer)
        )) as failed_days,
        last_on + cast(coalesce(failed_days, 0) as integer) as publish_on
    from contracts
    left join units using (unit)
    left join law_parameters as term
        on term.name = 'contract_register.days' and signed_on between term.valid_from and term.valid_to
    where signed_on <= getvariable('as_of')
      and coalesce(ends_on >= make_date(oldest_open_year(getvariable('as_of')), 1, 1), true)
)
select
    contract_id, contract_id as subject, signed_on, unit, unit_name, unit_kind, amount as value, owner, ends_on,
    creates_obligation, countersigned_on, countersigned_by, refused_on, written_order_on, council_and_rio_told_on,
    register_published_on, change_on, publish_on as due_on, publish_on as raw_due_on, register_days, register_law,
    register_source,
    if(unit_kind = 'budget_unit', 'no', 'yes') as needs_treasurer,
    case
        when refused_on <= getvariable('as_of') and written_order_on <= getvariable('as_of')
            then if(council_and_rio_told_on <= getvariable('as_of'), 'in_order', 'untold')
        when countersigned_on <= getvariable('as_of') then 'in_order'
        else 'missing'
    end as countersignature,
    case
        when publish_on is null then 'no'  -- signed before the register began
        when creates_obligation = false or procurement = false or form = 'oral' then 'no'
        when register_published_on <= getvariable('as_of') and coalesce(register_published_on >= change_on, true)
            and (register_published_on < getvariable('as_of') or publish_on >= register_published_on) then 'no'
        when procurement is null then null  -- only procurement stands in it
        else 'yes'
    end as unpublished,
    publish_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(limit_of('B14.warn_working_days') as integer) as warn_days,
    day_number(publish_on) as publish_day,
    day_number(getvariable('as_of')) as today
from signed
left join law_calendar as due_day on due_day.day = publish_on
left join law_calendar as today on today.day = getvariable('as_of')
