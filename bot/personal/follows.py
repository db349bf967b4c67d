"""Which stories a member's follows choose. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.delivery.routing import disputes_of
from bot.models.members import Followed, FollowKind
from bot.models.news import Story
from bot.models.registry import Dispute


def chosen(story: Story, follows: Iterable[Followed], disputes: Sequence[Dispute]) -> bool:
    """Whether one of the follows is about the story, as the server reads it."""
    wanted = set(follows)
    if Followed(FollowKind.ALL) in wanted:
        return True
    issues = {issue for entry in story.entries for issue in entry.annotation.issues}
    if any(Followed(FollowKind.ISSUE, issue) in wanted for issue in issues):
        return True
    followed = {each.subject for each in wanted if each.kind is FollowKind.DISPUTE}
    return bool(followed and followed & disputes_of(story, disputes))
