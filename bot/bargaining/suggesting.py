"""Turns date phrases of new reports into suggestions to each server's moderators, inside the transaction that stores the reports.

new day:       a suggestion, and a card in the moderators' channel; beyond the day's cards it waits in the list
known day:     its card gains the report
decided day:   nothing; what was set aside stays so for that day and kind, and an entered date needs no suggestion
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.bargaining import dates as rules
from bot.bargaining.suggestions import candidates, card, rivals
from bot.delivery.edits import show
from bot.delivery.ids import new_id
from bot.delivery.planner import StoryChange
from bot.delivery.quiet import quiet
from bot.delivery.routing import disputes_of
from bot.models.news import Entry, Story
from bot.models.posts import Delivery
from bot.models.registry import Dispute
from bot.models.servers import Server
from bot.models.suggestions import Candidate, Evidence, Suggestion, SuggestionState
from bot.storage import date_choices, dates, deliveries, feeds, servers, stories, suggestions
from bot.storage.database import Connection

DAY = timedelta(days=1)
KEPT = timedelta(days=60)  # a suggestion is forgotten so long after its day


class SuggestionPlanner:
    """Suggests to all servers that follow the feed that was polled and have suggestions on."""

    def __init__(self, *, disputes: Sequence[Dispute]) -> None:
        self._disputes = {dispute.key: dispute for dispute in disputes}

    @property
    def names(self) -> Mapping[str, str]:
        """Who bargains, by dispute."""
        return {key: rules.name_of(dispute) for key, dispute in self._disputes.items()}

    async def plan(self, conn: Connection, changes: Sequence[StoryChange], *, feed_id: int, now: datetime) -> None:
        """Suggest what the reports that this poll brought name. Raises StorageBusy."""
        told = await stories.get_many(conn, [change.story_id for change in changes if change.news])
        found = [
            (entry, dispute, one)
            for story in told.values()
            for entry in story.entries
            if entry.feed_id == feed_id and entry.announced and entry.annotation.dates
            if (dispute := self._about(story, entry)) is not None
            for one in candidates(entry.annotation.dates, dispute.zone, now)
        ]
        if not found:
            return
        following = set(await feeds.followers(conn, feed_id))
        for server in await servers.ready(conn):
            if server.guild_id in following and (await date_choices.get(conn, server.guild_id)).suggestions:
                for entry, dispute, one in found:
                    await self._suggest(conn, server, entry, dispute.key, one, now)

    async def refresh(self, conn: Connection, server: Server, dispute: str, kind: str, now: datetime) -> None:
        """Let every card about the same thing say what is known now."""
        every = await suggestions.about(conn, server.guild_id, dispute, kind)
        entered = await dates.ahead(conn, server.guild_id, now)
        waiting = [one for one in every if one.state is SuggestionState.OPEN]
        for one in every:
            if one.card_id is None or (delivery := await deliveries.get(conn, one.card_id)) is None:
                continue
            known = rivals(one, waiting, entered) if one.state is SuggestionState.OPEN else ()
            post = card(one, self.names.get(dispute, dispute), known)
            newest = await deliveries.newest_edit(conn, delivery.id)
            if (newest or delivery).post != post:
                await show(conn, delivery, post, due_at=now, now=now)

    def _about(self, story: Story, entry: Entry) -> Dispute | None:
        """The one dispute that the report is about, by itself or else by its story; None where it is not one."""
        alone = Story(story.id, entry.at, entry.at, entry, (entry,))
        for told in (alone, story):
            keys = disputes_of(told, self._disputes.values())
            if len(keys) == 1:
                return self._disputes[next(iter(keys))]
            if keys:
                return None
        return None

    async def _suggest(
        self, conn: Connection, server: Server, entry: Entry, dispute: str, one: Candidate, now: datetime
    ) -> None:
        guild_id = server.guild_id
        known = await suggestions.of_day(conn, guild_id, dispute, one.kind, one.day)
        if known is not None and known.state is not SuggestionState.OPEN:
            return
        if known is None:
            entered = await dates.ahead(conn, guild_id, now)
            if any((d.dispute, d.kind, d.starts.date()) == (dispute, one.kind, one.day) for d in entered):
                return
            await suggestions.forget_before(conn, guild_id, (now - KEPT).date())
            known = await suggestions.add(conn, Suggestion(0, guild_id, dispute, one.kind, one.day), now)
        evidence = Evidence(entry.id, entry.source, entry.url, one.phrase, one.moment, one.reason)
        if not await suggestions.add_evidence(conn, known, evidence, now):
            return
        if known.card_id is None:
            await self._post(conn, server, known.id, now)
        await self.refresh(conn, server, dispute, one.kind, now)

    async def _post(self, conn: Connection, server: Server, suggestion_id: int, now: datetime) -> None:
        """A card in the moderators' channel, unless there were enough within a day."""
        most = (await date_choices.get(conn, server.guild_id)).cards
        if await suggestions.carded_since(conn, server.guild_id, now - DAY) >= most or server.mod_channel_id is None:
            return
        known = await suggestions.get(conn, server.guild_id, suggestion_id)
        if known is None:
            return
        delivery = Delivery(
            id=new_id(),
            guild_id=server.guild_id,
            channel_id=server.mod_channel_id,
            post=card(known, self.names.get(known.dispute, known.dispute), ()),
            due_at=now,
            silent=quiet(server, now),
            key=f"suggestion:{known.id}",
        )
        if await deliveries.add(conn, delivery, now):
            await suggestions.carded(conn, known.id, delivery.id, now)
