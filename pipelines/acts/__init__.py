"""What people decide about findings and letters: acknowledge, silence, wish, and the trace of it all.

The same functions serve the command line and the pages; each takes who acts, from where and when.
"""

from __future__ import annotations

from pipelines.acts.change import Found, acknowledge, silence, undo
from pipelines.acts.record import Act, Acts, By, Wish, read_acts, read_wishes
from pipelines.acts.trail import trail
from pipelines.acts.wishes import forget_wishes, prefer

__all__ = [
    "Act", "Acts", "By", "Found", "Wish", "acknowledge", "forget_wishes", "prefer", "read_acts", "read_wishes",
    "silence", "trail", "undo",
]  # fmt: skip
