"""The only place that builds channel messages: a post becomes classic content with buttons. Private answers are in `answers.py`.

Content carries everything; a push notification shows its first line, a screen reader its headings and lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, assert_never

import discord

from bot.delivery.limits import MESSAGE, THREAD
from bot.models.announcements import AnnouncementCorrection, AnnouncementMissed, AnnouncementPost, AnnouncementRole
from bot.models.approvals import ApprovalCard, ApprovalNotice, ApprovalState
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.events import DateEvent, EventRefused
from bot.models.posts import (
    DeliveryNotice,
    DigestPost,
    FeedNotice,
    FoldPost,
    OfficialNotice,
    PersonalDigest,
    PlaceLost,
    Post,
    RetractedPost,
    SetupProof,
    StepPost,
    StoryJoined,
    StoryPost,
    StoryRetracted,
)
from bot.models.problems import ProblemCard
from bot.models.suggestions import SuggestionCard
from cogs.ui import (
    wording,
    wording_approvals,
    wording_desk,
    wording_dispute,
    wording_follow,
    wording_settings,
    wording_suggestions,
)
from cogs.ui.cards_announcements import announcement_card
from cogs.ui.cards_approvals import card_text, notice_text
from cogs.ui.cards_correction import joined_text, retracted_text
from cogs.ui.cards_dates import cancelled_text, moved_text, reminder_text
from cogs.ui.cards_digest import digest_text, personal_text
from cogs.ui.cards_dispute import step_post_text
from cogs.ui.cards_events import event_text, refused_text
from cogs.ui.cards_notice import delivery_text, feed_text, lost_text, proof_text
from cogs.ui.cards_problem import problem_buttons, problem_text
from cogs.ui.cards_statement import retracted_post_text
from cogs.ui.cards_story import fold_text, official_text, story_text
from cogs.ui.cards_suggestions import suggestion_text
from cogs.ui.markup import DISCORD, PLAIN, Markup, cut
from cogs.ui.wording_statements import RETRACT_BUTTON

NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A classic message: at most 2,000 units of content, its buttons, whom it notifies, and the number of its picture."""

    content: str
    view: discord.ui.View
    mentions: discord.AllowedMentions
    picture_id: int | None = None


def render(post: Post, *, delivery_id: str, issues: Mapping[str, str] = NO_NAMES) -> Rendered:
    """The message of a post. `delivery_id` goes into the buttons, `issues` maps ids to the names people read.

    The view is stopped: presses are answered by the dynamic items of `views.py`, so that no message is kept in memory.
    """
    view = discord.ui.View(timeout=None)
    for label, kind in _buttons(post, issues):
        view.add_item(
            discord.ui.Button(label=label, custom_id=f"{kind}:{delivery_id}", style=discord.ButtonStyle.secondary)
        )
    view.stop()
    picture_id = post.picture_id if isinstance(post, AnnouncementPost | DigestPost) else None
    return Rendered(cut(_written(post, DISCORD, issues), MESSAGE), view, _mentions(post), picture_id)


def _mentions(post: Post) -> discord.AllowedMentions:
    """Nobody, but for the one role that moderators chose for an announcement or a date, and those that members took for a story.

    What a text says notifies nobody.
    """
    if isinstance(post, StoryPost) and post.pings:
        roles = [discord.Object(role_id) for role_id in post.pings]
        return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)
    chosen = AnnouncementPost | AnnouncementCorrection | DateReminder | DateMoved | DateCancelled
    if not isinstance(post, chosen) or post.role_id is None:
        return discord.AllowedMentions.none()
    if isinstance(post, AnnouncementPost | AnnouncementCorrection) and post.everyone:
        return discord.AllowedMentions(everyone=True, users=False, roles=False, replied_user=False)
    role = discord.Object(post.role_id)
    return discord.AllowedMentions(everyone=False, users=False, roles=[role], replied_user=False)


def plain(post: Post, *, issues: Mapping[str, str] = NO_NAMES) -> str:
    """The same words without Discord's marks, for a terminal."""
    return _written(post, PLAIN, issues)


def thread_name(post: Post, issues: Mapping[str, str] = NO_NAMES) -> str:
    """The name of the thread that the post opens in a forum: the headline, else its first line."""
    line = PLAIN.text(post.lead.title, THREAD) if isinstance(post, StoryPost) else ""
    return line or cut(plain(post, issues=issues).partition("\n")[0], THREAD)


