"""What a pasted link points at."""

from __future__ import annotations

import pytest

from bot.corrections.links import PostLink, ReportLink, link_meant
from bot.errors import UserError


@pytest.mark.parametrize(
    "typed",
    [
        "https://discord.com/channels/1/20/300",
        " <https://ptb.discord.com/channels/1/20/300> ",
        "https://discordapp.com/channels/1/20/300/",
    ],
)
def test_a_link_to_a_message_is_a_post(typed: str) -> None:
    assert link_meant(typed) == PostLink(1, 300)


def test_tracking_and_scheme_do_not_make_another_report() -> None:
    plain, shared = link_meant("http://a.example/talks"), link_meant("https://A.example/talks/?utm_source=x#top")
    assert plain == shared == ReportLink("//a.example/talks")


@pytest.mark.parametrize("typed", ["", "talks", "ftp://a.example/x", "https://", "https://[", "https://a.example/a b"])
def test_what_is_no_link_is_told(typed: str) -> None:
    with pytest.raises(UserError) as told:
        link_meant(typed)
    assert told.value.key == "link_unclear"
