"""`/follow`, `/news since` and `/privacy` over the stand-in for Discord, with the real services."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable

import pytest

from bot.digests.contents import DigestKit
from bot.personal.planner import PersonalPlanner
from cogs.ui.cards_digest import DigestLengths
from tests.cogs.conftest import eventually
from tests.cogs.desk import DISPUTES, Desk, desk_on
from tests.e2e.stories import distinct
from tests.services.newsroom import EVENTS, OUTLETS, TAXONOMY, raw


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        yield desk


async def next_digest(desk: Desk, settled: Callable[[], object]) -> None:
    """A day later the digests are planned and sent, until that is so."""
    issues = {issue.id: issue.name for issue in TAXONOMY.issues}
    kit = DigestKit(desk.newsroom.db, desk.newsroom.clock, OUTLETS, tuple(issues), DigestLengths(issues))
    desk.newsroom.clock.forward(days=1)
    await PersonalPlanner(kit, disputes=DISPUTES, wake=lambda: None).tick()
    async with desk.posting() as dispatcher:
        dispatcher.wake()
        await desk.room.discord.journal.until(settled, timeout=20, what="the digest to be sent or refused")


async def publish(desk: Desk, *numbers: int) -> None:
    now = desk.newsroom.clock.now()
    await desk.newsroom.poll("lantern", *(raw(*EVENTS[number], published=now) for number in numbers))


async def test_a_member_follows_lists_and_removes(desk: Desk) -> None:
    room, member = desk.room, desk.room.member
    added = await room.use("follow add", {"issue": "AI", "zone": "London"}, by=member)
    assert added.ephemeral
    assert added.text.startswith("## Added to what you follow\n- AI\n")
    assert "at 08:00, London time" in added.text
    both = await room.use("follow add", {"dispute": "WGA and AMPTP: Minimum Basic Agreement"}, by=member)
    assert "- WGA and AMPTP, Minimum Basic Agreement" in both.text
    assert (await room.use("follow list", by=room.moderator)).text.startswith("You follow nothing on this server.")
    left = await room.use("follow remove", {"what": "AI"}, by=member)
    assert left.text.startswith("## Taken off what you follow\n## What you follow here\n- WGA and AMPTP")


@pytest.mark.parametrize(
    ("command", "options", "words"),
    [
        ("follow add", {"issue": "Weather"}, "I do not know the issue “Weather”."),
        ("follow add", {"issue": "AI", "dispute": "wga-amptp"}, "Choose an issue or a dispute, one at a time."),
        ("follow add", {"issue": "AI", "zone": "Atlantis"}, "I do not know the time zone “Atlantis”."),
        ("follow remove", {"what": "AI"}, "You do not follow this here."),
        ("follow hours", {}, "Choose a time, a time zone or quiet hours to change."),
        ("follow hours", {"time": "25:00"}, "I do not understand the time “25:00”."),
        ("follow hours", {"quiet_from": "22:00"}, "Give both times of the quiet hours"),
        ("follow hours", {"time": "09:00"}, "You follow nothing on this server"),
    ],
)
async def test_wrong_input_is_told_and_changes_nothing(
    desk: Desk, command: str, options: dict[str, str], words: str
) -> None:
    assert (await desk.room.use(command, options, by=desk.room.member)).text.startswith(words)
    assert (await desk.room.use("follow list", by=desk.room.member)).text.startswith("You follow nothing")


async def test_the_digest_comes_directly_and_its_button_ends_it_after_a_restart(desk: Desk) -> None:
    room, member = desk.room, desk.room.member
    await room.use("follow add", {"issue": "Residuals"}, by=member)
    await publish(desk, 0, 1)
    await next_digest(desk, lambda: room.discord.direct_messages(member.user))
    (message,) = room.discord.direct_messages(member.user)
    assert EVENTS[1][0] in message["content"]
    assert EVENTS[0][0] not in message["content"]
    assert room.discord.direct_messages(room.moderator.user) == []
    async with desk.restarted():
        pressed = await room.discord.press(message, "follow-stop:*", member)
        assert pressed.text.startswith("You follow nothing on that server any more")
        again = await room.discord.press(message, "follow-stop:*", member)
        assert again.text.startswith("You follow nothing on this server")


async def test_a_closed_inbox_is_told_by_one_extra_line_at_the_next_command(desk: Desk) -> None:
    room, member = desk.room, desk.room.member
    await room.use("follow add", by=member)
    await publish(desk, 0)
    member.user.inbox_open = False
    refused = len(room.discord.journal.of("request"))
    await next_digest(desk, lambda: len(room.discord.journal.of("request")) > refused)
    assert room.discord.direct_messages(member.user) == []
    assert room.discord.messages(room.desk) == []
    answer = await room.use("about", by=member)
    told = await answer.wait_for_followup()
    assert told["content"].startswith("Your digest of Saturday 12 August could not be delivered")
    second = await room.use("about", by=member)
    await eventually(lambda: second.settled)
    assert second.followups == []


async def test_since_the_last_visit(desk: Desk) -> None:
    room, member = desk.room, desk.room.member
    await publish(desk, 0)
    first = await room.use("news since", by=member)
    assert first.text.startswith("From now on I remember when you ask this")
    assert EVENTS[0][0] in first.text
    desk.newsroom.clock.forward(hours=5)
    await publish(desk, 1)
    second = await room.use("news since", by=member)
    assert EVENTS[1][0] in second.text
    assert EVENTS[0][0] not in second.text
    desk.newsroom.clock.forward(hours=1)
    assert "No new items since" in (await room.use("news since", by=member)).text


async def test_pages_of_what_is_new_stay_with_the_first_after_a_restart(desk: Desk) -> None:
    room, member = desk.room, desk.room.member
    await room.use("news since", by=member)
    desk.newsroom.clock.forward(hours=1)
    now = desk.newsroom.clock.now()
    for title, text in distinct(40):
        await desk.newsroom.poll("lantern", raw(title, text, published=now))
    first = await room.use("news since", by=member)
    assert "Page 1 of" in first.text
    async with desk.restarted():
        second = await room.discord.press(first, "since:*", member)
        await eventually(lambda: "Page 2 of" in second.text)


async def test_what_is_kept_is_told_given_and_forgotten(desk: Desk) -> None:
    room, member = desk.room, desk.room.member
    await room.use("follow add", {"issue": "AI"}, by=member)
    about = await room.use("privacy about", by=member)
    assert about.text.count("\n- ") == 5
    exported = await room.use("privacy export", by=member)
    assert exported.ephemeral
    assert exported.message is not None
    (file,) = exported.message["attachments"]
    assert file["filename"] == "picketwire-about-you.json"
    data, _ = room.discord.world.files["/" + file["url"].split("/", 3)[3]]
    kept = json.loads(data)["kept"]
    assert kept["member_follows"][0]["subject"] == "ai"
    asked = await room.use("privacy forget", by=member)
    assert (await room.use("follow list", by=member)).text.startswith("## What you follow here")
    async with desk.restarted():
        done = await room.discord.press(asked, "privacy-forget:yes", member)
        await eventually(lambda: "I keep nothing about you any more" in done.text)
        assert (await room.use("follow list", by=member)).text.startswith("You follow nothing on this server.")
