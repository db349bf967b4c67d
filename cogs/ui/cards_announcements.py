"""How announcements are written, and what moderators are told of them in their channel. No messages are built here."""

from __future__ import annotations

from bot.models.announcements import AnnouncementCorrection, AnnouncementMissed, AnnouncementPost, AnnouncementRole
from cogs.ui import wording_announcements as words
from cogs.ui.markup import Markup

SCHEDULE, EDIT = "/announce schedule", "/announce edit"
_BEGINNING = 120

AboutAnnouncement = AnnouncementPost | AnnouncementCorrection | AnnouncementMissed | AnnouncementRole


def announcement_card(post: AboutAnnouncement, markup: Markup) -> str:
    """Any post about an announcement."""
    match post:
        case AnnouncementPost():
            return announcement_text(post, markup)
        case AnnouncementCorrection():
            return correction_text(post, markup)
        case AnnouncementMissed():
            return missed_text(post, markup)
        case AnnouncementRole():
            return role_text(post, markup)


def announcement_text(post: AnnouncementPost, markup: Markup) -> str:
    """Who speaks, then the moderators' own words with their own marks; what was edited or corrected, or comes late, says so first."""
    lines = [_corrected(post, markup), markup.heading(words.ANNOUNCEMENT)]
    if post.edited_at is not None:
        lines.insert(0, words.EDITED.format(when=markup.time(post.edited_at, "f")))
    if post.planned_at is not None:
        lines.append(words.LATE.format(when=markup.time(post.planned_at, "F")))
    lines += [_mention(post, markup), post.text]
    return "\n".join(line for line in lines if line)


def correction_text(post: AnnouncementCorrection, markup: Markup) -> str:
    """A new message that puts an earlier one right, for the same people."""
    link = markup.link(words.CORRECTS_LINK, post.link) if post.link else words.CORRECTS_LINK
    lines = [markup.heading(words.CORRECTION), _mention(post, markup), words.CORRECTS.format(link=link), post.text]
    return "\n".join(line for line in lines if line)


def missed_text(post: AnnouncementMissed, markup: Markup) -> str:
    """An announcement was too late to send."""
    several = words.MISSED_SEVERAL if post.count > 1 else words.MISSED
    said = several.format(
        when=markup.time(post.planned_at, "F"), channel=markup.channel(post.channel_id), count=post.count
    )
    return "\n".join(
        [
            markup.heading(words.MISSED_HEADING),
            f"{said} {words.MISSED_SERIES}" if post.series else said,
            words.MISSED_TEXT.format(text=markup.text(post.text, _BEGINNING)),
            words.MISSED_MEND.format(schedule=markup.command(SCHEDULE)),
        ]
    )


def role_text(post: AnnouncementRole, markup: Markup) -> str:
    """A role was deleted before it was notified."""
    return "\n".join(
        [
            markup.heading(words.ROLE_HEADING),
            words.ROLE.format(when=markup.time(post.due_at, "F"), channel=markup.channel(post.channel_id)),
            words.MISSED_TEXT.format(text=markup.text(post.text, _BEGINNING)),
            words.ROLE_MEND.format(edit=markup.command(EDIT)),
        ]
    )


def _corrected(post: AnnouncementPost, markup: Markup) -> str:
    if post.corrected_at is None:
        return ""
    when = markup.time(post.corrected_at, "f")
    if not post.correction_link:
        return words.CORRECTED_SOON.format(when=when)
    return words.CORRECTED.format(when=when, link=markup.link(words.CORRECTION_LINK, post.correction_link))


def _mention(post: AnnouncementPost | AnnouncementCorrection, markup: Markup) -> str:
    if post.everyone:
        return words.EVERYONE
    return markup.role(post.role_id) if post.role_id is not None else ""
