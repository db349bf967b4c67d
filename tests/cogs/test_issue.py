"""`/issue` and `/news search` with the real services: as member and moderator, with wrong input, in pages, after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.archive.search import LONGEST, SearchService
from bot.issues.service import IssueService
from bot.models.posts import DateLine
from bot.models.servers import Server
from bot.models.services import IssueName
from bot.storage import feeds, servers
from bot.storage.database import Connection, Database
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.permissions import Can
from tests.cogs import fakes
from tests.cogs.conftest import Room, eventually, opened, restarted
from tests.services.fakes import START
from tests.services.newsroom import EVENTS, OUTLETS, TAXONOMY, Newsroom, raw
from tests.storage.samples import DAY, HOUR

ISSUES = tuple(IssueName(issue.id, issue.name) for issue in TAXONOMY.issues)
ASKED = [("issue summary", {"issue": "ai"}), ("issue list", {}), ("news search", {"words": "talks"})]


async def upcoming(_conn: Connection, _guild_id: int, now: object) -> tuple[DateLine, ...]:
    return (DateLine("WGA and AMPTP: session", START + DAY, "America/Los_Angeles", url="https://guild.example/dates"),)


@pytest.fixture
async def newsroom(sqlite_database: str) -> AsyncIterator[Newsroom]:
    db = await Database.open(sqlite_database)
    yield await Newsroom.open(db, setup=False)
    await db.close()


@pytest.fixture
async def room(newsroom: Newsroom) -> AsyncIterator[Room]:
    db, clock = newsroom.db, newsroom.clock
    given = {
        "issues": ISSUES,
        "summaries": IssueService(db=db, clock=clock, outlets=OUTLETS, issues=ISSUES, upcoming=upcoming),
        "searches": SearchService(db=db, clock=clock, outlets=OUTLETS),
    }
    async with opened(fakes.services(**given)) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, setup_at=START))
            await feeds.follow(conn, room.guild.id, [feed.id for feed in newsroom.feeds.values()])
        yield room


@pytest.fixture
async def told(newsroom: Newsroom) -> Newsroom:
    """Six stories; two of them are about AI."""
    await newsroom.poll("lantern", *(raw(title, text) for title, text in EVENTS))
    return newsroom


async def many(newsroom: Newsroom, count: int = 6) -> None:
    """Stories on AI that the rules keep apart."""
    guilds = ("WGA", "SAG-AFTRA", "Directors Guild", "IATSE", "ACTRA", "Bectu", "AFM", "Animation Guild")
    entries = [
        raw(f"{guild} asks for AI limits in talks", f"The {guild} bargains over artificial intelligence.", published=START - n * HOUR)
        for n, guild in enumerate(guilds[:count])
    ]  # fmt: skip
    await newsroom.poll("reel-ledger", *entries)


@pytest.mark.parametrize(("name", "options"), ASKED)
@pytest.mark.parametrize("who", ["member", "moderator"])
@pytest.mark.usefixtures("told")
async def test_members_and_moderators_get_private_text_at_once(
    room: Room, name: str, options: dict[str, str], who: str
) -> None:
    answer = await room.use(name, options, by=getattr(room, who))
    assert answer.failed is None
    assert answer.ephemeral
    assert answer.text.startswith("## ")
    assert answer.acknowledged_after is not None
    assert answer.acknowledged_after < 1


@pytest.mark.usefixtures("told")
async def test_a_summary_says_who_says_so_when_and_what_comes_next(room: Room) -> None:
    text = (await room.use("issue summary", {"issue": "AI"})).text
    lines = text.splitlines()
    assert lines[0] == "## AI: the last 7 days"
    assert "2 stories, none official, from 1 outlet." in lines
    assert "### Where things stand" in lines
    at = int(START.timestamp())
    assert (
        f"- [WGA and AMPTP set talks for Friday](<https://lantern.example/wga-and-amptp-set-talks-for-friday>)"
        f" – REPORTED (The Lantern), <t:{at}:f>. Owner: Lantern Press."
    ) in lines
    assert "### Next dates" in lines
    assert any(line.startswith("- [WGA and AMPTP: session](<https://guild.example/dates>): <t:") for line in lines)


async def test_a_summary_marks_paywall_and_official_and_others(room: Room, newsroom: Newsroom) -> None:
    title, text = EVENTS[0]
    await newsroom.poll("reel-ledger", raw(title, text))
    assert "Behind a paywall." in (await room.use("issue summary", {"issue": "ai"})).text
    await newsroom.poll("guild-site", raw(title, text, link="https://guild.example/talks"))
    told = (await room.use("issue summary", {"issue": "ai"})).text
    assert "1 story, 1 official, from 2 outlets." in told
    assert "– OFFICIAL (union), Writers Guild, " in told
    assert "Also in Reel Ledger." in told


async def test_a_summary_of_a_day_without_news_names_the_last_story(room: Room, newsroom: Newsroom) -> None:
    await newsroom.poll("lantern", raw(*EVENTS[3]))
    newsroom.clock.forward(days=5)
    text = (await room.use("issue summary", {"issue": "ai", "days": 1})).text
    assert text.startswith("## AI: the last day\n")
    assert f"Nothing on AI since <t:{int(START.timestamp())}:D>. Last:\n- [{EVENTS[3][0]}]" in text


async def test_a_summary_before_any_news_says_so(room: Room) -> None:
    text = (await room.use("issue summary", {"issue": "ai"})).text
    assert "Nothing on AI so far." in text
    assert "None" not in text


async def test_an_unknown_issue_is_answered_with_a_way_on(room: Room) -> None:
    answer = await room.use("issue summary", {"issue": "golf <@1>"})
    assert answer.text.startswith("I do not know the issue “golf \\<@\u200b1\\>”. Pick one from the list")
    assert answer.ephemeral


@pytest.mark.parametrize("days", [0, 91])
async def test_days_out_of_range_are_refused_by_discord(room: Room, days: int) -> None:
    with pytest.raises(ClientRefusal):
        await room.use("issue summary", {"issue": "ai", "days": days})


async def test_a_summary_turns_its_pages_in_place(room: Room, newsroom: Newsroom) -> None:
    await many(newsroom, 5)
    answer = await room.use("issue summary", {"issue": "ai"}, by=room.member)
    first = answer.text
    assert first.count("\n- [") == 3 + 1  # three stories and a date
    assert "Page 1 of 2." in first
    pressed = await room.discord.press(answer, "issue:*", room.member)
    await eventually(lambda: "Page 2 of 2." in pressed.text)
    assert pressed.text.count("\n- [") == 2
    assert "Next dates" not in pressed.text
    back = await room.discord.press(pressed, "issue:*", room.member)
    await eventually(lambda: back.text == first)


async def test_a_summary_can_be_shared_with_the_channel_once_in_ten_minutes(room: Room, newsroom: Newsroom) -> None:
    await many(newsroom, 1)
    answer = await room.use("issue summary", {"issue": "ai"}, by=room.member)
    pressed = await room.discord.press(answer, "issue-share:*", room.member)
    public = await pressed.wait_for_followup()
    assert public["flags"] & 64 == 0
    assert "WGA: “WGA asks for AI limits in talks”" in public["content"]
    assert public["content"].endswith("Shared by a member. `/issue summary` shows the rest, to you alone.")
    assert pressed.text.startswith("Shared in this channel.")
    again = await room.discord.press(answer, "issue-share:*", room.member)
    await eventually(lambda: again.text.startswith("A summary was shared in this channel a short while ago."))
    assert again.followups == []


async def test_a_restart_neither_loses_the_share_button_nor_forgets_the_limit(room: Room, newsroom: Newsroom) -> None:
    await many(newsroom, 1)
    answer = await room.use("issue summary", {"issue": "ai"}, by=room.member)
    async with restarted(room):
        pressed = await room.discord.press(answer, "issue-share:*", room.member)
        await pressed.wait_for_followup()
    async with restarted(room):
        again = await room.discord.press(answer, "issue-share:*", room.member)
        await eventually(lambda: again.text.startswith("A summary was shared in this channel a short while ago."))


async def test_who_may_not_write_in_a_channel_cannot_share_there(room: Room, newsroom: Newsroom) -> None:
    await many(newsroom, 1)
    room.discord.overwrite(room.desk, room.member, deny=Can.SEND_MESSAGES)
    answer = await room.use("issue summary", {"issue": "ai"}, by=room.member)
    pressed = await room.discord.press(answer, "issue-share:*", room.member)
    await eventually(lambda: pressed.text == "You are not allowed to write in this channel, so nothing was shared.")
    assert pressed.followups == []


@pytest.mark.parametrize(
    ("name", "options", "button"),
    [
        ("issue summary", {"issue": "ai"}, "issue:*"),
        ("news search", {"words": '"AI limits" talks'}, "search:*"),
    ],
)
async def test_a_page_button_works_after_a_restart(
    room: Room, newsroom: Newsroom, name: str, options: dict[str, str], button: str
) -> None:
    await many(newsroom)
    answer = await room.use(name, options)
    assert "Page 1 of 2." in answer.text
    async with restarted(room):
        pressed = await room.discord.press(answer, button, room.moderator)
        await eventually(lambda: "Page 2 of 2." in pressed.text)


@pytest.mark.usefixtures("told")
async def test_the_list_has_every_issue_with_its_count(room: Room) -> None:
    lines = (await room.use("issue list")).text.splitlines()
    assert lines[0] == "## Issues: the last 7 days"
    assert lines[1].startswith("- ")
    assert "- AI: 2 stories" in lines
    assert sum(line.startswith("- ") for line in lines) == len(ISSUES)
    assert any(line.endswith(": none so far") for line in lines)
    assert "`/issue summary` shows the stories about one." in "\n".join(lines)


@pytest.mark.usefixtures("told")
async def test_a_search_lists_what_it_found(room: Room) -> None:
    text = (await room.use("news search", {"words": "pension"})).text
    assert text.startswith("## Search: pension\n1 story.\n")
    assert f"- [{EVENTS[5][0]}](<https://lantern.example/" in text
    assert "REPORTED (The Lantern)" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("zeppelin", "No story has this word. Check the spelling or try another word. `/news latest` shows"),
        ("pension zeppelin", "No story has all of these words. None has “zeppelin”. Without that: 1 story."),
        ("pension voice", "No story has all of these words. Each of them is in some story: try fewer at once."),
        ('"pension directors"', "No story has exactly this phrase."),
    ],
)
@pytest.mark.usefixtures("told")
async def test_a_search_without_a_hit_suggests_what_to_try(room: Room, words: str, said: str) -> None:
    answer = await room.use("news search", {"words": words})
    assert answer.failed is None
    assert said in answer.text
    assert "custom_id" not in str(answer.message)


@pytest.mark.usefixtures("told")
async def test_a_search_can_be_narrowed_by_discords_own_options(room: Room) -> None:
    found = await room.use("news search", {"words": "talks", "issue": "ai", "label": "reported", "from": "yesterday"})
    assert f"- [{EVENTS[0][0]}](<https://lantern.example/" in found.text
    none = await room.use("news search", {"words": "talks", "label": "opinion"})
    assert "No story with these words passes the filters. Without the filters: " in none.text
    unclear = await room.use("news search", {"words": "talks", "to": "3/4"})
    assert unclear.text.startswith("I am not sure which day “3/4” is.")


@pytest.mark.usefixtures("told")
async def test_a_press_searches_for_the_nearest_word(room: Room) -> None:
    answer = await room.use("news search", {"words": "pensoin"})
    assert "The nearest word in recent headlines is “pension”." in answer.text
    pressed = await room.discord.press(answer, "search:*", room.moderator)
    await eventually(lambda: pressed.text.startswith("## Search: pension\n1 story.\n"))


@pytest.mark.parametrize("words", ["?!", "“”", " - "])
async def test_a_search_for_no_word_says_what_to_type(room: Room, words: str) -> None:
    answer = await room.use("news search", {"words": words})
    assert answer.text.startswith("There is no word to search for. Type one or more words")


async def test_a_search_too_long_is_refused_by_discord_and_by_the_bot(room: Room) -> None:
    with pytest.raises(ClientRefusal):
        await room.use("news search", {"words": "x" * (LONGEST + 1)})
    told = await room.use("news search", {"words": "🎬" * 40})
    assert told.text == f"That is too long to search for. Use at most {LONGEST} characters."


@pytest.mark.usefixtures("told")
async def test_what_a_person_types_cannot_format_or_ping(room: Room) -> None:
    text = (await room.use("news search", {"words": "**pension** @everyone <@1> [x](https://evil.example)"})).text
    assert "@everyone" not in text
    assert "\\*\\*pension\\*\\*" in text
    assert "\\[x\\](https" in text
