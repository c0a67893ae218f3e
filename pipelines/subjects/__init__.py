"""What the rules speak of: the facts of each kind as the engine reads them, and as a finding describes them."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.subjects import budget, cases, feeds, invoices, law, people, works
from pipelines.subjects.subject import Subject

SUBJECTS: Mapping[tuple[str, str], Subject] = {
    (one.docket, one.kind): one
    for group in (cases, people, invoices, budget, works, feeds, law)
    for one in group.SUBJECTS
}
DOCKETS = tuple(dict.fromkeys(docket for docket, _ in SUBJECTS))


def of_docket(docket: str) -> list[Subject]:
    """The kinds of facts that lie in a docket."""
    return [one for (name, _), one in SUBJECTS.items() if name == docket]
