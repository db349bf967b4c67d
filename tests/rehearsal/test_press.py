import tomllib
from datetime import UTC, datetime, timedelta

import aiohttp
import feedparser
import pytest

from rehearsal.chronicle.book import Chronicle, read_chronicle
from rehearsal.pace import Pace
from rehearsal.press import Press
from rehearsal.registry import registry

CHRONICLE = read_chronicle()
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def frozen(at: str) -> Pace:
    """A clock that stands at `at`."""
    return Pace(datetime.fromisoformat(at), datetime.now(UTC) + timedelta(days=1), 1.0)


@pytest.fixture
async def web():
    async with aiohttp.ClientSession() as session:
        yield session


async def opened(pace: Pace, chronicle: Chronicle = CHRONICLE) -> Press:
    press = Press(chronicle, pace)
    await press.start()
    return press


async def text_of(web, url: str) -> tuple[int, str]:
    async with web.get(url) as answer:
        return answer.status, await answer.text()


async def test_every_feed_parses_with_all_its_items_and_absolute_links(web) -> None:
    press = await opened(frozen("2023-08-16T08:00:00-07:00"))
    for outlet in CHRONICLE.outlets.values():
        _, text = await text_of(web, press.feed_url(outlet))
        parsed = feedparser.parse(text)
        due = [i for i in CHRONICLE.items if i.outlet == outlet.key and i.at <= press.now()]
        assert not parsed.bozo, outlet.key
        assert len(parsed.entries) == min(len(due), 12), outlet.key
        assert {entry.link for entry in parsed.entries} <= {press.link(item) for item in due}, outlet.key
        assert ("published_parsed" in parsed.entries[0] or "updated_parsed" in parsed.entries[0]) == (
            outlet.stamps != "none"
        )
    await press.close()


async def test_an_item_appears_when_its_time_has_come(web) -> None:
    item = CHRONICLE.item("wga/studios-ask-for-friday-meeting")
    outlet = CHRONICLE.outlets["wga"]
    for moment, seen in ((item.at - timedelta(minutes=1), False), (item.at, True)):
        press = await opened(frozen(moment.isoformat()))
        _, text = await text_of(web, press.feed_url(outlet))
        status, _ = await text_of(web, press.link(item))
        assert (item.title in text, status == 200) == (seen, seen)
        await press.close()


async def test_an_unchanged_feed_answers_304_and_one_without_validators_does_not(web) -> None:
    press = await opened(frozen("2023-08-12T08:00:00-07:00"))
    async with web.get(press.feed_url(CHRONICLE.outlets["soundstage"])) as answer:
        etag = answer.headers["ETag"]
    async with web.get(answer.url, headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    async with web.get(press.feed_url(CHRONICLE.outlets["arroyo"])) as answer:
        assert "ETag" not in answer.headers
        assert "Last-Modified" not in answer.headers
    await press.close()


@pytest.mark.parametrize(
    ("at", "status"),
    [("2023-08-16T08:59:00-07:00", 200), ("2023-08-16T09:00:00-07:00", 402), ("2023-08-17T21:00:00-07:00", 200)],
)
async def test_the_ledger_asks_for_payment_for_a_while(web, at: str, status: int) -> None:
    press = await opened(frozen(at))
    found, _ = await text_of(web, press.feed_url(CHRONICLE.outlets["marquee"]))
    assert found == status
    await press.close()


async def test_a_moved_feed_is_redirected_for_good(web) -> None:
    press = await opened(frozen("2023-08-14T08:00:00-07:00"))
    async with web.get(press.feed_url(CHRONICLE.outlets["cutting"]), allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (301, "/feed")
    await press.close()


async def test_a_guid_made_of_the_headline_changes_with_it(web) -> None:
    item = CHRONICLE.item("arroyo/writers-guild-delivers-counterproposal")
    found = []
    for moment in (item.at, item.edits[0].at):
        press = await opened(frozen(moment.isoformat()))
        _, text = await text_of(web, press.feed_url(CHRONICLE.outlets["arroyo"]))
        found.append({entry.link.split("/", 3)[3]: entry.id for entry in feedparser.parse(text).entries}[item.page[1:]])
        await press.close()
    assert found[0] != found[1]


async def test_a_page_shows_the_text_and_where_the_event_is_documented(web) -> None:
    item = CHRONICLE.item("soundstage/bargaining-resumes-with-counteroffer")
    press = await opened(frozen("2023-08-13T08:00:00-07:00"))
    _, text = await text_of(web, press.link(item))
    assert item.edits[0].title in text
    assert item.text in text
    assert f'Based on: <a href="{item.url}">Deadline</a>' in text
    await press.close()


async def test_the_log_says_once_what_went_out_and_whether_a_feed_was_asked_before(web) -> None:
    press = await opened(frozen("2023-08-10T17:20:00-07:00"))
    url = press.feed_url(CHRONICLE.outlets["wga"])
    await text_of(web, url)
    await text_of(web, url)
    served = [entry for entry in press.log if entry["kind"] == "served"]
    assert [(entry["item"], entry["first_poll"]) for entry in served] == [
        ("wga/studios-ask-for-friday-meeting", True),
        ("wga/library-reading-room-hours", True),
    ]
    assert [entry["status"] for entry in press.log if entry["kind"] == "poll"] == [200, 200]
    await press.close()


async def test_the_outlets_file_lists_the_press_and_only_names_the_rest(tmp_path) -> None:
    project = tmp_path / "outlets.toml"
    project.write_text(
        '[[outlet]]\nkey = "x"\nname = "X"\nhosts = ["x.example"]\nowner = "O"\nkind = "trade"\npaywall = "no"\n'
        'feed = "https://x.example/feed"\nenabled = true\n'
        '[[outlet]]\nkey = "y"\nname = "Y"\nhosts = ["y.example"]\nowner = "O"\nkind = "official_union"\npaywall = "no"\n'
    )
    press = await opened(frozen("2023-08-10T00:00:00-07:00"))
    rows = {row["key"]: row for row in tomllib.loads(registry(press, project))["outlet"]}
    await press.close()
    assert set(rows) == {*CHRONICLE.outlets, "x"}
    assert rows["marquee"]["feed"] == press.feed_url(CHRONICLE.outlets["marquee"])
    assert "feed" not in rows["x"]
    assert "enabled" not in rows["x"]
