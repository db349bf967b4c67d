"""Lists of feeds: read back as written, and refused where they are more than a list."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import opml
from bot.feeds.opml import BadOpml, Outline


def listed(*outlines: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f'{head}<opml version="2.0"><head/><body>{"".join(outlines)}</body></opml>'.encode()


def test_nested_folders_and_any_case_of_the_address_are_read_each_address_once() -> None:
    inner = '<outline text="Trade"><outline text="A" xmlUrl="https://a.example/"/><outline xmlurl="https://b.example/"/></outline>'
    again = '<outline title="A again" xmlUrl="https://a.example/"/>'
    assert opml.read(listed(inner, again)) == [Outline("https://a.example/", "A"), Outline("https://b.example/", "")]


@given(
    st.lists(
        st.builds(
            Outline,
            url=st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9?&=]{0,20}", fullmatch=True),
            title=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30),
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda outline: outline.url,
    )
)
def test_what_is_written_is_read_back(feeds: list[Outline]) -> None:
    assert opml.read(opml.write("Our feeds", feeds)) == feeds


BOMB = '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
FILE = '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (listed(head=BOMB), "not_opml"),
        (listed(head=FILE), "not_opml"),
        (listed(head=BOMB).decode().encode("utf-16"), "not_opml"),
        (listed(head='<?xml version="1.0"?><!DOCTYPE opml SYSTEM "http://a.example/x.dtd">'), "not_opml"),
        (b"<html><body>A page</body></html>", "not_opml"),
        (b"\x00\x01", "not_opml"),
        (b"", "not_opml"),
        (b'<?xml version="1.0" encoding="no-such"?><opml/>', "not_opml"),
        (listed(), "empty"),
        (listed('<outline text="A folder"/>'), "empty"),
        (listed(*(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(201))), "too_many"),
        (listed("<outline>" * 60 + "</outline>" * 60), "too_many"),
        (listed('<outline xmlUrl="https://a.example/" text="' + "x" * opml.LARGEST + '"/>'), "too_large"),
    ],
)
def test_anything_else_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadOpml) as refused:
        opml.read(data)
    assert refused.value.reason == reason


@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    with contextlib.suppress(BadOpml):
        opml.read(data)
