"""Arguments that name a story or one of its reports: by a link, or chosen from a list; see `transformers.py`."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from cogs.access import server_of
from cogs.ui.transformers import LONGEST_CHOICE, MOST_CHOICES, Choices, Interaction


class StoryArgument(app_commands.Transformer):
    """A story; the command gets what was typed or chosen."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:  # noqa: ARG002 - the library's signature
        """What it means is found out by the service."""
        return str(value)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """The newest stories, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        return _offered(await interaction.client.services.story_choices.stories(server_of(interaction), str(value)))


class ReportArgument(StoryArgument):
    """A report; the command gets what was typed or chosen."""

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """Reports of the newest stories that have several, or of the story whose link was pasted."""
        if not interaction.permissions.manage_guild:
            return []
        return _offered(await interaction.client.services.story_choices.reports(server_of(interaction), str(value)))


def _offered(named: list[tuple[str, str]]) -> Choices:
    return [app_commands.Choice(name=name[:LONGEST_CHOICE], value=value) for value, name in named[:MOST_CHOICES]]
