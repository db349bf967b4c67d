"""Which stories a member's follows choose. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.delivery.routing import disputes_of
from bot.models.members import Followed, FollowKind
from bot.models.news import Story
from bot.models.posts import DigestChange, DigestPosition
from bot.models.registry import Dispute


def subjects_of(story: Story, disputes: Sequence[Dispute]) -> tuple[Followed, ...]:
    """All that can be followed of a story, as the server reads it."""
    issues = dict.fromkeys(issue for entry in story.entries for issue in entry.annotation.issues)
    about = sorted(disputes_of(story, disputes))
    return (
        Followed(FollowKind.ALL),
        *(Followed(FollowKind.ISSUE, issue) for issue in issues),
        *(Followed(FollowKind.DISPUTE, dispute) for dispute in about),
    )


def concerns(told: DigestChange | DigestPosition, follows: Iterable[Followed]) -> bool:
    """Whether one of the follows is about what changed: a step or date of a dispute, or a position on an issue."""
    subject = (
        Followed(FollowKind.DISPUTE, told.dispute)
        if isinstance(told, DigestChange)
        else Followed(FollowKind.ISSUE, told.issue)
    )
    return not set(follows).isdisjoint((Followed(FollowKind.ALL), subject))


def chosen(story: Story, follows: Iterable[Followed], disputes: Sequence[Dispute]) -> bool:
    """Whether one of the follows is about the story, as the server reads it."""
    return not set(follows).isdisjoint(subjects_of(story, disputes))
