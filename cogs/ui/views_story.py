"""The buttons under the previews of `/story`, for those who may manage the server; they work after a restart too."""

from __future__ import annotations

from cogs.access import managed_server_of
from cogs.ui import answers_story
from cogs.ui import wording_story as words
from cogs.ui.answers import Answer, reply
from cogs.ui.views import Interaction, StandingButton

_NUMBER = r"\d{1,18}"


class SplitButton(StandingButton, template=rf"story-split:(?P<entry>{_NUMBER}):(?P<story>{_NUMBER})"):
    """Let the report leave the story."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        done = await interaction.client.services.story_desk.split(
            managed_server_of(interaction),
            int(self.found["entry"]),
            int(self.found["story"]),
            actor_id=interaction.user.id,
        )
        await reply(interaction, answers_story.split(done))


class JoinButton(StandingButton, template=rf"story-join:(?P<story>{_NUMBER}):(?P<into>{_NUMBER})"):
    """Tell two stories as one."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        done = await interaction.client.services.story_desk.join(
            managed_server_of(interaction),
            int(self.found["story"]),
            int(self.found["into"]),
            actor_id=interaction.user.id,
        )
        await reply(interaction, answers_story.joined(done))


class RetractButton(StandingButton, template=rf"story-retract:(?P<story>{_NUMBER})"):
    """Take the story back."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        done = await interaction.client.services.story_desk.retract(
            managed_server_of(interaction), int(self.found["story"]), actor_id=interaction.user.id
        )
        await reply(interaction, answers_story.retracted(done))


class LeaveButton(StandingButton, template=r"story-leave"):
    """Change nothing."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await reply(interaction, Answer((words.LEFT,)))
