"""What moderators are shown of announcements: previews, lists, pages. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.announcements.publishing import post_of
from bot.announcements.records import History, Shown
from bot.delivery.limits import ANSWER, units
from bot.models.announcements import (
    Announcement,
    AnnouncementCorrection,
    AnnouncementState,
    Attachment,
    Version,
)
from bot.models.approvals import ApprovalState
from bot.models.servers import Server
from cogs.ui import wording_announcements as words
from cogs.ui.answers import Answer, Press
from cogs.ui.cards_announcements import announcement_text, correction_text
from cogs.ui.cards_desk import home_text
from cogs.ui.markup import DISCORD, cut
from cogs.ui.schedule_notes import notes, repeated, role_words
from cogs.ui.twin import NameOf, plain_twin

CANCEL, SCHEDULE, RESUME = "/announce cancel", "/announce schedule", "/settings resume"
BEGINNING = 80
_VERSION_TEXT = 900
_MARGIN = 300  # for what the fitting of an answer keeps free, and the lines between


def preview(shown: Shown, name_of: NameOf, picture: Attachment | None) -> Answer:
    """Exactly what will be posted, its plain twin, and what can be done with it."""
    text = shown_text(shown)
    about = "\n".join([*_about(shown, picture), words.PREVIEW_BELOW])
    return Answer((about, text, *_twin(text, about, name_of)), _preview_buttons(shown), picture=picture)


def shown_text(shown: Shown) -> str:
    """The message that members will see."""
    known, change = shown.known, shown.known.change
    if change is None or change.delivery_id is None:
        return announcement_text(post_of(known), DISCORD)
    if change.correction:
        correction = AnnouncementCorrection(
            announcement_id=change.of,
            text=known.text,
            link=shown.posted.link if shown.posted else "",
            role_id=known.manner.role_id,
            everyone=known.manner.role_id == known.guild_id,
        )
        return correction_text(correction, DISCORD)
    return announcement_text(replace(post_of(known), edited_at=known.due_at), DISCORD)


def page(shown: Shown, picture: Attachment | None) -> Answer:
    """`/announce show`: where it stands, and what members see."""
    known = shown.known
    lines = [
        DISCORD.heading(words.SHOW_HEADING.format(number=known.id), 2),
        *_standing(shown),
        words.WRITTEN_BY.format(who=DISCORD.person(known.author_id)),
        *notes(shown),
        *([words.PICTURE.format(alt=DISCORD.text(picture.alt))] if picture is not None else []),
        words.SHOWN_BELOW,
    ]
    return Answer(("\n".join(lines), shown_text(shown)), _page_buttons(known), picture=picture)


def sure(known: Announcement, count: int | None) -> Answer:
    """Asked once more before many people are notified."""
    heading = DISCORD.heading(words.SURE_HEADING, 2)
    asked = words.SURE if count is not None else words.SURE_UNKNOWN
    buttons = (
        Press(words.SURE_BUTTON, f"announce-sure:{known.id}"),
        Press(words.DISCARD_BUTTON, f"announce-discard:{known.id}"),
    )
    return Answer(
        (f"{heading}\n{asked.format(role=role_words(known), count=f'{count:,}' if count is not None else '')}",),
        buttons,
    )


def rush(known: Announcement) -> Answer:
    """Asked once more before something goes out without approval."""
    heading = DISCORD.heading(words.RUSH_HEADING, 2)
    return Answer((f"{heading}\n{words.RUSH}",), (Press(words.RUSH_SURE_BUTTON, f"announce-rush-sure:{known.id}"),))


def confirmed(draft: Announcement, done: Announcement, server: Server | None) -> Answer:
    """After a confirmation: what became of the draft."""
    channel = DISCORD.channel(done.channel_id)
    if done.state is AnnouncementState.PROPOSED:
        lines = [DISCORD.heading(words.PROPOSED_HEADING, 2), words.PROPOSED]
        if not (done.manner.at_once or done.manner.hold):
            lines.append(words.PROPOSED_BY.format(when=DISCORD.time(done.due_at, "F")))
    elif draft.change is not None and draft.change.delivery_id is not None:
        lines = [(words.CORRECTED_DONE if draft.change.correction else words.EDITED_DONE).format(channel=channel)]
    elif done.manner.at_once:
        lines = [words.POSTED.format(channel=channel)]
    else:
        heading = words.REPLACED_HEADING if draft.change is not None else words.SCHEDULED_HEADING
        said = words.SCHEDULED.format(cancel=DISCORD.command(CANCEL), **_when(done))
        lines = [DISCORD.heading(heading, 2), said, *repeated(done)]
    if server is not None and server.paused:
        lines.append(words.PAUSED.format(resume=DISCORD.command(RESUME)))
    return Answer(("\n".join(lines),))


def refused(reason: str, text: str) -> Answer:
    """A form that was filled in wrongly: what is wrong, and the text, so that nobody has to write it again."""
    return Answer((reason, words.YOUR_TEXT, text) if text.strip() else (reason,))


def listed(waiting: Sequence[Announcement], held: Mapping[int, str]) -> Answer:
    """`/announce list`. `held`: series whose last time was not posted, by number, and why."""
    heading = DISCORD.heading(words.LIST_HEADING, 2)
    if not waiting:
        return Answer((f"{heading}\n{words.LIST_NONE.format(schedule=DISCORD.command(SCHEDULE))}",))
    return Answer((heading, *(_line(known, held.get(known.id, "")) for known in waiting)))


def cancelled(known: Announcement) -> Answer:
    """After `/announce cancel`."""
    return Answer((words.CANCELLED.format(text=DISCORD.text(known.text, BEGINNING)),))


def history(found: History) -> Answer:
    """A page of an announcement's versions."""
    heading = words.HISTORY_HEADING.format(number=found.known.id, page=found.page, pages=found.pages)
    blocks = [_version(found.first + position, version) for position, version in enumerate(found.versions)]
    to = f"announce-history:{found.known.id}"
    buttons = [Press(words.BACK_BUTTON, f"{to}:{found.page - 1}")] if found.page > 1 else []
    buttons += [Press(words.ON_BUTTON, f"{to}:{found.page + 1}")] if found.page < found.pages else []
    return Answer((DISCORD.heading(heading, 2), *(blocks or [words.HISTORY_NONE])), tuple(buttons))


