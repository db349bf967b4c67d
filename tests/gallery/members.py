"""What members are answered about themselves, and moderators about statements and pinned lines, short and long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from bot.digests.service import DigestPage
from bot.models.announcements import AnnouncementPost
from bot.models.members import Followed, FollowKind, PersonalPlan
from bot.models.posts import DigestPost, DigestSection
from bot.models.schedules import Occurrence, Reach
from bot.models.servers import Server
from bot.models.stands import Pin, PinState, Stand
from bot.models.statements import Side, Statement, StatementPreview, StatementState
from bot.personal.service import Following
from bot.statements.service import Outcome
from cogs.ui import (
    answers_digest,
    answers_follow,
    answers_privacy,
    answers_stand,
    answers_statement,
    wording_announcements,
    wording_approvals,
    wording_problem,
    wording_stands,
    wording_statements,
    wording_story,
    wording_suggestions,
)
from cogs.ui.answers import Answer
from tests.cogs.samples import AT, ISSUES, LONG, LONGEST_STORY, STATEMENT, STEP, story, telling
from tests.cogs.test_issue_answers import LONGEST_STANDS

AI, DISPUTE, ALL = Followed(FollowKind.ISSUE, "ai"), Followed(FollowKind.DISPUTE, "wga"), Followed(FollowKind.ALL)
PLAN = PersonalPlan(
    5, 6, 7, time(8), "Europe/London", time(22), time(7), Occurrence(date(2023, 8, 12), AT), None, Reach(0, AT)
)
FOLLOWING = Following((AI, DISPUTE, ALL), PLAN)
LONGEST_FOLLOWING = Following((AI,) * 25, replace(PLAN, zone=LONG, quiet_to=time(22)), paused=True)
SAID = Statement(1, 5, "wga-amptp", Side.UNION, "WGA", date(2023, 8, 11), 6, title="We met", state=StatementState.DRAFT)
SIGNS = ("Dear members", "do not forward", "confidential", "off the record", "unsubscribe")
PREVIEW = StatementPreview(SAID, STATEMENT)
PREVIEW_TO_APPROVE = replace(PREVIEW, needs_approval=True)
PRIVATE = StatementPreview(replace(SAID, id=2**40, story_id=7), replace(LONGEST_STORY, lead=STATEMENT.lead), SIGNS)
PIN = Pin(1, 5, "ai", "union", "We ask for terms on AI.", "https://guild.example/ai", date(2023, 8, 11))
LONGEST_PIN = replace(PIN, text=LONG, state=PinState.CHANGED, ended_at=AT)
DIGEST = DigestPage(DigestPost("", "2023-08-12", AT, AT, 1, (DigestSection("ai", (story(),)),)), 0, 0, 1, AT, AT)
LONGEST_DIGEST = replace(
    DIGEST,
    post=DigestPost("", "2023-08-12", AT, AT, 90, (DigestSection("ai", (LONGEST_STORY,) * 4),)),
    page=98,
    pages=100,
    since=AT - timedelta(days=30),
)


class Lines:
    """What the answers ask of the service of pinned lines."""

    def __init__(self, *, longest: bool = False) -> None:
        self._longest = longest

    def issue_name(self, issue: str) -> str:
        return LONG if self._longest else ISSUES[issue]

    def shown(self, pin: Pin) -> Stand:
        told = LONGEST_STORY.lead if self._longest else telling()
        return Stand(pin.side, "", pin.text, told, pin_id=pin.id, day=pin.day, moving=self._longest)


LINES: Any = Lines()
LONGEST_LINES: Any = Lines(longest=True)


def names(followed: Followed) -> str:
    return {FollowKind.ISSUE: "AI", FollowKind.DISPUTE: "WGA and AMPTP"}.get(followed.kind, "All news of this server")


def long_names(_followed: Followed) -> str:
    return LONG


MEMBERS = {
    "follows": answers_follow.following(FOLLOWING, names),
    "follows by role too": answers_follow.following(FOLLOWING, names, roles=(AI,)),
    "follows by role alone": answers_follow.following(Following((), None), names, roles=(AI,)),
    "follows nothing": answers_follow.following(Following((), None), names),
    "longest follows": answers_follow.following(LONGEST_FOLLOWING, long_names, roles=(AI,) * 25),
    "follow added": answers_follow.added(FOLLOWING, names),
    "follow removed": answers_follow.removed(FOLLOWING, names),
    "last follow removed": answers_follow.removed(Following((), None), names),
    "role asked": answers_follow.ask_role(AI, names),
    "longest role asked": answers_follow.ask_role(AI, long_names),
    "role taken": answers_follow.role_taken(AI, long_names),
    "roles allowed": answers_follow.roles_allowed(Server(5, 2, 3, follow_roles=True)),
    "roles not allowed": answers_follow.roles_allowed(Server(5, 2, 3)),
    "digest not delivered": Answer((answers_follow.undelivered(date(2023, 8, 11)),)),
    "digest stopped from its message": answers_follow.stopped(),
    "what is kept": answers_privacy.about(),
    "forgetting asked": answers_privacy.ask(),
    "forgotten": answers_privacy.forgotten(7),
    "forgotten but for a role": answers_privacy.forgotten(7, 1),
    "nothing to forget": answers_privacy.forgotten(0),
    "digest asked": answers_digest.page(DIGEST, ISSUES),
    "longest digest asked": answers_digest.page(LONGEST_DIGEST, ISSUES),
    "first visit": answers_digest.first_visit(DIGEST, ISSUES),
    "longest first visit": answers_digest.first_visit(LONGEST_DIGEST, ISSUES),
}
STATEMENTS = {
    "statement previewed": answers_statement.preview(PREVIEW, ISSUES),
    "statement to be approved previewed": answers_statement.preview(PREVIEW_TO_APPROVE, ISSUES),
    "longest statement previewed": answers_statement.preview(PRIVATE, ISSUES),
    "statement shown to who approves": answers_statement.shown(PREVIEW, ISSUES),
    "statement that looks private": answers_statement.ask_public(PRIVATE),
    "statement posted": answers_statement.confirmed(Outcome.POSTED),
    "statement that waits": answers_statement.confirmed(Outcome.WAITING),
    "statement refused": answers_statement.refused("That is too long.", "t" * 200, "w" * 1_200),
    "empty statement refused": answers_statement.refused("The statement needs a headline. Nothing was posted.", "", ""),
    "retraction of a post asked": answers_statement.ask_retract(AnnouncementPost(1, "Bring water"), "d" * 20),
    "retraction of a step asked": answers_statement.ask_retract(STEP, "d" * 20),
}
PINS = {
    "line pinned": answers_stand.pinned(PIN, LINES),
    "line changed": answers_stand.changed(PIN, LINES),
    "line cleared": answers_stand.cleared(PIN, LINES),
    "longest line brought back": answers_stand.brought_back(replace(PIN, text=LONG), LONGEST_LINES),
    "lines pinned before": answers_stand.history(
        [PIN, replace(PIN, id=2, state=PinState.CLEARED, ended_at=AT)],
        [Stand("union", "WGA", "We ask.", telling())],
        "ai",
        LINES,
    ),
    "no lines pinned": answers_stand.history([], [], "ai", LINES),
    "longest lines pinned before": answers_stand.history([LONGEST_PIN] * 30, LONGEST_STANDS.lines, "ai", LONGEST_LINES),
}
SENTENCES = {
    "draft of an announcement thrown away": wording_announcements.DISCARDED,
    "draft of a statement thrown away": wording_statements.DISCARDED,
    "statement taken back, answered": wording_statements.RETRACTED_ANSWER,
    "post taken back": wording_statements.DONE,
    "post taken back before": wording_statements.ALREADY,
    "approved": wording_approvals.APPROVED,
    "rejected": wording_approvals.REJECTED,
    "changes asked for": wording_approvals.CHANGES_ASKED,
    "story left as it is": wording_story.LEFT,
    "problem reported": wording_problem.SENT,
    "problem settled now": wording_problem.DONE,
    "problem settled before": wording_problem.DONE_BEFORE,
    "suggestion set aside now": wording_suggestions.IGNORED_ANSWER,
    "summary shared": wording_stands.SHARED,
}
SHORT = {name: Answer((words,)) for name, words in SENTENCES.items()}
