"""Private answers fit Discord's limits in their longest and emptiest forms."""

from __future__ import annotations

from datetime import UTC, datetime

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.limits import ANSWER, COMPONENTS
from bot.models.news import Tag
from bot.models.servers import Server
from bot.models.services import AboutFacts, LatestPage
from cogs.ui import answers_news, answers_server
from cogs.ui.answers import Answer, Press, fitted, layout
from tests.cogs.samples import AT, EMPTIEST_STORY, ISSUES, LONG, LONGEST_STORY, page, source, story, why_story


def latest(shown: LatestPage, **asked: str | None) -> Answer:
    return answers_news.latest(shown, **{"issue": None, "outlet": None, "outlet_name": None, **asked}, issues=ISSUES)  # type: ignore[arg-type]


ANSWERS = {
    "latest": latest(page(5, number=1, pages=9)),
    "emptiest latest": latest(LatestPage((), 0, 1, AT, None)),
    "longest latest": latest(page(5, number=1, pages=9999, of=LONGEST_STORY), issue="a" * 32, outlet="b" * 40, outlet_name=LONG),
    "latest of too many": latest(page(60, of=LONGEST_STORY)),
    "latest of emptiest": latest(page(5, of=EMPTIEST_STORY)),
    "why": answers_news.why((why_story(),), ISSUES),
    "emptiest why": answers_news.why((), ISSUES),
    "longest why": answers_news.why(
        (why_story(headline=LONG, outlet=LONG, reason=LONG, tags=(Tag("ai", (LONG,) * 30),) * 9, attributed_to=(LONG,) * 9),) * 20, ISSUES
    ),
    "sources": answers_news.sources((source(), source(ok=False))),
    "emptiest sources": answers_news.sources(()),
    "longest sources": answers_news.sources((source(LONG, words=LONG),) * 500, 25),
    "about": answers_server.about(AboutFacts("desk@harbour.example", "1.0", "https://code.example")),
    "emptiest about": answers_server.about(AboutFacts("", "", "")),
    "longest about": answers_server.about(AboutFacts(LONG, LONG, "https://code.example/" + "x" * 5_000)),
    "settings": answers_server.settings(Server(1, 2, 3)),
    "emptiest settings": answers_server.settings(Server(1, paused=True, silent=False, zone="")),
    "paused": answers_server.paused(),
    "resumed": answers_server.resumed(),
    "set up": answers_server.set_up(Server(1, 2, 3)),
    "set up while paused": answers_server.set_up(Server(1, 2, 3, paused=True)),
    "permissions missing": answers_server.permissions_missing(
        {1: ("view_channel", "send_messages", "read_message_history", "attach_files"), 2: ("send_messages",)}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
async def test_each_answer_fits_and_is_text(name: str) -> None:
    view = layout(ANSWERS[name])
    assert 0 < view.content_length() <= ANSWER
    assert view.total_children_count <= COMPONENTS
    assert view.is_finished()
    assert ANSWERS[name].text.strip()
    assert "None" not in ANSWERS[name].text
    assert "{" not in ANSWERS[name].text
    buttons = [item for item in view.walk_children() if isinstance(item, discord.ui.Button)]
    assert len({button.custom_id for button in buttons}) == len(buttons)


def test_a_page_of_five_ordinary_stories_shows_them_all() -> None:
    assert latest(page(5)).text.count("### ") == 5


def test_a_page_of_five_longest_stories_shows_them_all() -> None:
    assert sum(block.startswith("### ") for block in latest(page(5, of=LONGEST_STORY)).blocks) == 5


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - given a zone
def test_a_buttons_id_keeps_the_moment_to_the_microsecond(moment: datetime) -> None:
    custom_id = answers_news.latest_id("ai", None, 3, moment)
    assert answers_news.moment_of(custom_id.rpartition(":")[2]) == moment
    assert len(custom_id) <= 100


@given(st.lists(st.text(min_size=1, max_size=900), max_size=60))
def test_blocks_are_kept_in_order_and_the_rest_is_counted(blocks: list[str]) -> None:
    kept = fitted(blocks)
    assert sum(map(len, kept)) <= ANSWER
    assert len(kept) < COMPONENTS
    if len(kept) == len(blocks) and (not kept or not kept[-1].startswith("Left out here for length: ")):
        assert list(kept) == blocks
    else:
        assert list(kept[:-1]) == blocks[: len(kept) - 1]
        assert kept[-1].startswith(f"{len(blocks) - len(kept) + 1} more")


async def test_a_buttons_id_that_is_too_long_is_refused_here() -> None:
    with pytest.raises(ValueError, match="custom_id"):
        layout(Answer(("text",), (Press("Older", "x" * 101),)))


def test_stories_of_a_page_carry_label_and_link() -> None:
    [_, block, *_] = latest(page(1, of=story())).blocks
    assert block.startswith(
        "### Studios put new terms to writers – REPORTED (Harbour Post)\n[Read at Harbour Post](<https://"
    )
