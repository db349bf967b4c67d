"""The form of an official statement. What is done with it is a service's business."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.client import PicketwireClient
from bot.errors import UserError
from bot.models.statements import Statement
from bot.statements.service import LONGEST, LONGEST_TITLE
from cogs.access import managed_server_of
from cogs.errors import answer_error, told
from cogs.ui import answers_statement as answers
from cogs.ui import wording_statements as words
from cogs.ui.answers import reply
from cogs.ui.modals import form_id, form_values
from cogs.ui.views import names_of_issues

FORM: Final = "statement"


class StatementForm(discord.ui.Modal):
    """Headline and text. What is sent is met by `statement_sent`, by the form's custom_id."""

    def __init__(self, draft: Statement) -> None:
        super().__init__(title=words.FORM_TITLE, custom_id=f"{FORM}:{draft.id}")
        self.headline: discord.ui.TextInput[Any] = discord.ui.TextInput(
            label=words.FORM_HEADLINE, default=draft.title or None, max_length=LONGEST_TITLE, custom_id="title"
        )
        self.text: discord.ui.TextInput[Any] = discord.ui.TextInput(
            label=words.FORM_TEXT,
            style=discord.TextStyle.paragraph,
            default=draft.text or None,
            max_length=LONGEST,
            required=not draft.url,
            custom_id="text",
        )
        self.add_item(self.headline)
        self.add_item(self.text)


async def statement_sent(interaction: discord.Interaction[PicketwireClient]) -> None:
    """A filled-in form becomes a preview, also when the bot was started again since it was opened."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
        typed = form_values(interaction)
        title, text = typed.get("title", ""), typed.get("text", "")
        try:
            number = form_id(interaction).partition(":")[2]
            preview = await interaction.client.services.statements.write(
                managed_server_of(interaction),
                int(number) if number.isdecimal() and len(number) <= 18 else 0,
                actor_id=interaction.user.id,
                title=title,
                text=text,
            )
        except UserError as e:
            await reply(interaction, answers.refused(told(e), title, text))
        else:
            await reply(interaction, answers.preview(preview, names_of_issues(interaction)))
    except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
        await answer_error(interaction, e)
