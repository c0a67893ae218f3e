"""XML from strangers can neither blow up memory nor read files nor reach the network."""

import gzip
import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pipelines.formats import Unreadable
from pipelines.formats.markup import Malformed, parse, stream
from rules.wording import words

LAUGHS = (
    b'<!DOCTYPE log [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><log><trace>&a9;</trace></log>"
)
STOLEN = b'<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/hostname">]><log><trace>&x;</trace></log>'
PLAIN_TYPE = b"<!DOCTYPE log><log><trace/></log>"
DEEP = b"<log>" + b"<trace>" * 3000


@pytest.fixture
def server():
    """A web server that keeps the paths it was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, format, *args):  # noqa: A002 - the base class names it so
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{web.server_port}", asked
        web.shutdown()
        thread.join()


@pytest.mark.parametrize("data", [LAUGHS, STOLEN, PLAIN_TYPE], ids=["billion laughs", "external entity", "doctype"])
def test_a_document_type_is_refused_whole_or_streamed(data):
    with pytest.raises(Malformed) as whole:
        parse(data)
    with pytest.raises(Malformed) as streamed:
        list(stream(io.BytesIO(data), "trace"))

    assert "DOCTYPE" in whole.value.reason(words("pl"))
    assert "DOCTYPE" in streamed.value.reason(words("pl"))


def test_depth_without_end_is_refused():
    with pytest.raises(Malformed):
        parse(DEEP)
    with pytest.raises(Malformed):
        list(stream(io.BytesIO(DEEP), "trace"))


def test_nothing_is_fetched(server, read, fa3):
    address, asked = server
    head = f'<!DOCTYPE Faktura SYSTEM "{address}/x.dtd" [<!ENTITY % p SYSTEM "{address}/p.dtd"> %p;]>'.encode()
    located = fa3().replace(
        b"<Faktura ",
        b'<Faktura xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        b'xsi:schemaLocation="http://crd.gov.pl/wzor/2025/06/25/13775/ ' + f'{address}/fa.xsd" '.encode(),
    )

    bombed = read(fa3().replace(b"<Faktura", head + b"<Faktura", 1), "ksef", name="a.xml")
    fine = read(located, "ksef", name="b.xml")

    assert bombed.rejected.height == 1
    assert fine.frame.height == 1
    assert asked == []


def test_an_event_log_with_a_bomb_is_unreadable(read):
    with pytest.raises(Unreadable):
        read(gzip.compress(LAUGHS), "xes", noun="cases")


def test_streamed_elements_leave_memory_when_used():
    data = b"<log>" + b"<trace><event/></trace>" * 20_000 + b"</log>"

    sizes = [len(trace.getparent()) for trace in stream(io.BytesIO(data), "trace")]

    assert len(sizes) == 20_000
    assert max(sizes) < 3_000  # what one chunk of the parser holds
