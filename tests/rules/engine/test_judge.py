"""One verdict a rule and item, the gravest, with its reasons; all of a docket or a fault."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import pytest

from rules.engine.declare import Misdeclared, c, m, none
from rules.engine.judge import EngineFault, Judge
from rules.severity import SEVERITIES

OPEN = c.case << (m.kind == "case") & (m.state == "open")


def case(item="K1", left: Any = 1, **columns: Any):
    return {"kind": "case", "item": item, "state": "open", "left": left, "warn": 5, "high": 2, "zero": 0, **columns}


@pytest.fixture
def deadlines(declare):
    """C01 due soon (warn, high), C02 past the term (info, high); only a high C02 silences C01."""
    declare("C01", OPEN & (m.left <= m.warn), escalates={"high": m.left <= m.high})
    declare(
        "C02",
        OPEN & (m.left <= m.high),
        severity="info",
        escalates={"high": m.left < m.zero},
        inhibits={"high": ("C01",)},
    )


# severities


def test_the_gravest_severity_is_the_verdict_and_the_weaker_is_not_said(deadlines, judge):
    verdicts = judge(case(left=2), only={"C01"})
    assert verdicts == [("desk", "key", "C01", "high", "K1", [{"case": "K1"}], 1, None)]


@pytest.mark.parametrize(("left", "severity"), [(6, []), (5, ["warn"]), (3, ["warn"]), (2, ["high"]), (-9, ["high"])])
def test_each_severity_begins_at_its_own_column(deadlines, judge, left, severity):
    assert [v.severity for v in judge(case(left=left), only={"C01"})] == severity


def test_an_unknown_column_of_a_graver_level_leaves_the_lower_one(deadlines, said):
    assert said(case(left=1, high=None), only={"C01"}) == [("K1", "C01", "warn")]


def test_several_levels_need_not_imply_one_another(declare, said):
    declare(
        "D01", OPEN, severity="info",
        escalates={"critical": m.age > m.twice, "warn": m.age > m.agreed, "high": m.held == "yes"},
    )  # fmt: skip
    feed = case(age=0, agreed=10, twice=20, held="no")
    got = said(
        feed,
        {**feed, "item": "K2", "age": 11},
        {**feed, "item": "K3", "age": 21},
        {**feed, "item": "K4", "held": "yes"},
    )
    assert [severity for *_, severity in got] == ["info", "warn", "critical", "high"]


# silence


def test_silence_holds_from_the_severity_it_is_given_for(deadlines, judge):
    by_left = {left: {v.rule: (v.severity, v.inhibited_by) for v in judge(case(left=left))} for left in (0, -1)}
    assert by_left == {
        0: {"C01": ("high", None), "C02": ("info", None)},
        -1: {"C01": ("high", "C02"), "C02": ("high", None)},
    }


def test_silence_concerns_the_same_item_only(deadlines, said):
    assert said(case("K1", -1), case("K2", 5)) == [("K1", "C02", "high"), ("K2", "C01", "warn")]


def test_a_silenced_rule_still_silences(declare, judge):
    declare("C01", OPEN)
    declare("C02", OPEN, inhibits=("C01",))
    declare("C03", OPEN, inhibits=("C02",))
    assert {v.rule: v.inhibited_by for v in judge(case())} == {"C01": "C02", "C02": "C03", "C03": None}


def test_of_several_the_gravest_is_named(declare, judge):
    declare("C01", OPEN)
    declare("C04", OPEN, severity="critical", inhibits=("C01",))
    declare("C02", OPEN, severity="high", inhibits=("C01",))
    assert {v.rule: v.inhibited_by for v in judge(case())}["C01"] == "C04"


def test_a_rule_that_does_not_speak_silences_nobody(deadlines, said):
    assert said(case(left=-1), only={"C01"}) == [("K1", "C01", "high")]


# partners


@pytest.fixture
def away(declare):
    """P02 about the absence, with every duty of the absent person; high when one falls due before the return."""
    declare(
        "P02", c.absence << (m.kind == "absence"), c.duty << (m.kind == "duty"), severity="info",
        escalates={"high": {"duty": m.due_day <= c.absence.return_day}},
    )  # fmt: skip


def absence(item="A1", return_day=28):
    return {"kind": "absence", "item": item, "return_day": return_day}


def duty(item, due_day):
    return {"kind": "duty", "item": item, "due_day": due_day}


def test_one_verdict_about_the_absence_holds_all_duties_the_urgent_first(away, judge):
    (verdict,) = judge(absence(), duty("C", 40), duty("B", 28), duty("A", 41))
    assert (verdict.item, verdict.severity, verdict.n) == ("A1", "high", 3)
    assert verdict.because == [{"absence": "A1"}, {"duty": "B"}, {"duty": "A"}, {"duty": "C"}]


def test_due_after_the_return_is_information(away, said):
    assert said(absence(), duty("C", 29)) == [("A1", "P02", "info")]


def test_an_unknown_due_day_counts_as_a_duty_but_not_as_an_urgent_one(away, said):
    assert said(absence(), duty("C", None)) == [("A1", "P02", "info")]


def test_no_duty_no_word(away, said):
    assert said(absence()) == []


def test_reasons_are_bounded_and_the_count_is_not(away, judge):
    (verdict,) = judge(absence(), *(duty(f"D{n:04}", n) for n in range(1200)))
    assert verdict.n == 1200
    assert verdict.because[:2] == [{"absence": "A1"}, {"duty": "D0000"}]
    assert len(verdict.because) == 101


def test_each_absence_speaks_for_itself(away, judge):
    first, second = judge(absence("A1", 28), absence("A2", 50), duty("D", 40))
    assert [(first.severity, first.n), (second.severity, second.n)] == [("info", 1), ("high", 1)]


# flags


@pytest.fixture
def orphans(declare):
    """C02 past the term; O01 builds upon it when the holder is away and nobody stands in."""
    declare("C02", OPEN & (m.left < m.zero))
    declare(
        "O01", c.late << (m.flag == "C02"), c.absence << (m.kind == "absence"), none(m.kind == "substitute"),
        severity="critical", inhibits=("C02",),
    )  # fmt: skip


def test_a_rule_builds_upon_another_and_its_reasons_are_nested(orphans, judge):
    last, first = judge(absence(), case(left=-1))[::-1]
    assert (first.rule, first.item, first.severity) == ("O01", "K1", "critical")
    assert first.because == [{"rule": "C02", "because": [{"case": "K1"}]}, {"absence": "A1"}]
    assert (last.rule, last.inhibited_by) == ("C02", "O01")


def test_a_blocker_keeps_it_silent(orphans, said):
    assert said({"kind": "substitute", "item": "E2"}, absence(), case(left=-1)) == [("K1", "C02", "warn")]


def test_one_rule_alone_is_still_given_what_it_builds_upon(orphans, said):
    assert said(absence(), case(left=-1), only={"O01"}) == [("K1", "O01", "critical")]


def test_an_internal_rule_is_only_there_for_others(declare, said):
    declare("late", OPEN & (m.left < m.zero), internal=True)
    declare("C02", c.late << (m.flag == "late") & (m.left < m.high))
    assert said(case(left=-1)) == [("K1", "C02", "warn")]


def test_a_flag_carries_the_columns_of_its_fact(declare, said):
    declare("I01", c.invoice << (m.kind == "invoice") & (m.left <= m.warn))
    declare(
        "B05", c.line << (m.kind == "line"), c.due << (m.flag == "I01") & (m.amount > c.line.rest), about="due"
    )  # fmt: skip
    invoice = {"kind": "invoice", "left": 1, "warn": 7}
    rows = (
        {"kind": "line", "item": "L", "rest": 10},
        {**invoice, "item": "F1", "amount": 11},
        {**invoice, "item": "F2", "amount": 10},
    )
    assert said(*rows, only={"B05"}) == [("F1", "B05", "warn")]


@pytest.mark.parametrize("word", ["Łódź", "😀", "ż/ó"])
def test_a_word_of_a_flag_is_the_same_word_in_another_fact(declare, said, word):
    declare("C02", OPEN & (m.left < m.zero))
    declare("O01", c.away << (m.kind == "absence"), c.late << (m.flag == "C02") & (m.unit == c.away.unit), about="late")
    found = said({**absence(), "unit": word}, case("K1", -1, unit=word), case("K2", -1, unit="Lodz"))
    assert [(item, rule) for item, rule, _ in found] == [("K1", "C02"), ("K1", "O01"), ("K2", "C02")]


def test_a_chain_of_three_sees_the_gravest_severity_of_each(declare, judge):
    declare("three", c.two << (m.flag == "two"), severity="critical")
    declare("two", c.one << (m.flag == "one"), severity="info", escalates={"high": m.left < m.zero})
    declare("one", OPEN, severity="info", escalates={"high": m.left < m.zero})
    verdicts = {v.rule: v for v in judge(case(left=-1))}
    assert [verdicts[rule].severity for rule in ("one", "two", "three")] == ["high", "high", "critical"]
    assert verdicts["three"].because == [
        {"rule": "two", "because": [{"rule": "one", "because": [{"case": "K1"}]}]},
    ]


def test_a_rule_is_judged_only_when_all_it_builds_upon_is_raised(declare, judge):
    """A1 is away: K1 is raised first, being graver, but it is K2 that makes the absence grave."""
    declare(
        "P02", c.away << (m.kind == "absence"), c.late << (m.flag == "C02"), severity="info",
        escalates={"high": {"late": m.promised <= c.away.return_day}},
    )  # fmt: skip
    declare("C02", OPEN, severity="info", escalates={"high": m.left < m.zero})
    verdicts = judge(absence(), case("K1", -1, promised=99), case("K2", 1, promised=1), only={"P02"})
    assert [(v.item, v.severity, v.n) for v in verdicts] == [("A1", "high", 2)]


def test_a_flag_is_not_taken_for_another_fact_of_its_kind(declare, said):
    declare("I01", c.invoice << (m.kind == "invoice") & (m.left <= m.warn))
    declare("I05", c.due << (m.flag == "I01"))
    declare("I08", c.one << (m.kind == "invoice"), c.other << (m.kind == "invoice") & (m.number == c.one.number))
    found = said({"kind": "invoice", "item": "F1", "left": 1, "warn": 7, "number": "12/2026"})
    assert [rule for _, rule, _ in found] == ["I01", "I05"]


# order


def test_order_of_declaration_decides_nothing(book, docket):
    def declared(order):
        from rules.engine.declare import Book, rule, when_all

        own = Book()
        steps = {
            "C01": lambda: rule(id="C01", about="case", severity="warn", inhibits=(), **shared)(when_all(OPEN)(named)),
            "C02": lambda: rule(
                id="C02",
                about="case",
                severity="info",
                escalates={"high": m.left < m.zero},
                inhibits=("C01",),
                **shared,
            )(when_all(OPEN & (m.left <= m.high))(named)),
            "O01": lambda: rule(id="O01", about="late", severity="critical", inhibits=("C02",), **shared)(
                when_all(c.late << (m.flag == "C02"), c.absence << (m.kind == "absence"))(named)
            ),
        }
        shared = {"noun": "cases", "docket": "desk", "to": (), "law": (), "says": "", "book": own}
        for name in order:
            steps[name]()
        return own

    def named(_):
        """Why it matters."""

    facts = docket(absence(), *(case(f"K{n}", n) for n in range(-3, 4)))
    forwards, backwards = (
        Judge("desk", book=declared(order)) for order in (("C01", "C02", "O01"), ("O01", "C02", "C01"))
    )
    assert forwards.judge("key", *facts) == backwards.judge("key", *facts)


def test_order_of_facts_decides_nothing(orphans, away, judge):
    rows = [
        absence("A1"),
        absence("A2", 35),
        *(case(f"K{n}", n) for n in range(-3, 4)),
        *(duty(f"D{n}", n) for n in range(60)),
    ]
    first = judge(*rows)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert judge(*rows) == first


def test_many_matches_are_more_than_one_call_of_the_engine_can_hold(deadlines, judge):
    assert len(judge(*(case(f"K{n}", 5) for n in range(1234)))) == 1234


# what comes in


NASTY = [
    'a"b', "a\\b", "a,b}{][", 'x","id":0,"kind":"substitute', "zażółć gęślą jaźń", "x\ny\t\r", "😀", "'", "a\x00b", "",
    "x" * 70_000, "\x1f", "{braces} %s",
]  # fmt: skip


@pytest.mark.parametrize("item", NASTY, ids=lambda text: repr(text[:12]))
def test_any_name_survives(orphans, judge, item):
    facts = absence(item), case(item, -1)
    assert [(v.rule, v.item) for v in judge(*facts)] == [("O01", item), ("C02", item)]


def test_a_batch_that_breaks_off_is_a_fault(deadlines, docket, book):
    text, n = docket(case("K1"), case("K2"), case("K3"))
    judge = Judge("desk", book=book)
    for broken in (
        text.replace('"left": 1', '"left": 1e-05', 1),
        text.replace('"left": 1', '"left": Infinity', 1),
        text[:-3],
    ):
        with pytest.raises(EngineFault):
            judge.judge("key", broken, n)


@pytest.mark.parametrize("lie", [0, 1, 3, 99])
def test_a_wrong_number_of_facts_is_a_fault(deadlines, docket, book, lie):
    text, _ = docket(case("K1"), case("K2"))
    with pytest.raises(EngineFault, match="ids"):
        Judge("desk", book=book).judge("key", text, lie)


def test_a_doubled_id_is_a_fault_even_where_the_engine_would_not_say_so(deadlines, docket, book):
    text, n = docket(case("K1"), case("K2"), case("nothing matches", 99))
    with pytest.raises(EngineFault, match="ids"):
        Judge("desk", book=book).judge("key", text.replace('"id": 1', '"id": 0'), n)


def test_a_missing_canary_is_a_fault(deadlines, docket, book):
    text, n = docket(case("K1"))
    with pytest.raises(EngineFault, match="canary"):
        Judge("desk", book=book).judge("key", text.replace("canary", "carany"), n)


def test_a_fraction_in_a_flag_is_a_fault_for_the_engine_may_not_read_it_again(orphans, book, docket):
    with pytest.raises(EngineFault, match="no integer"):
        Judge("desk", book=book).judge("key", *docket(case(left=-1, share=0.5)))


@pytest.mark.parametrize("text", ["Jan", "", "5"])
def test_text_where_a_rule_orders_is_a_fault(deadlines, judge, text):
    with pytest.raises(EngineFault, match="left is ordered"):
        judge(case(left=None), case(left=text))


def test_a_blocker_that_comes_late_is_a_fault(orphans, judge):
    with pytest.raises(EngineFault, match="comes after"):
        judge(absence(), {"kind": "substitute", "item": "E2"}, case(left=-1))


@pytest.mark.parametrize("kind", ["substitute", "holiday (of all)"])
def test_a_late_blocker_is_a_fault_whichever_of_several_it_is(declare, said, kind):
    declare("C01", OPEN, none(m.kind == "substitute"), none(m.kind == "holiday (of all)"))
    blocker = {"kind": kind, "item": "E"}
    assert said(blocker, case()) == []
    with pytest.raises(EngineFault, match="comes after"):
        said(case(), blocker)


@pytest.mark.parametrize("item", [None, 7])
def test_an_item_is_text(deadlines, orphans_of_all, judge, item):
    for only in ({"C01"}, {"O01"}):
        with pytest.raises(EngineFault, match="item"):
            judge(case("K1"), case(item), only=only)


def test_a_fact_without_item_is_a_fault(deadlines, judge):
    fact = case()
    del fact["item"]
    with pytest.raises(EngineFault, match="without an item"):
        judge(fact)


def test_more_facts_than_ids_without_collision_are_refused(deadlines, book):
    with pytest.raises(EngineFault, match=r"^desk: 100000 facts in one docket, at most 99999: split it$"):
        Judge("desk", book=book).judge("key", "[]", 100_000)


@pytest.fixture
def orphans_of_all(declare):
    declare("O01", c.soon << (m.flag == "C01"))
    declare("O02", c.late << (m.flag == "C02"))


def test_the_judge_goes_on_after_a_fault(deadlines, docket, book):
    judge = Judge("desk", book=book)
    text, n = docket(case(left=-1))
    sound = judge.judge("key", text, n)
    for _ in range(3):
        with pytest.raises(EngineFault):
            judge.judge("key", text[:-3], n)
        assert judge.judge("key", text, n) == sound


def test_what_was_found_before_a_fault_is_forgotten(deadlines, docket, book):
    judge = Judge("desk", book=book)
    text, n = docket(case("K1", 1), case("K2", 5))
    with pytest.raises(EngineFault, match="broke off"):
        judge.judge("key", text.replace('"left": 5', '"left": 1e-05'), n)
    assert [v.item for v in judge.judge("key", *docket(case("K3")))] == ["K3", "K3"]


def test_dockets_do_not_know_of_each_other(away, docket, book):
    judge = Judge("desk", book=book)
    assert judge.judge("Ewa", *docket(absence())) == []
    assert judge.judge("Jan", *docket(duty("D", 1))) == []


def test_a_docket_nobody_judges_is_a_fault_and_one_whose_rules_are_off_is_silent(deadlines, docket, book):
    with pytest.raises(EngineFault, match="no rule judges"):
        Judge("street", book=book)
    assert Judge("desk", set(), book).judge("key", *docket(case())) == []


def test_a_large_docket_is_judged_in_parts_as_if_it_were_whole(away, orphans, docket, book):
    judge = Judge("desk", book=book)
    duties, cases = [duty(f"D{n}", n) for n in range(40)], [case(f"K{n}", n) for n in range(-5, 5)]
    whole = judge.judge("key", *docket(absence(), *duties, *cases))
    grave, harmless = docket(absence(), *duties[:29], *cases[:5]), docket(absence(), *duties[29:], *cases[5:])
    for first, second in ((grave, harmless), (harmless, grave)):
        judge.hear(*first)
        judge.hear(*second)
        assert judge.settle("key") == whole


def test_an_item_in_several_parts_is_as_grave_as_in_the_gravest(deadlines, docket, book):
    judge = Judge("desk", {"C01"}, book)
    for parts in ((1, 4), (4, 1)):
        for left in parts:
            judge.hear(*docket(case("K1", left)))
        assert [(v.item, v.severity) for v in judge.settle("key")] == [("K1", "high")]


def test_a_partner_in_several_parts_is_as_grave_as_in_the_gravest(away, docket, book):
    judge = Judge("desk", book=book)
    for first_and_then in ((28, 29), (29, 28)):
        for due in first_and_then:
            judge.hear(*docket(absence(), duty("B", due), duty("A", 30)))
        (verdict,) = judge.settle("key")
        assert (verdict.n, verdict.because) == (2, [{"absence": "A1"}, {"duty": "B"}, {"duty": "A"}])


def test_of_any_two_severities_the_graver_is_kept_in_whatever_part_it_comes(declare, docket, book):
    declare(
        "P02", c.absence << (m.kind == "absence"), c.duty << (m.kind == "duty"), severity="info",
        escalates={
            "warn": {"duty": m.weight >= c.absence.one},
            "high": {"duty": m.weight >= c.absence.two},
            "critical": {"duty": m.weight >= c.absence.three},
        },
    )  # fmt: skip
    judge, away = Judge("desk", book=book), {"kind": "absence", "item": "A", "one": 1, "two": 2, "three": 3}
    for one, other in permutations(range(4), 2):
        for weight in (one, other):
            judge.hear(*docket(away, {"kind": "duty", "item": f"D{weight}", "weight": weight}))
        (verdict,) = judge.settle("key")
        graver, lighter = max(one, other), min(one, other)
        assert verdict.severity == SEVERITIES[graver]
        assert verdict.because == [{"absence": "A"}, {"duty": f"D{graver}"}, {"duty": f"D{lighter}"}]


def test_a_flag_is_raised_once_however_many_partners_it_has_and_only_where_a_rule_builds_upon_it(
    away, declare, docket, book
):
    facts = docket(absence("A1"), absence("A2"), *(duty(f"D{n}", 1) for n in range(50)))

    def next_id() -> int:
        judge = Judge("desk", book=book)
        judge.judge("key", *facts)
        return judge._session._next_id

    without = next_id()
    declare("P03", c.away << (m.flag == "P02"))
    assert (without, next_id()) == (53, 55)


def test_rules_that_do_not_fit_together_are_not_judged(declare, judge):
    declare("C01", OPEN, inhibits=("C99",))
    with pytest.raises(Misdeclared, match="C99"):
        judge(case())


def test_whether_an_ordered_column_holds_text_is_only_looked_at_where_nobody_else_made_sure(declare, book, docket):
    declare("C01", c.case << (m.kind == "case") & (m.left <= m.warn))
    facts = docket({"kind": "case", "item": "A", "left": "1", "warn": 5})
    with pytest.raises(EngineFault, match="left is ordered by a rule and holds text"):
        Judge("desk", book=book).judge("key", *facts)
    Judge("desk", book=book, typed=True).hear(*facts)


def test_the_gravest_level_is_said_in_whichever_order_and_part_it_fires(declare, book, docket):
    levels = {"high": m.left <= m.high, "critical": m.left <= m.grave}
    declare("C01", c.case << (m.kind == "case") & (m.left <= m.warn), escalates=levels)
    judge = Judge("desk", book=book)
    bounds = {"warn": 9, "high": 5, "grave": 2}
    for left in (7, 1, 4):  # the same item in three parts of a docket
        judge.hear(*docket({"kind": "case", "item": "A", "left": left, **bounds}))
    assert [(v.severity, v.n, v.because) for v in judge.settle("key")] == [("critical", 1, [{"case": "A"}])]
