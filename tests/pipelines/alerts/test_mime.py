"""A letter's bytes mean what the standard library would have written, whatever stands in them."""

import email
import email.policy
from email.headerregistry import Address
from email.message import EmailMessage

import pytest

from pipelines.alerts.write.mime import Attachment, mime

NAMES = ("Anna Nowak", "Łukasz Żółć", 'Anna "Ania" Nowak', "Nowak, Anna", "=?utf-8?q?x?=", "Ż" * 90, "a" * 70, "")
TEXTS = (
    "słowo\n", "bez końca", "\n\n", "a" * 2000, "ż" * 400, ".\n..\nFrom tu\n", "na końcu spacja \ntabulator\t\n",
    "= znak =3D\n", "koniec\r\nwiersza\rtakże", "",
)  # fmt: skip


def by_the_library(head, text, page) -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    for name, value in head.items():
        message[name] = value
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return email.message_from_bytes(message.as_bytes(), policy=email.policy.default)


def read(raw: bytes) -> EmailMessage:
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.defects for part in message.walk()] == [[]] * len(list(message.walk()))
    return message


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", TEXTS)
def test_headers_and_parts_read_like_those_of_the_library(name, text):
    head = {"From": Address(name, "ratusz", "zabrzeg.example"), "To": Address(name, addr_spec="anna@zabrzeg.example"),
            "Subject": f"{name} – Zabrzeg", "Message-ID": "<1@zabrzeg.example>"}  # fmt: skip
    ours, theirs = read(mime(head, "=_1", text, text)), by_the_library(head, text, text)
    assert {name: str(ours[name]) for name in head} == {name: str(theirs[name]) for name in head}
    for kind in ("plain", "html"):
        assert ours.get_body((kind,)).get_content() == theirs.get_body((kind,)).get_content()


@pytest.mark.parametrize("name", ["Subject", "To", "Reply-To"])
def test_a_line_break_in_a_header_is_refused(name):
    with pytest.raises(ValueError, match=r"linefeed|newline|carriage"):
        mime({name: "a@zabrzeg.example\r\nBcc: ktos@obcy.example"}, "=_1", "", "")


def test_a_file_goes_along_as_it_is():
    content = bytes(range(256)) * 40
    raw = mime({"Subject": "1"}, "=_1", "słowo", "<p>słowo</p>", [Attachment("a.xlsx", "application/x-test", content)])
    message = read(raw)
    assert message.get_content_type() == "multipart/mixed"
    assert message.get_body(("plain",)).get_content() == "słowo\n"
    [file] = message.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("a.xlsx", "application/x-test")
    assert file.get_content() == content
