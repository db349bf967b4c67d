"""The buttons of suggested dates, and the form that changes one before it is entered; see `views.py`."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.bargaining.typed import LONGEST_LINK, LONGEST_NOTE
from bot.client import PicketwireClient
from bot.models.desk import BargainingDate
from bot.models.suggestions import SuggestionCard
from cogs.access import managed_server_of
from cogs.errors import answer_error
from cogs.ui import answers_dates
from cogs.ui import wording_suggestions as words
from cogs.ui.answers import Answer, Press, reply
from cogs.ui.cards_suggestions import suggestion_line, suggestion_text
from cogs.ui.markup import DISCORD
from cogs.ui.modals import form_id, form_values
from cogs.ui.views import AnyInteraction, Interaction, StandingButton

FORM: Final = "suggestion-form"
COMMAND: Final = "/bargaining suggestions"
_WHICH = r"(?P<which>[0-9A-Za-z_-]{1,40})"


def suggestion_list(cards: list[SuggestionCard]) -> Answer:
    """`/bargaining suggestions`."""
    heading = DISCORD.heading(words.LIST_HEADING, 2)
    if not cards:
        return Answer((f"{heading}\n{words.LIST_NONE}",))
    how = words.LIST_HOW.format(command=DISCORD.command(COMMAND))
    return Answer((f"{heading}\n{how}", *(suggestion_line(card, DISCORD) for card in cards)))


def suggestion(card: SuggestionCard) -> Answer:
    """One suggestion, with what can be done with it."""
    number = f"s{card.suggestion_id}"
    buttons = (
        Press(words.CONFIRM_BUTTON, f"suggestion-confirm:{number}"),
        Press(words.EDIT_BUTTON, f"suggestion-edit:{number}"),
        Press(words.IGNORE_BUTTON, f"suggestion-ignore:{number}"),
    )
    return Answer((suggestion_text(card, DISCORD),), buttons if card.state == "open" else ())


class SuggestionConfirmButton(StandingButton, template=rf"suggestion-confirm:{_WHICH}"):
    """Enter it as a date. Pressed twice, or by two people, there is one date."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id = managed_server_of(interaction)
        date = await interaction.client.services.suggestions.confirm(
            guild_id, self.found["which"], actor_id=interaction.user.id
        )
        await _entered(interaction, date)


class SuggestionIgnoreButton(StandingButton, template=rf"suggestion-ignore:{_WHICH}"):
    """Set it aside for good."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id = managed_server_of(interaction)
        await interaction.client.services.suggestions.ignore(
            guild_id, self.found["which"], actor_id=interaction.user.id
        )
        await reply(interaction, Answer((words.IGNORED_ANSWER,)))


class SuggestionEditButton(StandingButton, template=rf"suggestion-edit:{_WHICH}"):
    """A form, filled in. A form must be the first answer, so nothing is deferred."""

    async def callback(self, interaction: AnyInteraction) -> None:
        """See StandingButton."""
        try:
            guild_id, which = managed_server_of(interaction), self.found["which"]
            known, start = await interaction.client.services.suggestions.form(guild_id, which)
            source = known.evidence[0].url if known.evidence else ""
            await interaction.response.send_modal(SuggestionForm(which, start=start, source=source))
        except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
            await answer_error(interaction, e)


BUTTONS: Final = (SuggestionConfirmButton, SuggestionEditButton, SuggestionIgnoreButton)


class SuggestionForm(discord.ui.Modal):
    """When, by whose word, and where."""

    def __init__(self, which: str, *, start: str, source: str) -> None:
        super().__init__(title=words.MODAL_TITLE, custom_id=f"{FORM}:{which}")
        for label, name, default, longest, hint in (
            (words.MODAL_START, "start", start, 60, words.MODAL_START_HINT),
            (words.MODAL_SOURCE, "source", source[:LONGEST_LINK], LONGEST_LINK, None),
            (words.MODAL_NOTE, "note", None, LONGEST_NOTE, None),
            (words.MODAL_REMIND, "remind", None, 80, "24h, 1h"),
        ):
            field: discord.ui.TextInput[Any] = discord.ui.TextInput(
                label=label,
                custom_id=name,
                default=default or None,
                max_length=longest,
                placeholder=hint,
                required=name in ("start", "source"),
            )
            self.add_item(field)


async def form_sent(interaction: discord.Interaction[PicketwireClient]) -> None:
    """The filled-in form, also when the bot was started again since it was opened."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
        typed = form_values(interaction)
        date = await interaction.client.services.suggestions.confirm(
            managed_server_of(interaction),
            form_id(interaction).partition(":")[2],
            actor_id=interaction.user.id,
            start=typed.get("start", ""),
            source_url=typed.get("source", ""),
            note=typed.get("note", ""),
            remind=typed.get("remind") or None,
        )
        await _entered(interaction, date)
    except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
        await answer_error(interaction, e)


async def _entered(interaction: Interaction, date: BargainingDate) -> None:
    services = interaction.client.services
    name, now = services.bargaining.name(date), services.clock.now()
    await reply(interaction, answers_dates.date_added(date, name, now))
