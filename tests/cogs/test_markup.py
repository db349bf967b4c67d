"""Text from feeds can neither format, ping, nor forge a link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.limits import LINK, shown_link, units
from cogs.ui.markup import DISCORD, PLAIN, cleaned, cut
from tests.cogs.samples import AT, wild_text, wild_url

# What Discord's parser takes for itself once escaped signs are out of the way.
ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
LIVE = re.compile(
    r"[*_~`|\[\]<>]|https?://|@everyone|@here|:[^\s:]+:|^(?:#{1,3}|-#|[+-])(?:\s|$)|^\d+[.)]\s|discord\.gg"
)


@pytest.mark.parametrize(
    "raw",
    [
        "@everyone look", "@here", "<@123>", "<@&123>", "<#123>", "</setup:1>", "<id:guide>", "<t:1:R>", "<a:wave:1>",
        "**bold**", "__under__", "~~gone~~", "||spoiler||", "`code`", "```\nblock", "# heading", "-# small", "- item", "1. item",
        "12) item", "> quote", "[name](https://evil.example)", "<https://evil.example>", "see https://evil.example now", "\\*x\\*",
        ":tada:", "discord.gg/abc", "Discord.com/invite/abc", "*" * 50, "\\", "\\\\[x](https://evil.example)",
    ],
)  # fmt: skip
def test_nothing_in_a_text_is_live(raw: str) -> None:
    assert not LIVE.search(ESCAPED.sub("·", DISCORD.text(raw)))


@given(wild_text)
def test_nothing_in_any_text_is_live(raw: str) -> None:
    written = DISCORD.text(raw)
    assert not LIVE.search(ESCAPED.sub("·", written)), written
    assert "\n" not in written


@pytest.mark.parametrize(
    "raw",
    [
        "WGA, AMPTP: talks at 10:30 a.m. (PT) – “no deal” yet; 50% & $1.2m?",
        "Writers' strike, day 104!",
        "1.2 million watched",
        "+50% for residuals",
        "#1 demand: AI",
    ],
)
def test_an_ordinary_headline_stays_as_it_is(raw: str) -> None:
    assert DISCORD.text(raw) == raw


def test_invisible_characters_are_dropped_and_joined_emoji_kept() -> None:
    assert cleaned("a\u202eb\x00c\ud800d\u200be \U0001f468\u200d\U0001f469") == "abcde \U0001f468\u200d\U0001f469"


@given(wild_text, st.integers(2, 200))
def test_a_cut_text_is_never_too_long(raw: str, most: int) -> None:
    assert units(cut(cleaned(raw), most)) <= most


def test_a_long_text_is_cut_between_words() -> None:
    assert cut("studios and writers meet again", 22) == "studios and writers…"


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "ftp://a.example/x", "//a.example", "https://", "https://user@a.example/", "https://a b.example/",
        "http://[::1]/", "https://intranet/", "https://a.example:99999/", "https://a.example/" + "x" * LINK,
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_web_address_is_not_linked(url: str) -> None:
    assert shown_link(url) is None
    assert DISCORD.link("Harbour Post", url) == "Harbour Post"


def test_an_address_cannot_end_its_link_early() -> None:
    assert DISCORD.link("Post", "https://a.example/x>) [y](<https://b.example/@everyone") == (
        "[Post](<https://a.example/x%3E%29%20%5By%5D%28%3Chttps://b.example/%40everyone>)"
    )


def test_an_international_address_is_shown_in_its_true_form() -> None:
    assert shown_link("https://bücher.example/é?q=ü") == "https://xn--bcher-kva.example/%C3%A9?q=%C3%BC"


def test_a_query_and_escapes_survive() -> None:
    url = "https://a.example:8080/2023/08/x-y_z%20?utm=1&b=2#part"
    assert shown_link(url) == url


def test_a_name_cannot_forge_another_link() -> None:
    link = DISCORD.link(DISCORD.text("x](https://evil.example) [y"), "https://a.example/")
    assert link.count("](") == 1
    assert link.endswith("](<https://a.example/>)")


@given(wild_text, wild_url)
def test_a_link_has_one_name_and_one_address(name: str, url: str) -> None:
    link = DISCORD.link(DISCORD.text(name), url)
    if shown_link(url) is None:
        assert link == DISCORD.text(name)
    else:
        found = re.fullmatch(r"\[([^\[\]]*)\]\(<(https?://[!-;=?-~]+)>\)", link)
        assert found, link
        assert "(" not in found[2]


def test_times_are_shown_in_each_readers_zone_or_named() -> None:
    assert DISCORD.time(AT) == "<t:1691807400:f>"
    assert PLAIN.time(AT) == "12 Aug 2023, 02:30 UTC"