def urgent_chosen(cap: int) -> Answer:
    """After `/settings urgent`."""
    return Answer((words.URGENT_CHOSEN.format(cap=cap) if cap else words.URGENT_NONE,))


def _about(shown: Shown, picture: Attachment | None) -> list[str]:
    known, change = shown.known, shown.known.change
    channel = DISCORD.channel(known.channel_id)
    if change is not None and change.delivery_id is not None:
        said = words.PREVIEW_CORRECTION if change.correction else words.PREVIEW_EDIT
        heading = words.PREVIEW_POST if change.correction else words.PREVIEW_CHANGE
        lines = [DISCORD.heading(heading, 2), said.format(channel=channel)]
    elif known.manner.at_once:
        lines = [DISCORD.heading(words.PREVIEW_POST, 2), words.PREVIEW_AT_ONCE.format(channel=channel)]
    else:
        lines = [DISCORD.heading(words.PREVIEW_HEADING, 2), words.PREVIEW_WHEN.format(**_when(known))]
        if change is not None:
            lines[0] = DISCORD.heading(words.PREVIEW_CHANGE, 2)
            lines.append(words.PREVIEW_REPLACES.format(number=change.of))
    lines += notes(shown)
    if picture is not None and (change is None or change.delivery_id is None):
        lines.append(words.PICTURE.format(alt=DISCORD.text(picture.alt)))
    if shown.needs_approval:
        lines.append(f"{words.PREVIEW_APPROVAL} {words.PREVIEW_HOLD}" if known.manner.hold else words.PREVIEW_APPROVAL)
    return lines


def _twin(text: str, about: str, name_of: NameOf) -> tuple[str, ...]:
    """The plain twin, as much of it as the answer has room for."""
    room = ANSWER - units(about) - units(text) - units(words.PREVIEW_TWIN) - _MARGIN
    return (words.PREVIEW_TWIN, cut(plain_twin(text, name_of), room)) if room > BEGINNING else ()


def _preview_buttons(shown: Shown) -> tuple[Press, ...]:
    known = shown.known
    buttons = [
        Press(_confirm_label(shown), f"announce-confirm:{known.id}"),
        Press(words.CHANGE_BUTTON, f"announce-change:{known.id}"),
        Press(words.DISCARD_BUTTON, f"announce-discard:{known.id}"),
    ]
    if shown.needs_approval and known.repeat is None:
        buttons.append(Press(words.RUSH_BUTTON, f"announce-rush:{known.id}"))
    return tuple(buttons)


