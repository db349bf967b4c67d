"""Addresses as people type them: made whole, refused, or kept private."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.feeds.addresses import feed_address, host_shown, looks_private


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://a.example/feed", "https://a.example/feed"),
        ("  <http://a.example/feed#top> ", "http://a.example/feed"),
        ("a.example", "https://a.example"),
        ("feed://a.example/rss", "https://a.example/rss"),
        ("feed:http://a.example/rss", "http://a.example/rss"),
        ("127.0.0.1:8000/feed", "https://127.0.0.1:8000/feed"),
        ("http://[::1]:8000/feed", "http://[::1]:8000/feed"),
    ],
)
def test_an_address_is_made_whole(typed: str, meant: str) -> None:
    assert feed_address(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "word", "file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "data:text/xml,x", "https://",
     "https://a b.example/", "http://[broken", "https://a.example:99999/", "https://a.example/" + "x" * 2000, "mailto:a@b.example"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        feed_address(typed)
    assert refused.value.key == "bad_address"


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("https://a.example/feed", False),
        ("https://a.example/2023/08/writers-and-studios-go-back-to-the-table/feed", False),
        ("https://a.example/feed?format=rss&page=2", False),
        ("https://me:word@a.example/feed", True),
        ("https://a.example/feed?token=abc", True),
        ("https://a.example/feed?api_key=abc", True),
        ("https://a.example/private/9f8a7b6c5d4e3f2a1b0c9d8e/rss", True),
    ],
)
def test_an_address_with_a_secret_is_known(url: str, private: bool) -> None:
    assert looks_private(url) is private


def test_of_an_address_only_the_host_is_shown() -> None:
    assert host_shown("https://me:word@www.a.example:8443/secret?token=x") == "a.example"


@given(st.text(max_size=200))
def test_whatever_is_typed_is_an_address_or_refused(typed: str) -> None:
    try:
        url = feed_address(typed)
    except UserError:
        return
    looks_private(url)
    assert url.lower().startswith(("http://", "https://"))
    assert host_shown(url)
