"""What the command says of a file reaches the page: an answer where something is open too, else what hinders it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboards.source.adopting import proposed
from pipelines.refusal import Refusal
from rules.wording import words

DONE = "Znak sprawy;Komórka;Data wszczęcia\nWSO.6624.1.2026;WSO;02/23/2026\n"
OPEN = "Znak sprawy;Komórka;Data wszczęcia\nWSO.6624.1.2026;WSO;02/03/2026\n"  # 2 March, or 3 February


@pytest.fixture
def town(tmp_path: Path) -> Path:
    root = tmp_path / "town"
    root.mkdir()
    (root / "town.toml").write_text('[town]\nname = "Nowe"\nas_of = "2026-11-20"\n', "utf-8")
    return root


def asked(town: Path, text: str) -> dict[str, Any]:
    file = town.parent / "sprawy.csv"
    file.write_text(text, "utf-8")
    return proposed(town, (file,), words("pl"))


@pytest.mark.parametrize(("text", "open_questions"), [(DONE, []), (OPEN, ["dates"])])
def test_an_answer_is_one_whether_all_is_well_or_something_is_open(town, text, open_questions):
    told = asked(town, text)
    assert told["noun"] == "cases"
    assert [question["key"] for question in told["questions"] if not question.get("default")][:1] == open_questions


def test_the_choices_of_a_question_are_called_in_the_towns_language(town):
    [dates] = [question for question in asked(town, OPEN)["questions"] if question["key"] == "dates"]
    assert dates["labels"] == {"day": "najpierw dzień", "month": "najpierw miesiąc"}


def test_what_hinders_it_is_said_and_what_to_do(town):
    with pytest.raises(Refusal) as refused:
        asked(town, "")
    assert refused.value.message
    assert refused.value.fix
    assert "→" not in refused.value.fix
