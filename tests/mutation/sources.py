"""A module with every mutant of its functions beside them, as mutmut makes it, each mutant named by what it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

STARTED = {Path("rules/engine/serve.py")}  # a process of its own, in which the module is called __main__


@dataclass(frozen=True)
class Source:
    """A mutated module: `mutants` are what changes -> the name that switches it on (MUTANT_UNDER_TEST)."""

    path: Path
    code: str
    mutants: dict[str, str]


def mutated(path: Path) -> Source:
    """Every mutant of a module of this folder; "rules/law/terms.py: end_of: n < 1 as n <= 1" is one."""
    made = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
    lines = made.code.splitlines()
    body = {name: lines[span.start - 1 : span.end] for name, span in made.line_span_by_function_name.items()}
    module = "__main__" if path in STARTED else ".".join(path.with_suffix("").parts)
    seen, mutants = Counter[str](), dict[str, str]()
    for name in made.mutant_names:
        function = name.rpartition("__mutmut_")[0]
        original, plain = f"{function}__mutmut_orig", function[2:].rpartition("ǁ")[2]  # x_end_of, xǁLawǁon
        before, after = ([line.replace(made_of, plain) for line in body[made_of]] for made_of in (original, name))
        what = f"{path}: {function[2:].replace('ǁ', '.')}: {_changed(before, after)}"
        seen[what] += 1
        mutants[f"{what} ({seen[what]})" if seen[what] > 1 else what] = f"{module}.{name}"
    return Source(path, made.code, mutants)


def _changed(before: Sequence[str], after: Sequence[str]) -> str:
    """The lines that differ, told as "old as new"."""
    same = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    parts = [(before[a:b], after[c:d]) for kind, a, b, c, d in same if kind != "equal"]
    old, new = (" ".join(line.strip() for part in side for line in part) for side in zip(*parts, strict=True))
    return f"{old} as {new or 'nothing'}"
