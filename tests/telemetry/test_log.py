"""Lines of the log: one an event whatever the values hold, and no secret in any of them."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

import pytest

from bot.feeds.health import named
from bot.log import ScrubbingFormatter, fields, secrets_of
from bot.models.feeds import Feed, FeedState, Validators

AT = datetime(2023, 8, 10, 15, 0, tzinfo=UTC)
TOKEN = "AAAA1111.bbbb.cccc2222"
FORMATTER = ScrubbingFormatter(secrets_of(token=TOKEN, database_url="postgresql://wire:pass%20word@db.example/wire"))


def line(text: str, *values: object, exc_info: object = None, name: str = "bot.x") -> str:
    return FORMATTER.format(logging.LogRecord(name, logging.INFO, "", 0, text, values, exc_info))  # type: ignore[arg-type]


def test_values_are_told_by_name_and_what_is_not_known_is_left_out() -> None:
    assert fields(id="a1", late=0.449, tries=2, why=None, at=AT) == "id=a1 late=0.4 tries=2 at=2023-08-10T15:00:00Z"


@pytest.mark.parametrize("text", ["two words", 'a "mark"', "a=b", "line\nbreak", "carriage\rreturn", "", "\x1b[31m"])
def test_a_text_that_could_be_taken_for_more_is_quoted_on_one_line(text: str) -> None:
    told = fields(why=text)
    assert told.startswith('why="')
    assert told.endswith('"')
    assert not set(told) & {"\n", "\r", "\x1b"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://reader:hunter2@feeds.example/news", "https://[hidden]@feeds.example/news"),
        ("https://feeds.example/news?key=hunter2&x=1", "https://feeds.example/news?[hidden]"),
        (
            "https://discord.com/api/v10/webhooks/123/" + "k" * 68 + "/x",
            "https://discord.com/api/v10/webhooks/123/[hidden]/x",
        ),
        ("https://discord.com/api/v10/channels/123/messages", "https://discord.com/api/v10/channels/123/messages"),
    ],
)
def test_logins_queries_and_keys_in_addresses_are_hidden(given: str, told: str) -> None:
    assert line("asked (%s)", given).endswith(f"asked ({told})")


def test_the_token_and_the_databases_password_are_hidden_in_tracebacks_too() -> None:
    def fail() -> None:
        raise ValueError(f"no such host in postgresql://wire:pass%20word@db.example, token {TOKEN}")

    try:
        fail()
    except ValueError:
        said = line("failed", exc_info=sys.exc_info())
    assert TOKEN not in said
    assert "pass%20word" not in said
    assert "ValueError" in said


def test_the_library_names_no_member_and_no_direct_conversation() -> None:
    address = "https://discord.com/api/v10/guilds/1574847035268399105/members/9199999999999999999/roles/77"
    said = line("Rate limited. %s %s responded with 429.", "PUT", address, name="discord.http")
    assert said.endswith(
        "PUT https://discord.com/api/v10/guilds/[hidden]/members/[hidden]/roles/77 responded with 429."
    )


def test_a_feed_is_named_without_its_address() -> None:
    feed = Feed(
        7,
        "https://me:hunter2@www.feeds.example/s3cret/feed?k=9",
        "A\ntitle",
        "lantern",
        FeedState.ACTIVE,
        Validators(),
        AT,
    )
    assert fields(**named(feed)) == "id=7 outlet=lantern host=feeds.example"
