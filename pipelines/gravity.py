"""What a finding is and how grave: the words that acts, letters and pages share."""

from __future__ import annotations

SEVERITIES = ("info", "warn", "high", "critical")  # in order of gravity
GRAVITY = {severity: gravity for gravity, severity in enumerate(SEVERITIES)}

Identity = tuple[str, str, str]  # rule, noun, subject: what a finding is, from one run to the next
