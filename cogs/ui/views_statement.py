"""Standing buttons of official statements, and the one that takes back any post of moderators' origin; see `views.py`."""

from __future__ import annotations

from typing import Final

from bot.statements.publication import KIND
from bot.statements.service import Outcome
from cogs.access import managed_server_of
from cogs.errors import answer_error
from cogs.ui import answers_statement as answers
from cogs.ui import wording_statements as words
from cogs.ui.answers import Answer, reply
from cogs.ui.forms_statement import StatementForm
from cogs.ui.views import AnyInteraction, Interaction, StandingButton, names_of_issues
from cogs.ui.views_approvals import SHOW

_NUMBER = r"(?P<number>\d{1,18})"
_POST = r"(?P<delivery>[0-9A-Za-z_-]{1,40})"


class ConfirmButton(StandingButton, template=rf"statement-confirm:{_NUMBER}"):
    """Under a preview: post it; a text that looks like mail for members is asked about once more."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, number = managed_server_of(interaction), int(self.found["number"])
        service = interaction.client.services.statements
        outcome = await service.confirm(guild_id, number, actor_id=interaction.user.id)
        if outcome is Outcome.PRIVATE:
            await reply(interaction, answers.ask_public(await service.preview(guild_id, number)))
        else:
            await reply(interaction, answers.confirmed(outcome))


class PublicButton(StandingButton, template=rf"statement-public:{_NUMBER}"):
    """Under that question: post it."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        outcome = await interaction.client.services.statements.confirm(
            managed_server_of(interaction), int(self.found["number"]), actor_id=interaction.user.id, public=True
        )
        await reply(interaction, answers.confirmed(outcome))


class DiscardButton(StandingButton, template=rf"statement-discard:{_NUMBER}"):
    """Under a preview: throw it away."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        service = interaction.client.services.statements
        await service.discard(managed_server_of(interaction), int(self.found["number"]))
        await reply(interaction, Answer((words.DISCARDED,)))


class ChangeButton(StandingButton, template=rf"statement-change:{_NUMBER}"):
    """Under a preview: the form again, with what was typed. A form must be the first answer, so nothing is deferred."""

    async def callback(self, interaction: AnyInteraction) -> None:
        """See StandingButton."""
        try:
            known = await interaction.client.services.statements.get(
                managed_server_of(interaction), int(self.found["number"])
            )
            await interaction.response.send_modal(StatementForm(known))
        except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
            await answer_error(interaction, e)


class RetractButton(StandingButton, template=rf"retract:{_POST}"):
    """On posts that moderators caused: ask whether it is to be taken back."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, delivery_id = managed_server_of(interaction), self.found["delivery"]
        post = await interaction.client.services.retractions.look(guild_id, delivery_id)
        if post is None:
            await reply(interaction, Answer((words.ALREADY,)))
        else:
            await reply(interaction, answers.ask_retract(post, delivery_id))


class RetractYesButton(StandingButton, template=rf"retract-yes:{_POST}"):
    """Under that question: take it back. A second press finds it done."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await interaction.client.services.retractions.retract(
            managed_server_of(interaction), self.found["delivery"], actor_id=interaction.user.id
        )
        await reply(interaction, Answer((words.DONE,)))


async def page_of(interaction: Interaction, guild_id: int, number: int) -> Answer:
    """What a second moderator is asked to approve, as members will see it."""
    preview = await interaction.client.services.statements.preview(guild_id, number)
    return answers.shown(preview, names_of_issues(interaction))


SHOW[KIND] = page_of
BUTTONS: Final = (ConfirmButton, PublicButton, DiscardButton, ChangeButton, RetractButton, RetractYesButton)