def _confirm_label(shown: Shown) -> str:
    change = shown.known.change
    if shown.needs_approval:
        return words.ASK_BUTTON
    if change is not None and change.delivery_id is not None:
        return words.CORRECT_BUTTON if change.correction else words.EDIT_BUTTON
    if change is not None:
        return words.REPLACE_BUTTON
    return words.NOW_BUTTON if shown.known.manner.at_once else words.SCHEDULE_BUTTON


def _page_buttons(known: Announcement) -> tuple[Press, ...]:
    buttons = [Press(words.HISTORY_BUTTON, f"announce-history:{known.id}:1")]
    if known.repeat is not None and known.turn_at is not None:
        buttons.append(Press(words.SKIP_BUTTON, f"announce-skip:{known.id}:{known.wall:%Y%m%d}"))
    if known.state is AnnouncementState.PROPOSED and known.repeat is None:
        buttons.append(Press(words.RUSH_BUTTON, f"announce-rush:{known.id}"))
    return tuple(buttons)


def _standing(shown: Shown) -> list[str]:
    known = shown.known
    lines: list[str] = []
    if known.state is AnnouncementState.SCHEDULED:
        if not known.sent or known.turn_at is not None:
            lines += [words.NEXT.format(**_when(known)), *([_held(shown.held)] if shown.held else [])]
        elif known.repeat is not None:
            lines.append(words.ENDED)
    elif known.state in words.STATES:
        lines.append(_state(shown))
        if not known.manner.at_once:
            lines.append(words.PREVIEW_WHEN.format(**_when(known)))
    if shown.posted is not None and shown.posted.link:
        link = DISCORD.link(words.SENT_LINK, shown.posted.link)
        lines.append(words.SENT.format(when=DISCORD.time(shown.posted.due_at, "F"), link=link))
    return [line for line in lines if line]


def _state(shown: Shown) -> str:
    approval = shown.approval
    if shown.known.state is AnnouncementState.RETURNED and approval is not None:
        if approval.state is ApprovalState.REJECTED:
            return words.REJECTED
        return words.STATES[AnnouncementState.RETURNED].format(reason=DISCORD.text(approval.reason))
    return words.STATES[shown.known.state].format(reason="")


def _line(known: Announcement, held: str) -> str:
    line = words.LINE_AT_ONCE if known.manner.at_once else words.LINE
    said = line.format(number=known.id, text=DISCORD.text(known.text, BEGINNING), **_when(known))
    state = ""
    if known.state is AnnouncementState.RETURNED:
        state = words.RETURNED
    elif known.state in words.STATES:
        state = words.STATES[known.state]
    if held:
        state = _held(held)
    return " ".join(each for each in (said, *repeated(known), state) if each)


def _held(refusal: str) -> str:
    return words.HELD.get(refusal, words.HELD_ELSE).format(cancel=DISCORD.command(CANCEL))


def _version(position: int, version: Version) -> str:
    approved = words.APPROVED_BY.format(who=DISCORD.person(version.approved_by)) if version.approved_by else ""
    said = words.VERSION.format(
        position=position,
        what=words.WHAT.get(version.what, version.what),
        when=DISCORD.time(version.at, "f"),
        who=DISCORD.person(version.actor_id),
        approved=approved,
    )
    return f"{said}\n{cut(version.text, _VERSION_TEXT)}"


def skipped(known: Announcement, day_skipped: str, day_words: str) -> Answer:
    """After one date was left out. `day_skipped` is YYYYMMDD."""
    said = words.SKIP_DONE.format(day=day_words, **_when(known))
    return Answer((said,), (Press(words.RESTORE_BUTTON, f"announce-restore:{known.id}:{day_skipped}"),))


def restored(known: Announcement, day_words: str) -> Answer:
    """After a date was taken in again."""
    return Answer((words.RESTORE_DONE.format(day=day_words, **_when(known)),))


def _when(known: Announcement) -> dict[str, str]:
    return {
        "channel": DISCORD.channel(known.channel_id),
        "when": DISCORD.time(known.due_at, "F"),
        "home": home_text(known.due_at, known.zone, DISCORD),
    }
