-- A made-up office, the same each time: a row per open case, invoice, absence, duty of the absent and budget line, with
-- the columns of the relations the pipelines derive. Chance is drawn from the number of the row; what is the same for
-- all rows, or follows from another column, stands in a view, so that the facts of a million items take little memory.
create or replace macro draw(n, salt) as (hash(n, salt) % 1000003) / 1000003.0;
create or replace macro days_of(n, near) as if(near, floor(draw(n, 2) * 17)::int - 10, 22 + floor(draw(n, 2) * 60)::int);

create table drawn_cases as
select
    'WB.6740.' || i || '.2026' as item, 'e' || i % {holders} as holder, draw(i, 1) < {share} as near,
    days_of(i, near) as days_left, (days_left * 5) // 7 as working_days_left,
    if(days_left < 0 and draw(i, 3) < 0.1, 'settled_today', 'open') as state, if(state = 'open', 'yes', 'no') as owed,
    740000 + days_left as due_day, due_day - if(draw(i, 4) < 0.05, 20, 0) as net_due_day,
    (draw(i, 5) * 100)::int as kind, (draw(i, 6) * 100)::int as more,
    case
        when kind < 6 then 'C08' when kind < 12 then 'C09' when kind < 15 then 'W03' when kind < 19 then 'C10'
        when kind < 23 then 'C11' when kind < 26 then 'C12' else 'none'
    end as owned_by,
    if(owned_by = 'C08', working_days_left, null) as act_working_days, if(owned_by = 'C08', due_day, null) as power_day,
    if(owned_by = 'C08' and more < 30, 739999, null) as order_day,
    if(owned_by in ('C09', 'W03'), days_left + 1, null) as fine_days_left,
    if(near and more < 8, 740000 - more * 7, null) as halted_day,
    if(near and more between 10 and 14, 740000 - (more - 10) * 2, null) as call_day,
    if(near and state = 'open' and more between 20 and 29, 'yes', 'no') as notice_owed,
    net_due_day - if(more < 22, 4, 0) as notice_day, if(net_due_day < due_day, due_day, null) as promised_day,
    if(near and more between 35 and 40, 739997, null) as dragging_day,
    if(near and state = 'open' and more between 45 and 46, 2 + kind % 3, null) as signed_working_days
from range({cases}) as t (i);

create view case_duties as
select
    * exclude (near, kind, more), item as subject, 'WB' as unit, 'yes' as judged, 740000 as today,
    due_day as raw_due_day, due_day as keep_by_day, working_days_left as keep_working_days, 5 as warn_days,
    2 as high_days, 3 as act_soon, 7 as fine_soon, 7 as soon_days, 3 as soon_working_days, -1 as grave_days,
    halted_day + 30 as review_day, call_day + 5 as call_warn_day,
    date '2026-11-20' + days_left as due_on, date '2026-11-20' + (net_due_day - 740000) as net_due_on,
    -days_left as days_late, 'Jan Kowalski' as holder_name, date '2026-10-01' as last_step_on,
    date '2026-09-01' as opened_on, date '2026-11-20' + (halted_day - 740000) as halted_on, 'suspended' as halt,
    null::varchar as unsupported, null::date as lapses_on, date '2026-11-20' + (call_day - 740000) as answer_by,
    due_on + 1 as lost_on, null::date as moved_to, greatest(-days_left, 0) as days_fined,
    (days_fined * 500)::decimal(18, 2) as fine, null::varchar as may_prolong, 'forward_it' as task,
    null::varchar as "unless", null::varchar as court_may, null::date as act_by_on, null::date as act_missed_on,
    null::date as act_late_on, date '2026-11-20' + (notice_day - 740000) as notice_by_on, 'KPA art. 36 § 1' as notice,
    null::varchar as instruction, null::bigint as told_day, null::bigint as latest_day,
    3 as send_within, 'complain' as they_may, 2 as notices, 80 as running_days,
    'the_parties' as whom, 'to_the_parties' as to_whom, 'of_the_parties' as of_whom, notice as unseen_notice,
    instruction as unseen_instruction, notice as notice_again, null::varchar as answer_now, null::varchar as lacking,
    null::date as incomplete_on, null::date as told_late_on, null::date as told_beyond_on, due_on as kept_date,
    null::integer as months_from_filing, null::integer as months_from_term, 'leave_unprocessed_or_go_on' as next_move,
    null::date as longest_on, date '2026-11-16' as signed_on, due_on as objection_by, null::date as ruling_by,
    nullif(fine_days_left, 0) as days_to_end, if(fine_days_left = 0, 'the_term_ends_today', null) as ends_today,
    null::varchar as last_chance, null::date as other_end_on, null::date as fined_through,
    null::date as still_on, null::date as kept_on, nullif(days_fined, 0) as days_past_term
