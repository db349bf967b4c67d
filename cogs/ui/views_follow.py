"""The button under a personal digest, which works in the direct conversation, and the one that takes a role; both after a restart."""

from __future__ import annotations

from bot.models.members import Followed, FollowKind
from cogs.roles import give
from cogs.ui import answers_follow
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton


class FollowStopButton(StandingButton, template=r"follow-stop:(?P<delivery>[0-9A-Za-z_-]{1,40})"):
    """Ends all that the member follows on that server."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await interaction.client.services.personal.stop(self.found["delivery"], interaction.user.id)
        await reply(interaction, answers_follow.stopped())


class FollowRoleButton(StandingButton, template=r"follow-role:(?P<kind>issue|dispute|all):(?P<subject>[\w.-]{0,64})"):
    """Takes the role, after the member was told that others can see it."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        followed = Followed(FollowKind(self.found["kind"]), self.found["subject"])
        subject = interaction.client.services.choices.subject_name
        await give(interaction, followed, answers_follow.name_of(followed, subject))
        await reply(
            interaction, answers_follow.role_taken(followed, lambda each: answers_follow.name_of(each, subject))
        )
