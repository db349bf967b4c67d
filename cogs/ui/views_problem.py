"""The form in which a member reports a problem with a post, and the buttons with which moderators settle one; see `views.py`."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.client import PicketwireClient
from bot.corrections.problems import LONGEST
from cogs.access import managed_server_of, server_of
from cogs.errors import answer_error
from cogs.ui import answers_corrections, answers_news, answers_story
from cogs.ui import wording_problem as words
from cogs.ui.answers import Answer, reply
from cogs.ui.modals import form_id, form_values
from cogs.ui.views import Interaction, StandingButton, names_of_issues

FORM: Final = "problem-form"
_ID = r"(?P<delivery>[0-9A-Za-z_-]{1,40})"


class ProblemForm(discord.ui.Modal):
    """One text; which post it is about stands in the form's custom_id."""

    def __init__(self, message_id: int) -> None:
        super().__init__(title=words.FORM_TITLE, custom_id=f"{FORM}:{message_id}")
        text: discord.ui.TextInput[Any] = discord.ui.TextInput(
            label=words.FORM_TEXT,
            style=discord.TextStyle.paragraph,
            placeholder=words.FORM_HINT,
            max_length=LONGEST,
            custom_id="text",
        )
        self.add_item(text)


async def problem_sent(interaction: discord.Interaction[PicketwireClient]) -> None:
    """A filled-in form goes to the moderators, also when the bot was started again since it was opened."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.services.problems.report(
            server_of(interaction),
            member_id=interaction.user.id,
            message_id=int(form_id(interaction).partition(":")[2]),
            text=form_values(interaction).get("text", ""),
        )
        await reply(interaction, Answer((words.SENT,)))
    except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
        await answer_error(interaction, e)


class ProblemWhyButton(StandingButton, template=rf"problem-why:{_ID}"):
    """Why the post is tagged as it is."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, services = managed_server_of(interaction), interaction.client.services
        card = await services.problems.card(guild_id, self.found["delivery"])
        stories = await services.archive.why(guild_id, card.post_id)
        await reply(interaction, answers_news.why(stories, names_of_issues(interaction)))


class ProblemTagButton(StandingButton, template=rf"problem-tag:(?P<issue>[\w-]{{1,32}}):{_ID}"):
    """Take the tag off and note it on the card. Pressed twice, or by two people, it is taken off once."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, services = managed_server_of(interaction), interaction.client.services
        delivery, issue, actor_id = self.found["delivery"], self.found["issue"], interaction.user.id
        card = await services.problems.card(guild_id, delivery)
        if card.settled_at is not None:
            await reply(interaction, Answer((words.DONE_BEFORE,)))
            return
        link = f"story:{card.story_id}"
        fixed = await services.corrections.wrong_tag(guild_id, actor_id=actor_id, link=link, issue=issue)
        await services.problems.settle(guild_id, delivery, actor_id=actor_id, taken_off=issue)
        await reply(interaction, answers_corrections.tag_fixed(fixed, undo=False))


class ProblemRetractButton(StandingButton, template=rf"problem-retract:{_ID}"):
    """Ask whether the story is to be taken back."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, services = managed_server_of(interaction), interaction.client.services
        card = await services.problems.card(guild_id, self.found["delivery"])
        plan = await services.story_desk.plan_retraction(guild_id, f"story:{card.story_id}")
        await reply(interaction, answers_story.ask_retraction(plan))


class ProblemDoneButton(StandingButton, template=rf"problem-done:{_ID}"):
    """Note on the card that it is settled."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        settled = await interaction.client.services.problems.settle(
            managed_server_of(interaction), self.found["delivery"], actor_id=interaction.user.id
        )
        await reply(interaction, Answer((words.DONE if settled else words.DONE_BEFORE,)))