def _written(post: Post, markup: Markup, issues: Mapping[str, str]) -> str:  # noqa: C901, PLR0912 - a line a kind
    match post:
        case StoryPost():
            return story_text(post, markup, issues)
        case FoldPost():
            return fold_text(post, markup)
        case OfficialNotice():
            return official_text(post, markup)
        case StoryJoined():
            return joined_text(post, markup)
        case StoryRetracted():
            return retracted_text(post, markup)
        case SetupProof():
            return proof_text(post, markup)
        case FeedNotice():
            return feed_text(post, markup)
        case DeliveryNotice():
            return delivery_text(post, markup)
        case PlaceLost():
            return lost_text(post, markup, issues)
        case DigestPost():
            return digest_text(post, markup, issues)
        case PersonalDigest():
            return personal_text(post, markup, issues)
        case DateReminder():
            return reminder_text(post, markup)
        case DateCancelled():
            return cancelled_text(post, markup)
        case DateMoved():
            return moved_text(post, markup)
        case SuggestionCard():
            return suggestion_text(post, markup)
        case DateEvent():
            return event_text(post)
        case EventRefused():
            return refused_text(post, markup)
        case AnnouncementPost() | AnnouncementCorrection() | AnnouncementMissed() | AnnouncementRole():
            return announcement_card(post, markup)
        case ApprovalCard():
            return card_text(post, markup, issues)
        case ApprovalNotice():
            return notice_text(post, markup)
        case StepPost():
            return step_post_text(post, markup)
        case RetractedPost():
            return retracted_post_text(post, markup)
        case ProblemCard():
            return problem_text(post, markup, issues)
        case _:
            assert_never(post)


SUGGESTION_BUTTONS: Final = (
    (wording_suggestions.CONFIRM_BUTTON, "suggestion-confirm"),
    (wording_suggestions.EDIT_BUTTON, "suggestion-edit"),
    (wording_suggestions.IGNORE_BUTTON, "suggestion-ignore"),
)


def _buttons(post: Post, issues: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Names and kinds; the first is there on every post, so that a message in doubt is found by it."""
    if isinstance(post, ApprovalCard):
        return _approval_buttons(post)
    if isinstance(post, ProblemCard):
        return problem_buttons(post, issues)
    if _by_moderators(post):
        return (_first_button(post), (RETRACT_BUTTON, "retract"))
    if isinstance(post, SuggestionCard) and post.state == "open":
        return SUGGESTION_BUTTONS
    return (_first_button(post),)


def _by_moderators(post: Post) -> bool:
    """Whether moderators may take it back by its button."""
    match post:
        case StoryPost():
            return post.lead.statement
        case StepPost():
            return post.undone_at is None
        case _:
            return isinstance(
                post, AnnouncementPost | AnnouncementCorrection | DateReminder | DateMoved | DateCancelled
            )


def _approval_buttons(card: ApprovalCard) -> tuple[tuple[str, str], ...]:
    show = (wording_approvals.SHOW_BUTTON, "approval-show")
    if card.state is not ApprovalState.WAITING:
        return (show,)
    return (
        (wording_approvals.APPROVE_BUTTON, "approve"),
        (wording_approvals.CHANGES_BUTTON, "approval-changes"),
        (wording_approvals.REJECT_BUTTON, "approval-reject"),
        show,
    )


def _first_button(post: Post) -> tuple[str, str]:  # noqa: C901 - a line a kind
    match post:
        case StoryPost() | FoldPost() | OfficialNotice() | StoryJoined():
            return wording.WHY_BUTTON, "why"
        case SetupProof(moderators=False) | StoryRetracted():
            return wording.ABOUT_BUTTON, "about"
        case SetupProof() | FeedNotice() | DigestPost():
            return wording.SOURCES_BUTTON, "sources"
        case DeliveryNotice() | EventRefused() | AnnouncementMissed() | AnnouncementRole() | ApprovalNotice():
            return wording.SETTINGS_BUTTON, "settings"
        case DateReminder() | DateCancelled() | DateMoved() | SuggestionCard() | DateEvent():
            return wording_desk.EARLIER_BUTTON, "dates"
        case AnnouncementPost() | AnnouncementCorrection() | RetractedPost():
            return wording.ABOUT_BUTTON, "about"
        case ApprovalCard():
            return _approval_buttons(post)[0]
        case StepPost():
            return wording_dispute.STATUS_BUTTON, "status"
        case PersonalDigest():
            return wording_follow.STOP_BUTTON, "follow-stop"
        case PlaceLost():
            return wording_settings.CHOOSE_BUTTON, "repair"
        case ProblemCard():
            return problem_buttons(post, NO_NAMES)[0]
        case _:
            assert_never(post)
