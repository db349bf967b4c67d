"""What a member is told about what they follow. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.delivery.limits import NAME
from bot.delivery.planner import PINGS
from bot.models.members import Followed, FollowKind
from bot.models.servers import Server
from bot.personal.service import Following
from cogs.ui import wording_follow
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_digest import clock
from cogs.ui.cards_desk import place_name
from cogs.ui.cards_digest import day_name
from cogs.ui.markup import DISCORD

Names = Callable[[Followed], str]


def following(
    found: Following, names: Names, heading: str = wording_follow.HEADING, *, roles: Sequence[Followed] = ()
) -> Answer:
    """What the member follows, when the digest comes, and the roles that the member took."""
    taken = [f"- {DISCORD.text(names(each), 2 * NAME)}" for each in roles]
    by_role = ["\n".join([DISCORD.heading(wording_follow.ROLES_HEADING), *taken])] if taken else []
    if not found.follows or found.plan is None:
        nothing = wording_follow.NOTHING.format(add=DISCORD.command("/follow add"))
        return Answer(tuple(by_role) or (nothing,))
    plan = found.plan
    lines = [DISCORD.heading(heading, 2), *(f"- {DISCORD.text(names(each), 2 * NAME)}" for each in found.follows)]
    when = [
        wording_follow.DIGEST.format(
            time=clock(plan.at), zone=place_name(plan.zone, DISCORD), next=DISCORD.time(plan.next.at, "F")
        ),
        wording_follow.NO_QUIET
        if plan.quiet_from == plan.quiet_to
        else wording_follow.QUIET.format(begins=clock(plan.quiet_from), ends=clock(plan.quiet_to)),
        *([wording_follow.PAUSED] if found.paused else []),
    ]
    change = wording_follow.CHANGE.format(
        hours=DISCORD.command("/follow hours"),
        remove=DISCORD.command("/follow remove"),
        about=DISCORD.command("/privacy about"),
    )
    return Answer(("\n".join(lines), " ".join(when), *by_role, change))


def added(found: Following, names: Names) -> Answer:
    """After `/follow add`."""
    return following(found, names, wording_follow.ADDED_HEADING)


def removed(found: Following, names: Names, *, roles: Sequence[Followed] = ()) -> Answer:
    """After `/follow remove`."""
    left = following(found, names, roles=roles)
    return Answer((DISCORD.heading(wording_follow.REMOVED_HEADING, 2), *left.blocks))


def ask_role(followed: Followed, names: Names) -> Answer:
    """Before a member takes a role: others can see it."""
    heading = DISCORD.heading(wording_follow.ASK_ROLE_HEADING.format(name=DISCORD.text(names(followed), 2 * NAME)), 2)
    button = Press(wording_follow.ROLE_BUTTON, f"follow-role:{followed.kind.value}:{followed.subject}")
    return Answer((f"{heading}\n{wording_follow.ASK_ROLE.format(most=PINGS)}",), (button,))


def role_taken(followed: Followed, names: Names) -> Answer:
    """After it."""
    told = wording_follow.ROLE_TAKEN.format(
        name=DISCORD.text(names(followed), 2 * NAME), remove=DISCORD.command("/follow remove")
    )
    return Answer((told,))


def roles_allowed(server: Server) -> Answer:
    """After `/settings follow-roles`."""
    if not server.follow_roles:
        return Answer((wording_follow.ROLES_OFF,))
    return Answer((wording_follow.ROLES_ON.format(add=DISCORD.command("/follow add"), most=PINGS),))


def stopped() -> Answer:
    """After the button under a personal digest."""
    return Answer((wording_follow.STOPPED,))


def undelivered(day: date) -> str:
    """One line for the member's next command."""
    return wording_follow.UNDELIVERED.format(day=day_name(day.isoformat()), remove=DISCORD.command("/follow remove"))


def name_of(followed: Followed, subject: Callable[[str, str], str]) -> str:
    """How a follow is called."""
    if followed.kind is FollowKind.ALL:
        return wording_follow.EVERYTHING
    return subject(followed.kind.value, followed.subject)
