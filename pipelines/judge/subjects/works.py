"""Works on street segments, and the decisions that let networks into the road lane there."""

from pipelines.judge.subjects.subject import Subject


def met(rule: str, alias: str) -> str:
    """The works a rule found as partners of an item: their names, owners and the last end of a surface."""
    return f"""
    select
        verdict.item, string_agg(works_id, ', ' order by first_day, works_id) as others,
        string_agg(distinct owner, '|' order by owner) as owners,
        max(last_day) filter (renews_surface = 'yes') as surface_on
    from (
        select item, unnest(from_json(because, '[{{"{alias}": "varchar"}}]')).{alias} as partner
        from verdict
        where rule = '{rule}'
    ) as verdict
    join work_facts on works_id = partner
    group by verdict.item
    """


SUBJECTS = (
    Subject(
        docket="segment",
        kind="work",
        facts="select segment as key, works_id as item, * from work_facts",
        told=f"""
        select
            work_facts.* replace (concat_ws('|', work_facts.owner, met.owners) as owner), works_id as item,
            'works' as noun, works_id as subject, others,
            nullif(greatest(0, first_day - surface_on), 0) as days_between
        from work_facts
        left join ({met("W01", "earlier")}) as met on met.item = works_id
        """,
    ),
    Subject(
        docket="segment",
        kind="decision",
        facts="select segment as key, 'decision ' || case_id as item, * from road_decisions",
        told=f"""
        select
            road_decisions.*, 'decision ' || case_id as item, 'cases' as noun, case_id as subject,
            handler as holder, others, met.owners as owner
        from road_decisions
        left join ({met("W02", "works")}) as met on met.item = 'decision ' || case_id
        """,
    ),
)
