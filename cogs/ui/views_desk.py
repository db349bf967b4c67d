"""Standing buttons of dates and announcements; see `views.py`."""

from __future__ import annotations

from cogs.access import managed_server_of, server_of
from cogs.errors import answer_error
from cogs.ui import answers_desk
from cogs.ui import wording_desk as words
from cogs.ui.answers import Answer, reply
from cogs.ui.modals import AnnouncementForm, must_be_open
from cogs.ui.views import AnyInteraction, Interaction, StandingButton

_NUMBER = r"(?P<number>\d{1,18})"


class DatesButton(StandingButton, template=r"dates:(?P<delivery>[0-9A-Za-z_-]{1,40})"):
    """On reminders: all dates ahead."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        service = interaction.client.services.bargaining
        await reply(
            interaction,
            answers_desk.date_list(await service.ahead(server_of(interaction)), service.name, moderator=False),
        )


class ConfirmButton(StandingButton, template=rf"announce-confirm:{_NUMBER}"):
    """Under a preview: schedule it."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, services = managed_server_of(interaction), interaction.client.services
        number = int(self.found["number"])
        must_be_open(interaction, (await services.announcements.get(guild_id, number)).channel_id)
        known = await services.announcements.confirm(guild_id, number, actor_id=interaction.user.id)
        await reply(interaction, answers_desk.scheduled(known, await services.servers.get(guild_id)))


class DiscardButton(StandingButton, template=rf"announce-discard:{_NUMBER}"):
    """Under a preview: throw it away."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await interaction.client.services.announcements.discard(
            managed_server_of(interaction), int(self.found["number"])
        )
        await reply(interaction, Answer((words.DISCARDED,)))


class ChangeButton(StandingButton, template=rf"announce-change:{_NUMBER}"):
    """Under a preview: the form again, with what was typed. A form must be the first answer, so nothing is deferred."""

    async def callback(self, interaction: AnyInteraction) -> None:
        """See StandingButton."""
        try:
            known = await interaction.client.services.announcements.get(
                managed_server_of(interaction), int(self.found["number"])
            )
            when = f"{known.wall:%Y-%m-%d %H:%M}"
            await interaction.response.send_modal(
                AnnouncementForm(known.channel_id, text=known.text, when=when, draft=known.id)
            )
        except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
            await answer_error(interaction, e)
