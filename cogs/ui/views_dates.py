"""Standing buttons of dates, and what a second person at work on one is told; see `views.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.bargaining.dates import DateChangedMeanwhile
from bot.models.desk import DateRef
from cogs.access import managed_server_of, server_of
from cogs.ui import answers_dates
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton

_WALL = r"\d{12}"


class DatesButton(StandingButton, template=r"dates:(?P<delivery>[0-9A-Za-z_-]{1,40})"):
    """On reminders: all dates ahead."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        services = interaction.client.services
        found = await services.bargaining.ahead(server_of(interaction))
        name, now = services.bargaining.name, services.clock.now()
        await reply(interaction, answers_dates.date_list(found, name, moderator=False, now=now))


class MoveButton(
    StandingButton,
    template=(
        r"date-move:(?P<number>\d{1,18}):(?P<version>\d{1,9}):"
        rf"(?P<starts>{_WALL}):(?P<ends>(?:{_WALL})?):(?P<how>[at]):(?P<zone>[\w/+-]{{1,40}})"
    ),
):
    """Under a preview: move the date. Pressed twice it moves once."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, services = managed_server_of(interaction), interaction.client.services
        found = self.found
        async with conflicts_told(interaction):
            change = await services.bargaining.move(
                guild_id,
                DateRef(int(found["number"]), int(found["version"])),
                actor_id=interaction.user.id,
                starts=_wall(found["starts"]),
                ends=_wall(found["ends"]) if found["ends"] else None,
                all_day=found["how"] == "a",
                zone=found["zone"],
            )
            name = services.bargaining.name(change.after)
            await reply(interaction, answers_dates.moved(change.after, name, services.clock.now()))


class KeepButton(StandingButton, template=r"date-keep:(?P<number>\d{1,18})"):
    """Under a preview: leave the date as it is."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        managed_server_of(interaction)
        await reply(interaction, answers_dates.kept())


@asynccontextmanager
async def conflicts_told(interaction: Interaction) -> AsyncIterator[None]:
    """Answer a person whose date was changed by somebody else meanwhile with what was changed."""
    services = interaction.client.services
    try:
        yield
    except DateChangedMeanwhile as e:
        name, now = services.bargaining.name(e.date), services.clock.now()
        await reply(interaction, answers_dates.changed_meanwhile(e.date, e.changes, name, now))


def _wall(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%d%H%M")  # noqa: DTZ007 - a wall time
