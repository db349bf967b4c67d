"""Arguments of commands about disputes; see `transformers.py`."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.disputes.ladder import possible_now
from bot.errors import UserError
from cogs.access import server_of
from cogs.ui.cards_dispute import step_name
from cogs.ui.transformers import Choices, Interaction, choices_of, chosen
from cogs.ui.wording_dispute import CHOICE, HEADINGS


class StepArgument(app_commands.Transformer):
    """A step by its name; the command gets its value. Offered is what can follow in the dispute that was chosen before."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:  # noqa: ARG002 - the library's signature
        """Raises UserError("unknown_step")."""
        found = chosen(HEADINGS.items(), str(value))
        if found is None:
            raise UserError("unknown_step")
        return found

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """What is possible now; all of it while no dispute is chosen."""
        service, dispute = interaction.client.services.disputes, getattr(interaction.namespace, "dispute", None)
        if dispute not in service.disputes:
            return choices_of(HEADINGS.items(), str(value))
        possible = possible_now(await service.history(server_of(interaction), dispute))
        return choices_of([(step, HEADINGS[step]) for step in possible], str(value))


class StepNumber(app_commands.Transformer):
    """A step that can be changed; the command gets its number."""

    async def transform(self, interaction: Interaction, value: Any, /) -> int:  # noqa: ARG002 - the library's signature
        """Raises UserError("step_unknown")."""
        text = str(value).strip()
        if not (text.isascii() and text.isdigit()) or len(text) > 18:
            raise UserError("step_unknown")
        return int(text)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """The last steps, the newest first, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        service = interaction.client.services.disputes
        named = [
            (
                str(step.id),
                CHOICE.format(name=service.name(step.dispute), step=step_name(step), day=f"{step.day:%d %b %Y}"),
            )
            for step in await service.changeable(server_of(interaction))
        ]
        return choices_of(named, str(value))