from drawn_cases;

create table drawn_invoices as
select
    'FV/' || i as invoice_id, 'e' || i % {holders} as holder, (1000000000 + i % {sellers})::varchar as seller_nip,
    draw(i, 1) < {share} as near, days_of(i, near) as days_left, 740000 + days_left as due_day,
    if(draw(i, 5) < 0.02, 'own', 'other') as seller, (draw(i, 6) * 100)::int as more,
    due_day + if(near and more < 5, 30, 0) as agreed_day,
    if(near and more between 10 and 14, 'no_due_day', 'none') as unclear,
    case
        when not near or more not between 20 and 23 then 'none'
        when more < 22 then 'seller_says_paid'
        else 'seller_says_not_paid'
    end as conflict,
    if(near and more between 30 and 39, 6, 0) as step_working_days,
    (1 + draw(i, 7) * 90000)::decimal(18, 2) as remaining
from range({invoices}) as t (i);

create view invoice_facts as
select
    * exclude (near, more), invoice_id as number, 'open' as state, 'yes' as owed, 'yes' as judged, 740000 as today,
    days_left as working_days_left, -days_left as days_late, 7 as info_days, 3 as warn_days, 1 as high_days,
    3 as stuck_working_days, 5 as stuck_due_working_days, 739999 as payments_known, due_day + 1 as must_be_known,
    date '2026-11-20' + days_left as due_on, (remaining / 100)::decimal(18, 2) as interest_so_far,
    70 as compensation_eur, null::date as interest_through, due_on + 30 as agreed_due_on,
    'taken_from_receipt' as due_confidence, remaining as claimed_paid, due_on - 2 as claimed_on,
    0::decimal(18, 2) as transferred, due_on - 9 as step_since, 'akceptacja' as step, 'Jan Kowalski' as holder_name
from drawn_invoices;

create table stand_ins as
select
    'a' || i as absence, 'e' || i as employee, 740010 as return_day, date '2026-11-27' as last_day,
    'Ewa Nowak' as employee_name, 'Jan Kowalski' as substitute_name, 3 as due_meanwhile, 1 as due_later,
    null::varchar as nobody
from range({holders}) as t (i)
where i % 40 = 0;

create table held_items as
select holder, item, due_day from case_duties where state = 'open' and holder in (select employee from stand_ins)
union all
select holder, 'invoice ' || invoice_id, due_day from invoice_facts
where holder in (select employee from stand_ins);

create table line_facts as
select
    'L' || i as line, 'u' || i % 12 as unit, 'no' as clearing, 10000000 as plan_gr,
    (plan_gr * draw(i, 1) * 1.02)::bigint as executed_gr, (plan_gr * draw(i, 2) * 1.02)::bigint as committed_gr,
    if(i % 3 = 0, 'yes', 'no') as art256, if(i % 5 = 0, 'yes', 'no') as committed_by_court,
    1000000 as unit_over_gr, if(i % 2 = 0, 500000, 900000) as unit_over_committed_gr,
    890356 as minimum_gr, if(draw(i, 3) < 0.03, 'yes', 'no') as paced, (i * 7 % 1500)::int as margin_bp, 1000 as ahead_bp,
    (draw(i, 4) * 10100)::int as committed_bp, 10000 as all_committed_bp, if(draw(i, 5) < 0.02, 'yes', 'no') as lapses,
    (draw(i, 6) * 10000)::int as used_bp, 5000 as half_bp, '750 / 75023 / 4300' as codes, 'Wydział' as unit_name,
    2026 as year, null::integer as closing_year, 12.30::decimal(18, 2) as over_amount,
    1.23::decimal(18, 2) as over_committed, null::varchar as uncovered, null::date as covered_on,
    null::date as commitment_covered_on, 8000 as expected_bp, date '2026-12-01' as contract_ends,
    null::varchar as no_contract, 9.99::decimal(18, 2) as lapsing, date '2026-12-31' as lapses_on,
    date '2027-04-30' as listed_until
from range({lines}) as t (i);
