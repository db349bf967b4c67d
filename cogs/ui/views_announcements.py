"""Standing buttons of announcements; see `views.py`. Each checks anew who presses, and whom the post would notify."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.announcements.service import KIND
from bot.models.announcements import Announcement, AnnouncementState
from cogs.access import managed_server_of
from cogs.errors import answer_error
from cogs.mentions import MANY, must_be_mentionable, reach
from cogs.ui import answers_announcements as answers
from cogs.ui import wording_announcements as words
from cogs.ui.answers import Answer, reply
from cogs.ui.cards_desk import day_text
from cogs.ui.forms_announcements import AnnouncementForm, must_be_open, picture_of
from cogs.ui.views import AnyInteraction, Interaction, StandingButton
from cogs.ui.views_approvals import SHOW

_NUMBER = r"(?P<number>\d{1,18})"
_DAY = r"(?P<day>\d{8})"


class ConfirmButton(StandingButton, template=rf"announce-confirm:{_NUMBER}"):
    """Under a preview: do it; where many would be notified, ask once more."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, number = managed_server_of(interaction), int(self.found["number"])
        draft = await interaction.client.services.announcements.writing.get(guild_id, number)
        role_id = draft.manner.role_id
        if role_id is not None and draft.state is AnnouncementState.DRAFT and _notifies(draft):
            must_be_mentionable(interaction, role_id, draft.channel_id)
            count = await reach(interaction, role_id)
            if count is None or count > MANY:
                await reply(interaction, answers.sure(draft, count))
                return
        await _confirm(interaction, draft)


class SureButton(StandingButton, template=rf"announce-sure:{_NUMBER}"):
    """Under the question about many people: do it."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, number = managed_server_of(interaction), int(self.found["number"])
        await _confirm(interaction, await interaction.client.services.announcements.writing.get(guild_id, number))


class DiscardButton(StandingButton, template=rf"announce-discard:{_NUMBER}"):
    """Under a preview: throw it away."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        writing = interaction.client.services.announcements.writing
        await writing.discard(managed_server_of(interaction), int(self.found["number"]))
        await reply(interaction, Answer((words.DISCARDED,)))


class ChangeButton(StandingButton, template=rf"announce-change:{_NUMBER}"):
    """Under a preview: the form again, with what was typed. A form must be the first answer, so nothing is deferred."""

    async def callback(self, interaction: AnyInteraction) -> None:
        """See StandingButton."""
        try:
            guild_id, number = managed_server_of(interaction), int(self.found["number"])
            draft = await interaction.client.services.announcements.writing.get(guild_id, number)
            await interaction.response.send_modal(AnnouncementForm(draft, draft=draft.id))
        except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
            await answer_error(interaction, e)


class RushButton(StandingButton, template=rf"announce-rush:{_NUMBER}"):
    """Under a preview that needs approval: the emergency, asked once more."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, number = managed_server_of(interaction), int(self.found["number"])
        draft = await interaction.client.services.announcements.writing.get(guild_id, number)
        await reply(interaction, answers.rush(draft))


class RushSureButton(StandingButton, template=rf"announce-rush-sure:{_NUMBER}"):
    """Under the question about the emergency: send it now."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, services = managed_server_of(interaction), interaction.client.services
        writing = services.announcements.writing
        draft = await writing.get(guild_id, int(self.found["number"]))
        _check(interaction, draft)
        done = await writing.send_unapproved(guild_id, draft.id, actor_id=interaction.user.id)
        await reply(interaction, answers.confirmed(draft, done, await services.servers.get(guild_id)))


class HistoryButton(StandingButton, template=rf"announce-history:{_NUMBER}:(?P<page>\d{{1,4}})"):
    """Turns the pages of an announcement's versions."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        records = interaction.client.services.announcements.records
        number, page = int(self.found["number"]), int(self.found["page"])
        found = await records.history(managed_server_of(interaction), number, page=page)
        await reply(interaction, answers.history(found))


class SkipButton(StandingButton, template=rf"announce-skip:{_NUMBER}:{_DAY}"):
    """On the page of a series: leave out its next date."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await reply(interaction, await skip(interaction, int(self.found["number"]), _day(self.found["day"])))


class RestoreButton(StandingButton, template=rf"announce-restore:{_NUMBER}:{_DAY}"):
    """After a date was left out: take it in again."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        series, day = interaction.client.services.announcements.series, _day(self.found["day"])
        known = await series.restore(
            managed_server_of(interaction), int(self.found["number"]), actor_id=interaction.user.id, day=day
        )
        await reply(interaction, answers.restored(known, day_text(day)))


async def skip(interaction: Interaction, number: int, day: date | None = None) -> Answer:
    """Leave out one date of a series: the next, or `day`."""
    series = interaction.client.services.announcements.series
    known, left_out = await series.skip(managed_server_of(interaction), number, actor_id=interaction.user.id, day=day)
    return answers.skipped(known, f"{left_out:%Y%m%d}", day_text(left_out))


async def page_of(interaction: Interaction, guild_id: int, number: int) -> Answer:
    """An announcement with all that is known of it."""
    shown = await interaction.client.services.announcements.records.shown(guild_id, number)
    return answers.page(shown, await picture_of(interaction, shown))


def _notifies(draft: Announcement) -> bool:
    """An edit notifies nobody."""
    return draft.change is None or draft.change.delivery_id is None or draft.change.correction


def _check(interaction: Interaction, draft: Announcement) -> None:
    must_be_open(interaction, draft.channel_id)
    if _notifies(draft):
        must_be_mentionable(interaction, draft.manner.role_id, draft.channel_id)


async def _confirm(interaction: Interaction, draft: Announcement) -> None:
    services = interaction.client.services
    _check(interaction, draft)
    done = await services.announcements.writing.confirm(draft.guild_id, draft.id, actor_id=interaction.user.id)
    await reply(interaction, answers.confirmed(draft, done, await services.servers.get(draft.guild_id)))


def _day(digits: str) -> date:
    return datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 - a local date


SHOW[KIND] = page_of
BUTTONS: Final = (
    ConfirmButton,
    SureButton,
    DiscardButton,
    ChangeButton,
    RushButton,
    RushSureButton,
    HistoryButton,
    SkipButton,
    RestoreButton,
)
