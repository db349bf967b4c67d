"""A Discord server's own choices. Ids are Discord snowflakes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from bot.models.approvals import Policy


@dataclass(frozen=True, slots=True)
class Server:
    """One row of table `servers`; a server is set up once both channels are chosen."""

    guild_id: int
    news_channel_id: int | None = None
    mod_channel_id: int | None = None
    zone: str = "America/Los_Angeles"
    paused: bool = False  # nothing at all is posted
    silent: bool = True  # stories are posted without a push
    hourly_cap: int = 12  # story posts an hour and channel, the rest is folded
    setup_at: datetime | None = None  # stories seen before are not posted
    left_at: datetime | None = None
    quiet_from: time | None = None  # local; both or none: stories wait until the end
    quiet_to: time | None = None
    hide_paywalled: bool = False  # nothing is posted that only outlets behind a paywall tell
    follow_roles: bool = False  # members may take roles that stories notify
    approval: Policy = Policy.NONE  # what needs a second moderator
    urgent_cap: int = 3  # announcements a day that ring in quiet hours too

    @property
    def ready(self) -> bool:
        """Whether stories can be posted."""
        return self.news_channel_id is not None and self.mod_channel_id is not None and self.left_at is None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What a moderator did. `detail`, `before` and `after` are plain text without secrets, as people read it."""

    at: datetime
    guild_id: int
    actor_id: int
    action: str
    detail: str
    before: str = ""  # what was changed, "" where there was nothing
    after: str = ""
    delivery_id: str | None = None  # of the post that it made or changed
