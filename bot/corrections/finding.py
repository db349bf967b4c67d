"""Which story or report a moderator means: by a link, or as chosen from a list. Only what their server may see."""

from __future__ import annotations

from bot.corrections.links import PostLink, link_meant
from bot.errors import UserError
from bot.models.news import Entry
from bot.models.posts import OfficialNotice
from bot.storage import corrections, decisions, deliveries, entries, sight, stories, story_posts
from bot.storage.database import Connection

REPORT, STORY = "report:", "story:"  # before the number of one chosen from a list


async def stories_meant(conn: Connection, guild_id: int, typed: str) -> list[int]:
    """The stories that a post tells, that a report belongs to, or the one chosen, before any is joined to another.

    None for a report that the rules kept out. Raises UserError: link_unclear, post_unknown, report_unknown, story_unknown.
    """
    if (number := _number(typed, STORY)) is not None:
        return [await _known(conn, guild_id, number)]
    if (number := _number(typed, REPORT)) is None and isinstance(link := link_meant(typed), PostLink):
        return await _of_post(conn, guild_id, link)
    entry = await report_meant(conn, guild_id, typed)
    story_id = await decisions.own_story(conn, guild_id, entry.id)
    return [story_id] if story_id is not None else []


async def story_meant(conn: Connection, guild_id: int, typed: str) -> int:
    """The one story meant; see `stories_meant`. Raises UserError: also story_many, report_no_story."""
    found = await stories_meant(conn, guild_id, typed)
    if not found:
        raise UserError("report_no_story")
    if len(found) > 1:
        raise UserError("story_many")
    return found[0]


async def report_meant(conn: Connection, guild_id: int, typed: str) -> Entry:
    """The one report meant. Raises UserError: link_unclear, report_unknown, split_needs_report (a post's link)."""
    if (number := _number(typed, REPORT)) is not None:
        entry = await entries.by_id(conn, number)
        seen = await sight.story_of_entry(conn, await sight.of(conn, guild_id), number)
        if entry is None or seen is None:
            raise UserError("report_unknown")
        return entry
    link = link_meant(typed)
    if isinstance(link, PostLink):
        raise UserError("split_needs_report")
    found = await corrections.report_at(conn, guild_id, link)
    if found is None:
        raise UserError("report_unknown")
    return found


def _number(typed: str, mark: str) -> int | None:
    digits = typed.strip().removeprefix(mark)
    return int(digits) if typed.strip().startswith(mark) and digits.isdecimal() and len(digits) <= 18 else None


async def _known(conn: Connection, guild_id: int, story_id: int) -> int:
    told = await decisions.standing(conn, guild_id, story_id)
    if not await stories.as_told(conn, await sight.of(conn, guild_id), [told.story_id], all_of_them=True):
        raise UserError("story_unknown")
    return story_id


async def _of_post(conn: Connection, guild_id: int, link: PostLink) -> list[int]:
    if link.guild_id != guild_id:
        raise UserError("post_unknown")
    delivery_id = await corrections.delivery_of_message(conn, guild_id, link.message_id)
    delivery = await deliveries.get(conn, delivery_id) if delivery_id is not None else None
    if delivery is None:
        raise UserError("post_unknown")
    if isinstance(delivery.post, OfficialNotice):
        return [delivery.post.story_id]
    found = await story_posts.stories_of_delivery(conn, delivery.id)
    if not found:
        raise UserError("post_unknown")
    return found
