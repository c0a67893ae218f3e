-- The service of each decision: on whom, when sent and received, since when it lies uncollected, when it is served.
-- What is told before the decision belongs to another letter. Where events name parties, what names none is of nobody.
-- A letter left at the post counts as served with the end of its days (KPA 44 § 4), one in the box of e-delivery on the
-- day after them (u.d.e. 42).
-- a row per decision sent by as_of and party, '' where no party is named
with decided as (
    select
        case_facts.subject, settled_on, appeal.by_post, appeal.in_box,
        case
            when cases.dispatched_on between settled_on and getvariable('as_of') then cases.dispatched_on
        end as register_sent_on
    from case_facts
    join cases on case_id = subject
    left join law_terms as kind
        on kind.id = case_facts.term and settled_on between kind.valid_from and kind.valid_to
    left join law_terms as appeal
        on appeal.id = kind.appeal and settled_on between appeal.valid_from and appeal.valid_to
    where noun = 'cases' and settled_on is not null and (term is null or kind.appeal is not null)
),
told as (
    select subject, coalesce(party, '') as party, event, local_day("at") as on_day
    from decided
    join case_events on case_id = subject
    where event in (
        'dispatched', 'hybrid_sent', 'delivered', 'hybrid_delivered', 'notice_left', 'in_box', 'appeal_waived'
    )
      and local_day("at") between settled_on and getvariable('as_of')
    union all
    select subject, '', 'dispatched', register_sent_on
    from decided
    where register_sent_on is not null
),
recipient as (
    select
        subject, party,
        min(on_day) filter (event in ('dispatched', 'hybrid_sent')) as own_sent_on,
        min(on_day) filter (event in ('delivered', 'hybrid_delivered')) as received_on,
        min(on_day) filter (event = 'notice_left') as left_on,
        min(on_day) filter (event = 'in_box') as boxed_on,
        min(on_day) filter (event = 'appeal_waived') as waived_on,
        min(min(on_day) filter (event in ('dispatched', 'hybrid_sent'))) over (partition by subject) as first_sent_on
    from told
    group by subject, party
    qualify party <> '' or count(*) filter (party <> '') over (partition by subject) = 0
),
counted as (
    select
        recipient.*, term_end(left_on, post.n, post.unit) as post_served_on,
        term_end(boxed_on, box.n, box.unit) + 1 as box_served_on, post.law as post_law, box.law as box_law
    from recipient
    join decided using (subject)
    left join law_terms as post on post.id = decided.by_post and left_on between post.valid_from and post.valid_to
    left join law_terms as box on box.id = decided.in_box and boxed_on between box.valid_from and box.valid_to
)
select
    subject, party, coalesce(own_sent_on, first_sent_on) as sent_on, received_on, left_on, boxed_on, waived_on,
    cast(least(received_on, post_served_on, box_served_on) as date) as served_on,
    case
        when served_on = received_on then null when served_on = post_served_on then 'not_collected_at_the_post'
        when served_on = box_served_on then 'not_collected_from_the_box'
    end as presumed,
    if(presumed = 'not_collected_at_the_post', post_law, if(presumed is null, null, box_law)) as presumed_law,
    received_on is null and left_on is null and boxed_on is null as nothing_told
from counted
