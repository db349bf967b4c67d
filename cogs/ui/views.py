"""Buttons that go on working after a restart: what they need stands in their custom_id. What they answer is written in `answers_*.py`."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final, Self, cast

import discord

from bot.client import PicketwireClient
from cogs.access import server_of
from cogs.errors import answer_error
from cogs.ui import answers_news, answers_server
from cogs.ui.answers import reply
from cogs.ui.showing import settings_of

Interaction = discord.Interaction[PicketwireClient]
AnyInteraction = discord.Interaction[Any]  # the library asks for any client; it is always ours
Button = discord.ui.Button[Any]

_ID = r"(?P<delivery>[0-9A-Za-z_-]{1,40})"


class StandingButton(discord.ui.DynamicItem[Button], template=r"(?!)"):
    """What all of them share: acknowledged at once, errors told like those of a command."""

    turns_page: ClassVar[bool] = False  # the answer replaces the message that the button is on

    def __init__(self, item: Button, found: re.Match[str]) -> None:
        super().__init__(item)
        self.found = found

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See the library."""
        return cls(cast("Button", item), match)

    async def callback(self, interaction: AnyInteraction) -> None:
        """Acknowledge, answer."""
        try:
            if self.turns_page:
                await interaction.response.defer()
            else:
                await interaction.response.defer(ephemeral=True, thinking=True)
            await self.pressed(interaction)
        except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
            await answer_error(interaction, e)

    async def pressed(self, interaction: Interaction) -> None:
        """One service call, one answer."""
        raise NotImplementedError


class WhyButton(StandingButton, template=rf"why:{_ID}"):
    """On each post: the phrases that fired."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        stories = await interaction.client.services.archive.why(server_of(interaction), self.found["delivery"])
        await reply(interaction, answers_news.why(stories, names_of_issues(interaction)))


class SourcesButton(StandingButton, template=rf"sources:{_ID}"):
    """On notices about feeds: how each source is doing."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await reply(
            interaction,
            answers_news.sources(await interaction.client.services.feeds.sources(server_of(interaction))),
        )


class SourcesPageButton(StandingButton, template=r"sources-page:(?P<page>\d{1,4})"):
    """Turns the pages of `/sources`."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        lines = await interaction.client.services.feeds.sources(server_of(interaction))
        await reply(interaction, answers_news.sources(lines, int(self.found["page"])))


class AboutButton(StandingButton, template=rf"about:{_ID}"):
    """On the first post in a channel: what this bot is."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await reply(interaction, answers_server.about(interaction.client.services.about))


class SettingsButton(StandingButton, template=rf"settings:{_ID}"):
    """On notices about what could not be posted: the server's settings, for those who may manage it."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await reply(interaction, await settings_of(interaction))


class LatestButton(
    StandingButton,
    template=r"latest:(?P<issue>[\w-]{0,32}):(?P<outlet>[\w.-]{0,40}):(?P<page>\d{1,4}):(?P<as_of>\d{1,17})",
):
    """Turns the pages of `/news latest`, in step with the first page."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        issue, outlet = self.found["issue"] or None, self.found["outlet"] or None
        page = await interaction.client.services.archive.latest(
            server_of(interaction),
            issue=issue,
            outlet=outlet,
            page=int(self.found["page"]),
            as_of=answers_news.moment_of(self.found["as_of"]),
        )
        answer = answers_news.latest(
            page,
            issue=issue,
            outlet=outlet,
            outlet_name=name_of_outlet(interaction, outlet),
            issues=names_of_issues(interaction),
        )
        await reply(interaction, answer)


BUTTONS: Final = (WhyButton, SourcesButton, SourcesPageButton, AboutButton, SettingsButton, LatestButton)


def names_of_issues(interaction: Interaction) -> dict[str, str]:
    """Id -> name."""
    return {issue.id: issue.name for issue in interaction.client.services.issues}


def name_of_outlet(interaction: Interaction, key: str | None) -> str | None:
    """The outlet's name as people write it."""
    return next((outlet.name for outlet in interaction.client.services.feeds.outlets() if outlet.key == key), key)
