-- Every invoice received by as_of: the day it must be paid by, what is left to pay, interest so far.
-- a row per invoice
with ours as (  -- the tax numbers by which a seller may know the office; none where nobody says
    select nip from units where nip is not null
    union
    select getvariable('town_nip') where getvariable('town_nip') is not null
),
served as (  -- of several due days, the sums of which nobody states, each earlier day of payment serves one
    select invoice_id, count(distinct settled_on) as times
    from settlements
    where by_what = 'payment' and amount > 0 and settled_on < getvariable('as_of')
    group by invoice_id
),
stated as (
    select
        invoices.* exclude (paid_on, paid_amount),  -- the register's word on payment is among the settlements
        coalesce(
            regexp_matches(bare_code(buyer_nip), '\d{8}') and exists (from ours) and buyer_nip not in (from ours)
            and coalesce(recipient_nip not in (from ours), true)
            and coalesce(left(recipient_internal_id, 10) not in (from ours), true)
            and coalesce(recipient_internal_id not in (
                select ksef_internal_id from units where ksef_internal_id is not null
            ), true), false
        ) as of_another_buyer,
        list_sort(list_distinct(list_filter(
            [agreed_due_on] || list_transform(
                string_split(coalesce(due_dates, ''), '|'), lambda day: try_cast(trim(day) as date)
            ),
            lambda day: day is not null
        ))) as days,
        days[least(coalesce(times, 0) + 1, len(days)):] as days_ahead
    from invoices
    left join served using (invoice_id)
    where received_on <= getvariable('as_of')
),
told as (
    select
        * replace (
            coalesce(currency, getvariable('currency')) as currency,
            if(due_dates is null, null, array_to_string(days_ahead, '|')) as due_dates
        ),
        days_ahead[1] as stated_on,
        case  -- a described term is free text: the law's record lists the beginnings of words that name the event
            when regexp_matches(lower(due_after_event), getvariable('due_words')['received']) then 'received'
            when regexp_matches(lower(due_after_event), getvariable('due_words')['issued']) then 'issued'
            when regexp_matches(lower(due_after_event), getvariable('due_words')['performed']) then 'performed'
            when regexp_matches(lower(due_after_event), getvariable('due_words')['accepted']) then 'accepted'
        end as event,
        case when acceptance_ended_on is not null then least(
            acceptance_ended_on, performed_on + cast(limit_of('payments.acceptance_test_max_days') as integer)
        ) end as test_ended_on
    from stated
),
term as (  -- the day agreed: a date, the earliest of several, or so many days after an event
    select
        *,
        case event when 'received' then received_on when 'issued' then issued_on when 'performed' then performed_on
            when 'accepted' then acceptance_ended_on end as event_on,
        coalesce(stated_on, coalesce(event_on, received_on) + cast(due_after_days as integer)) as agreed_on,
        -- art. 8(5) and 9: invoice before performance, or before the end of the acceptance test
        greatest(received_on, performed_on, if(test_ended_on >= received_on, test_ended_on, null)) as delivered_on
    from told
),
capped as (
    select
        term.*, cap.whole as cap_days, cap_from_performance.whole as no_term_days,
        case
            when agreed_on is not null
                then least(agreed_on, if(coalesce(capped, true), delivered_on + cast(cap.whole as integer), null))
            else coalesce(test_ended_on, performed_on, received_on) + cast(cap_from_performance.whole as integer)
        end as raw_due_on,
        case
            when raw_due_on is null then 'unknown'
            -- art. 6 speaks of sellers under the act alone; of another who agreed no term the days are a guess
            -- and so they are where a term was agreed in words that nobody can count by
            when agreed_on is null
                then if(coalesce(test_ended_on, performed_on) is null or not coalesce(capped, true)
                    or due_after_event is not null, 'assumed', 'derived')
            when coalesce(capped, true) and agreed_on > delivered_on + cast(cap.whole as integer)
                then if(received_on_confidence = 'assumed' and delivered_on = received_on, 'assumed', 'derived')
            when stated_on is not null then 'stated'
            when event_on is null or (event = 'received' and received_on_confidence = 'assumed') then 'assumed'
            else 'derived'
        end as due_confidence,
        coalesce(capped, true) as capped,
        -- where the cap comes before each of the days agreed, all of it is due then, whatever the parts are
        len(days) > 1
            and not (coalesce(capped, true) and coalesce(days[1] >= delivered_on + cast(cap.whole as integer), false))
            as split_unknown,
        if(law_sellers.seller_kind is null, 'commercial', law_sellers.interest) as series,
        coalesce(law_sellers.compensation, true) as compensated,
        -- a seller of unknown kind is taken for a business
        coalesce(law_sellers.law, (select any_value(law) from law_sellers where interest = 'commercial')) as seller_law
    from term
    left join units on units.unit = term.unit
    left join law_sellers using (seller_kind)
    left join law_parameters as cap
        on cap.name = if(units.health, 'payments.max_term_days_health', 'payments.max_term_days')
        and term.received_on between cap.valid_from and cap.valid_to
    left join law_parameters as cap_from_performance
        on cap_from_performance.name = 'payments.no_term_days'
        and term.received_on between cap_from_performance.valid_from and cap_from_performance.valid_to
),
early as (  -- what was paid by the last day of the cash discount; where nobody states that day, ever
    select invoice_id, sum(amount) filter (coalesce(settled_on <= discount_until, true)) as paid_early
    from settlements
    join invoices using (invoice_id)
    where discount_amount > 0
    group by invoice_id
),
part as (  -- of what the seller asks: disputed in part, kept as security, and what an early payer may leave out
    select
        capped.*, coalesce(payable, gross) as asked,
        coalesce(disputed, disputed_amount is not null) and coalesce(disputed_amount >= asked, true) as wholly_disputed,
        if(wholly_disputed or not coalesce(disputed, true), 0, coalesce(greatest(disputed_amount, 0), 0)) as contested,
        greatest(least(coalesce(retained_amount, 0), asked - contested), 0) as retained,
        coalesce(discount_amount > 0 and paid_early >= asked - contested - retained - discount_amount
            and paid_early < asked - contested - retained, false) as discounted
    from capped
    left join early using (invoice_id)
),
due as (
    select part.*, units.health, coalesce(law_calendar.rolled, raw_due_on) as effective_due_on,
        coalesce(released.rolled, retained_until) as retained_due_on,
        asked - if(discounted and discount_until is not null, discount_amount, 0) as to_pay,
        contested + retained as put_off
    from part
    left join law_calendar on law_calendar.day = raw_due_on
    left join law_calendar as released on released.day = retained_until
    left join units on units.unit = part.unit
),
instalment as (  -- money that went out, or was taken off: what was open before it, and since when
    select
        invoice_id, amount, settled_on, by_what, effective_due_on, put_off,
        to_pay - coalesce(sum(amount) over before_it, 0) as open_before, max(settled_on) over before_it as open_since
    from settlements
    join due using (invoice_id)
    window before_it as (
        partition by invoice_id order by settled_on, of_what rows between unbounded preceding and 1 preceding
    )
),
paid as (
    select
        invoice_id, cast(sum(amount) as decimal(18, 2)) as paid, max(settled_on) as last_on,
        -- what comes when nothing is open any more, as a credit note after the payment, does not pay it anew
        max(settled_on) filter (amount > 0 and open_before > 0) as paid_on,
        min(settled_on) filter (open_before - amount <= put_off) as main_paid_on,
        coalesce(sum(amount) filter (by_what = 'credit_note' and settled_on <= effective_due_on), 0) as credited,
        coalesce(sum(amount) filter (by_what = 'credit_note'), 0) as taken_off
    from instalment
    group by invoice_id
),
standing as (
    select
        due.* exclude (effective_due_on), effective_due_on as main_due_on, coalesce(paid.paid, 0) as paid,
        paid.paid_on, last_on, coalesce(credited, 0) as credited, coalesce(taken_off, 0) as taken_off,
        to_pay - coalesce(paid.paid, 0) as open_in_all,
        -- the day after all but what was put off is paid, the invoice waits for that
        put_off > 0 and open_in_all <= put_off and coalesce(main_paid_on < getvariable('as_of'), true) as waits
    from due
    left join paid using (invoice_id)
),
balance as (
    select
        *, waits and retained > 0 and open_in_all > contested as waits_for_release,
        waits and not waits_for_release and open_in_all > 0 as waits_for_dispute,
        if(waits_for_release, retained_due_on, main_due_on) as effective_due_on,
        open_in_all - case
            when waits_for_dispute then 0
            when waits_for_release or retained_due_on < getvariable('as_of') then contested
            else put_off
        end as remaining,
        if(waits_for_release, retained, to_pay - credited - put_off) as fell_due,
        to_pay - taken_off as owed_in_all, paid - taken_off as transferred
    from standing
),
compared as (  -- what the seller says of payment beside what we paid, once payments of that day must be known
    select
        *,
        case
            when not horizon.has_payments
                or said_day.working_no + limit_of('I02.confirm_working_days') > known_day.working_no
                or claimed_on > getvariable('as_of') or remaining <= 0 then 'none'
            when claimed_paid > transferred and claimed_paid >= owed_in_all then 'seller_says_paid'
            when claimed_paid > transferred then 'seller_says_part_paid'
            when paid_before > coalesce(claimed_paid, 0) and paid_flag is not null then 'seller_says_not_paid'
            else 'none'
        end as conflict
    from (
        select
            balance.*,
            coalesce(paid_flag_amount, if(coalesce(paid_flag, paid_flag_on is not null), to_pay, null)) as claimed_paid,
            coalesce(paid_flag_on, received_on) as claimed_on,
            (
                select sum(amount) from payments
                where payments.invoice_id = balance.invoice_id and coalesce(paid_on, ordered_on) < balance.issued_on
            ) as paid_before
        from balance
    )
    cross join feed_horizon as horizon
    left join law_calendar as said_day on said_day.day = claimed_on
    left join law_calendar as known_day on known_day.day = horizon.payments_through
),
span as (  -- what was open, from one payment to the next
    select invoice_id, open_before as open, open_since as since, settled_on as until from instalment
    union all
    select invoice_id, open_in_all, last_on, getvariable('as_of') from balance
),
bearing as (  -- each sum after its own due day
    select invoice_id, health, series, open - put_off as amount, greatest(main_due_on, since) as since, until
    from span
    join balance using (invoice_id)
    where main_due_on is not null
    union all
    select invoice_id, health, series, least(open - contested, retained), greatest(retained_due_on, since), until
    from span
    join balance using (invoice_id)
    where retained > 0 and retained_due_on is not null
),
interest as (  -- grosze x days x basis points, rounded once at the end, half away from zero
    select
        invoice_id,
        cast((2 * sum(owed) + max(basis)) // (2 * max(basis)) as decimal(18, 0)) * 0.01 as interest,
        bool_or(beyond_the_table) as interest_incomplete
    from (
        select
            invoice_id,
            cast(grosze(amount) as hugeint)
                * greatest(0, datediff('day', greatest(since, valid_from - 1), least(until, valid_to)))
                * if(health, coalesce(health_bp, rate_bp), rate_bp) as owed,
            limit_of('payments.day_count') * 10000 as basis,
            until > (select max(valid_to) from law_rates as table_of where table_of.series = bearing.series)
                as beyond_the_table
        from bearing
        join law_rates
            on law_rates.series = bearing.series and since < valid_to and until >= valid_from
        where amount > 0 and since < until
    )
    group by invoice_id
)
select
    balance.invoice_id, ksef_number, number, kind, corrects, seller_nip, seller_name,
    seller_law, coalesce(seller_kind, 'business') as seller_kind, seller_kind is null as seller_kind_assumed,
    balance.unit, holder, currency, step, step_since, issued_on, received_on,
    received_on_confidence, performed_on, acceptance_ended_on, health, agreed_on as agreed_due_on,
    stated_on as stated_due_on, due_dates,
    due_after_days, due_after_event, delivered_on, cap_days, raw_due_on, effective_due_on, due_confidence,
    asked as payable, to_pay, contested, retained, retained_due_on, main_due_on, wholly_disputed, waits_for_release,
    paid, transferred, remaining, paid_on, gross, wholly_disputed or waits_for_dispute as disputed,
    year, dzial, rozdzial, paragraf, task,
    contract_id, faults,
    case
        when currency <> getvariable('currency') or balance.series is null then null
        when split_unknown then null  -- nobody states which part was due when
        else coalesce(cast(interest as decimal(18, 2)), 0)
    end as interest_so_far,
    coalesce(interest_incomplete, false) as interest_incomplete,
    if(interest_incomplete, (select max(valid_to) from law_rates where law_rates.series = balance.series), null)
        as interest_through,
    try_cast(case  -- from the day after the due day on
        when currency <> getvariable('currency') or balance.series is null or split_unknown then null
        else remaining * if(health, coalesce(health_bp, rate_bp), rate_bp)
            / (limit_of('payments.day_count') * 10000)
    end as decimal(18, 4)) as daily_interest,
    split_unknown, list_max(days) as last_stated_on, fell_due,
    case
        when currency <> getvariable('currency') or not compensated or split_unknown then null
        when due_confidence = 'assumed' or agreed_on is null then null
        when effective_due_on >= least(getvariable('as_of'), if(remaining <= 0, paid_on, getvariable('as_of'))) then 0
        else (
            select cast(max_by(eur, amount_from) as integer)
            from law_compensation
            where fell_due >= amount_from and effective_due_on between valid_from and valid_to
        )
    end as compensation_eur,
    case
        when cancelled_on <= getvariable('as_of') then 'cancelled'
        when of_another_buyer then 'not_ours'
        when document = 'pro_forma' then 'pro_forma'
        when kind like 'KOR%' and to_pay <= 0 then 'correction'
        when remaining <= 0 and paid_on = getvariable('as_of') then 'paid_today'
        when remaining <= 0 then 'paid'
        when wholly_disputed or waits_for_dispute then 'disputed'
        when conflict = 'seller_says_paid' then 'claimed'
        else 'open'
    end as state,
    if(state in ('open', 'claimed'), 'yes', 'no') as owed,
    conflict, claimed_paid, claimed_on,
    case  -- why the due day is not as plain as a date
        when waits_for_release and effective_due_on is null then 'retained_without_a_day'
        when discounted and discount_until is null then 'discount_without_a_day'
        when effective_due_on is null then 'no_due_day_can_be_found'
        when waits_for_release then 'none'
        when len(days_ahead) > 1 and split_unknown then 'several_due_days'
        when stated_on is not null or paid_flag then 'none'
        when due_after_days is not null or due_after_event is not null then 'due_day_only_in_words'
        else 'no_due_day'
    end as unclear,
    case when step is not null and not waits_for_release and (approved_on > getvariable('as_of') or approved_on is null)
        then cast(today.open_no - step_day.open_no as integer) end as step_working_days,
    cast(limit_of('I09.stuck_working_days') as integer) as stuck_working_days,
    cast(limit_of('I09.high_due_working_days') as integer) as stuck_due_working_days,
    if(waits_for_release, null, day_number(agreed_on)) as agreed_day,
    effective_due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    getvariable('as_of') - effective_due_on as days_late,
    effective_due_on as due_on,
    if(wholly_disputed or waits_for_dispute or cancelled_on <= getvariable('as_of') or of_another_buyer
        or coalesce(document = 'pro_forma', false) or discounted and discount_until is null
        or remaining <= 0 and coalesce(paid_on < getvariable('as_of'), true)
        or seller_nip in (select nip from units where nip is not null) or kind like 'KOR%' and to_pay <= 0, 'no', 'yes')
        as judged,
    day_number(effective_due_on) as due_day,
    day_number(getvariable('as_of')) as today,
    cast(limit_of('I01.info_days') as integer) as info_days,
    cast(limit_of('I01.warn_days') as integer) as warn_days,
    cast(limit_of('I01.high_days') as integer) as high_days,
    cast(due_day.working_no + limit_of('I02.confirm_working_days') as integer) as must_be_known,
    cast(paid_through.working_no as integer) as payments_known,
    if(coalesce(seller_nip in (select nip from units where nip is not null), false), 'own', 'other') as seller
from compared as balance
left join interest using (invoice_id)
left join law_rates as rate_now
    on rate_now.series = balance.series
    and getvariable('as_of') between rate_now.valid_from and rate_now.valid_to
left join law_calendar as step_day on step_day.day = step_since and step_since <= getvariable('as_of')
left join law_calendar as today on today.day = getvariable('as_of')
left join law_calendar as due_day on due_day.day = effective_due_on
left join law_calendar as paid_through on paid_through.day = balance.payments_through
