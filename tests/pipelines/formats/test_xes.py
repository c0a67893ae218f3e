"""Event logs: flat rows, our columns by the standard's keys."""

import gzip
from zoneinfo import ZoneInfo

import pytest

from pipelines import formats
from pipelines.formats import Unreadable
from pipelines.town import Feed

WARSAW = ZoneInfo("Europe/Warsaw")
LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"{ns}>
<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
<string key="source" value="registry"><string key="nested" value="x"/></string>
{traces}</log>"""


def attribute(key, value):
    kind = "date" if key in ("time:timestamp", "deadline") else "string"
    return f'<{kind} key="{key}" value="{value}"/>'


def element(name, attributes, inside=""):
    return f"<{name}>{''.join(attribute(*each) for each in attributes.items())}{inside}</{name}>"


def log(*cases, ns=' xmlns="http://www.xes-standard.org/"'):
    traces = (element("trace", case, "".join(element("event", event) for event in events)) for case, events in cases)
    return LOG.format(ns=ns, traces="".join(traces)).encode()


def event(name, at, **more):
    return {"concept:name": name, "time:timestamp": at, **more}


PERMIT = (
    {"concept:name": "WB.1", "deadline": "2026-03-01T00:00:00+01:00"},
    [
        event("decided", "2026-02-02T10:00:00+01:00", **{"org:resource": "e2", "concept:instance": "t2"}),
        event(
            "received",
            "2026-01-05T08:00:00.5+01:00",
            **{"org:resource": "e1", "org:group": "WB", "concept:instance": "t1"},
        ),
    ],
)


def test_an_event_has_our_columns_and_the_flat_ones(read):
    table = read(log(PERMIT), "xes", noun="case_events")

    assert table.canonical
    assert table.frame.row(1, named=True) == {
        "case_id": "WB.1",
        "event": "received",
        "at": "2026-01-05T08:00:00.5+01:00",
        "actor": "e1",
        "unit": "WB",
        "event_id": "t1",
        "case:concept:name": "WB.1",
        "case:deadline": "2026-03-01T00:00:00+01:00",
        "concept:name": "received",
        "time:timestamp": "2026-01-05T08:00:00.5+01:00",
        "org:resource": "e1",
        "org:group": "WB",
        "concept:instance": "t1",
        "line": 2,
    }


def test_a_case_opens_with_its_earliest_event_not_the_first_written(read):
    (row,) = read(log(PERMIT), "xes", noun="cases").frame.to_dicts()

    wanted = {"case_id": "WB.1", "kind": "process", "unit": "WB", "opened_on": "2026-01-05T08:00:00.5+01:00", "line": 1}
    assert {name: row[name] for name in wanted} == wanted
    assert row["case:deadline"] == "2026-03-01T00:00:00+01:00"


def test_instants_order_events_across_offsets(read):
    case = ({"concept:name": "1"}, [event("b", "2026-01-05T09:30:00+01:00"), event("a", "2026-01-05T08:45:00Z")])

    assert read(log(case), "xes", noun="cases").frame["opened_on"].to_list() == ["2026-01-05T09:30:00+01:00"]


@pytest.mark.parametrize("ns", ["", ' xmlns="http://www.xes-standard.org"', ' xmlns="http://code.deckfour.org/xes"'])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_any_namespace_plain_or_gzipped_is_read(read, ns, pack):
    assert read(pack(log(PERMIT, ns=ns)), "xes", noun="case_events").rows == 2


def test_an_instance_shared_by_start_and_end_is_no_id_of_an_event(read):
    shared = [event("x", f"2026-01-0{n}", **{"concept:instance": "t1"}) for n in (1, 2)]

    assert "event_id" not in read(log(({"concept:name": "1"}, shared)), "xes", noun="case_events").frame.columns


def test_a_case_without_events_is_kept_without_a_day_of_opening(read):
    (row,) = read(log(({"concept:name": "1"}, [])), "xes", noun="cases").frame.to_dicts()

    assert (row["case_id"], row["opened_on"], row["kind"]) == ("1", None, "process")


def test_a_key_that_is_a_name_of_ours_does_not_take_its_place(read):
    case = ({"concept:name": "1"}, [event("x", "2026-01-01", kind="theirs", line="9", unit="theirs")])

    (row,) = read(log(case), "xes", noun="cases").frame.to_dicts()

    assert (row["kind"], row["line"], row["unit"]) == ("process", 1, None)


@pytest.mark.parametrize("data", [b"", b"<log/>", b"<log><trace>", gzip.compress(log(PERMIT))[:-20]])
def test_a_log_without_a_case_or_without_its_end_is_unreadable(read, data):
    with pytest.raises(Unreadable):
        read(data, "xes")


@pytest.mark.real
def test_the_log_and_the_csv_of_one_process_agree(read, real):
    events = read(real / "receipt" / "receipt.xes.gz", "xes", noun="case_events")
    cases = read(real / "receipt" / "receipt.xes.gz", "xes", noun="cases")
    flat = read(real / "receipt" / "receipt.csv", "csv")

    assert (events.rows, cases.rows) == (8577, 1434)
    assert set(events.frame["event_id"]) == set(flat.frame["concept:instance"])
    assert set(cases.frame["case_id"]) == set(flat.frame["case:concept:name"])
    assert cases.frame["case:enddate"].null_count() == 105


@pytest.mark.real
def test_the_payments_log_is_read_whole(read, real):
    path = real / "payments_log" / "RequestForPayment.xes.gz"

    assert read(path, "xes", noun="cases").rows == 6760
    assert read(path, "xes", noun="case_events").rows == 36072


PAYMENT = (
    {"concept:name": "WB.1"},
    [
        event("received", "2026-01-05T08:00:00+01:00", dueDate="2026-02-01"),
        event("paid", "2026-03-05T08:00:00+01:00", dueDate="2026-02-15", dateFinished="2026-03-05"),
        event("moved", "2026-02-01T08:00:00+01:00", dateFinished="2026-02-01"),
    ],
)


def test_a_case_takes_from_later_events_what_the_first_one_lacks(read):
    (row,) = read(log(PAYMENT), "xes", noun="cases").frame.to_dicts()

    assert (row["dueDate"], row["dateFinished"]) == ("2026-02-01", "2026-03-05"), "the first, else the last one"


@pytest.mark.parametrize("noun", ["cases", "documents"])
def test_a_query_sees_every_event_whatever_the_noun(tmp_path, noun):
    path = tmp_path / "log.xes"
    path.write_bytes(log(PAYMENT, ({"concept:name": "WB.2"}, [event("received", "2026-01-07T08:00:00+01:00")])))
    feed = Feed("log", (noun,), "xes", "*.xes", "log", "all", query="select * from file")

    frame = formats.read(path, feed, noun, WARSAW).frame
    assert frame.select("case_id", "event", "kind", "line").rows() == [
        ("WB.1", "received", "process", 1),
        ("WB.1", "paid", "process", 2),
        ("WB.1", "moved", "process", 3),
        ("WB.2", "received", "process", 4),
    ]
