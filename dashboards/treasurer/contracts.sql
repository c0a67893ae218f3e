-- The contracts page: which are used up or end soon, which lack the treasurer's countersignature or the register.

-- name: numbers
-- One row: the contracts and what there is to look at in them; a contract may count in several.
select
    count(*) as contracts, coalesce(sum(value), 0) as value,
    count(used_amount) as use_told, count(*) filter (full_up) as full_up, count(*) filter (nearly_full) as nearly_full,
    count(*) filter (ends_soon) as ends_soon, min(ends_on) filter (ends_soon) as next_end,
    count(*) filter (unpublished = 'yes') as unpublished,
    count(*) filter (unpublished = 'yes' and days_left < 0) as unpublished_late,
    count(*) filter (unpublished is null) as register_unknown,
    count(*) filter (countersignature = 'missing') as unsigned,
    count(*) filter (countersignature = 'untold') as untold
from (
    select value, ends_on, used_amount, unpublished, countersignature, contract_facts.days_left,
           coalesce(contains(concerns, 'wholly_used'), false) as full_up,
           coalesce(contains(concerns, 'nearly_used'), false) as nearly_full,
           coalesce(contains(concerns, 'ends_soon'), false) as ends_soon
    from contract_facts left join (select subject, concerns, used_amount from contract_use_facts) as used
        using (subject)
);

-- name: units
-- A row per unit with contracts.
select unit, any_value(unit_name) as name from contract_facts group by unit order by name;

-- name: size
-- One row: how long the list is with the filters, and how many rows they hide.
select count(*) filter (chosen) as rows_shown, count(*) filter (not chosen) as rows_hidden
from (select ($unit is null or unit = $unit)
             and ($what is null
                  or ($what = 'wykorzystane'
                      and (contains(concerns, 'wholly_used') or contains(concerns, 'nearly_used')))
                  or ($what = 'koniec' and contains(concerns, 'ends_soon'))
                  or ($what = 'rejestr' and unpublished = 'yes')
                  or ($what = 'kontrasygnata' and countersignature <> 'in_order')) as found,
             coalesce(found, false) as chosen
      from contract_facts left join (select subject, concerns from contract_use_facts) as used using (subject));

-- name: contracts
-- A row per contract: gravest signal first, then the greatest value.
select c.*, used_amount, used_bp, concerns, used.days_left as days_to_end, e.name as owner_name, s.severity, s.said,
       count(*) over () as "of"
from contract_facts c
left join (select subject, used_amount, used_bp, concerns, days_left from contract_use_facts) as used using (subject)
left join employees e on e.employee = c.owner
left join signals s on s.noun = 'contracts' and s.subject = c.subject
where ($unit is null or c.unit = $unit)
      and ($what is null
           or ($what = 'wykorzystane' and (contains(concerns, 'wholly_used') or contains(concerns, 'nearly_used')))
           or ($what = 'koniec' and contains(concerns, 'ends_soon'))
           or ($what = 'rejestr' and unpublished = 'yes')
           or ($what = 'kontrasygnata' and countersignature <> 'in_order'))
order by $order, gravity(s.severity) desc, value desc, c.subject
limit $limit offset $skip;
