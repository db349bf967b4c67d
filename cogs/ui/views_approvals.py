"""The buttons of requests for approval, and the form that asks for changes; see `views.py`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord

from bot.client import PicketwireClient
from bot.errors import UserError
from cogs.access import managed_server_of
from cogs.errors import answer_error
from cogs.ui import wording_approvals as words
from cogs.ui.answers import Answer, reply
from cogs.ui.modals import form_id, form_values
from cogs.ui.views import AnyInteraction, Interaction, StandingButton

_CARD = r"(?P<delivery>[0-9A-Za-z_-]{1,40})"
REASON: Final = "approval-reason"
LONGEST_REASON: Final = 400

# By kind of subject: exactly what will be published. Each kind's own views module adds itself.
SHOW: Final[dict[str, Callable[[Interaction, int, int], Awaitable[Answer]]]] = {}


class ApproveButton(StandingButton, template=rf"approve:{_CARD}"):
    """On a request: the second pair of eyes."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await interaction.client.services.approvals.approve(
            managed_server_of(interaction), self.found["delivery"], actor_id=interaction.user.id
        )
        await reply(interaction, Answer((words.APPROVED,)))


class RejectButton(StandingButton, template=rf"approval-reject:{_CARD}"):
    """On a request: it is not to be posted."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await interaction.client.services.approvals.reject(
            managed_server_of(interaction), self.found["delivery"], actor_id=interaction.user.id
        )
        await reply(interaction, Answer((words.REJECTED,)))


class ShowButton(StandingButton, template=rf"approval-show:{_CARD}"):
    """On a request: the post exactly as members will see it."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id = managed_server_of(interaction)
        known = await interaction.client.services.approvals.of_card(guild_id, self.found["delivery"])
        if known.kind not in SHOW:
            raise UserError("approval_unknown")
        await reply(interaction, await SHOW[known.kind](interaction, guild_id, known.subject_id))


class ChangesButton(StandingButton, template=rf"approval-changes:{_CARD}"):
    """On a request: a form for the reason. A form must be the first answer, so nothing is deferred."""

    async def callback(self, interaction: AnyInteraction) -> None:
        """See StandingButton."""
        try:
            managed_server_of(interaction)
            await interaction.response.send_modal(ReasonForm(self.found["delivery"]))
        except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
            await answer_error(interaction, e)


class ReasonForm(discord.ui.Modal):
    """What should be changed."""

    def __init__(self, delivery_id: str) -> None:
        super().__init__(title=words.MODAL_TITLE, custom_id=f"{REASON}:{delivery_id}")
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            label=words.MODAL_REASON,
            style=discord.TextStyle.paragraph,
            max_length=LONGEST_REASON,
            custom_id="reason",
        )
        self.add_item(self.reason)


async def reason_sent(interaction: discord.Interaction[PicketwireClient]) -> None:
    """The filled-in form, also when the bot was started again since it was opened."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.services.approvals.ask_changes(
            managed_server_of(interaction),
            form_id(interaction).partition(":")[2],
            actor_id=interaction.user.id,
            reason=form_values(interaction).get("reason", "")[:LONGEST_REASON],
        )
        await reply(interaction, Answer((words.CHANGES_ASKED,)))
    except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
        await answer_error(interaction, e)


BUTTONS: Final = (ApproveButton, ChangesButton, RejectButton, ShowButton)
