"""Works on street segments, and the decisions that let networks into the road lane there."""

from pipelines.judge.subjects.subject import Subject
from pipelines.store.queries import sql

MET = sql("judge/subjects/met.sql")

SUBJECTS = (
    Subject(
        docket="segment",
        kind="work",
        facts="select segment as key, works_id as item, * from work_facts",
        told=f"with met as ({MET}) {sql('judge/subjects/work.sql')}",
    ),
    Subject(
        docket="segment",
        kind="decision",
        facts="select segment as key, 'decision ' || case_id as item, * from road_decisions",
        told=f"""
        select
            road_decisions.*, 'decision ' || case_id as item, 'cases' as noun, case_id as subject,
            handler as holder, others, met.owners as owner
        from road_decisions left join ({MET}) as met on met.rule = 'W02' and met.item = 'decision ' || case_id
        """,
    ),
)
