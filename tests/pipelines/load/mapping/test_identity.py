from collections.abc import Callable
from hashlib import md5

from pipelines.load.mapping import Conformed

Conform = Callable[..., Conformed]

EVENTS = "case_id; at; event; actor\nA; 2026-01-15 08:00; received; e1\nA; 2026-01-16 08:00; decided; e2"


def test_a_row_without_an_id_gets_one_that_does_not_depend_on_the_file(conformed: Conform) -> None:
    first = conformed(EVENTS, "case_events").good["event_id"]
    other_order = conformed(
        "event; actor; case_id; when; note\ndecided; e2; A; 16.01.2026 08:00; x\nreceived; e1; A; 15.01.2026 08:00; y",
        "case_events",
        '[feeds.x.columns]\nat = "when"\n[feeds.x.read]\ntimestamps = "%d.%m.%Y %H:%M"',
    ).good["event_id"]
    assert first.to_list() == other_order.reverse().to_list()


def test_an_id_is_the_md5_of_the_known_values_with_their_names(conformed: Conform) -> None:
    known = ["case_id=A", "at=2026-01-15 07:00:00", "event=received", "actor=e1"]
    expected = md5("\x1f".join(known).encode(), usedforsecurity=False).hexdigest()
    assert conformed(EVENTS, "case_events").good["event_id"][0] == expected


def test_identical_rows_are_numbered_not_merged(conformed: Conform) -> None:
    found = conformed(EVENTS + "\nA; 2026-01-15 08:00; received; e1", "case_events")
    [one, _, again] = found.good["event_id"].to_list()
    assert again == one + "-2"


def test_an_id_of_the_source_is_kept_and_only_a_missing_one_is_made(conformed: Conform) -> None:
    found = conformed(
        "event_id; case_id; at; event\n7; A; 2026-01-15; received\n; A; 2026-01-16; decided", "case_events"
    )
    [given, made] = found.good["event_id"].to_list()
    assert given == "7"
    assert len(made) == 32


def test_a_shifted_value_is_another_row(conformed: Conform) -> None:
    rows = "case_id; at; event; actor; unit\nA; 2026-01-15; x; U;\nA; 2026-01-15; x; ; U"
    assert conformed(rows, "case_events").good["event_id"].n_unique() == 2
