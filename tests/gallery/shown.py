"""A message as the gallery shows it, whatever it was made of: a channel post, a private answer, a sentence. Nothing is checked here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.delivery.limits import ANSWER, MESSAGE
from bot.models.announcements import AnnouncementCorrection, AnnouncementPost
from cogs.ui.answers import Answer, layout
from cogs.ui.cards import render
from rehearsal.discord.component_rules import BUTTON, CONTAINER, GALLERY, walk
from rehearsal.discord.interactions import text_of
from rehearsal.discord.message_rules import LAYOUT
from tests.cogs.samples import ISSUES

Json = dict[str, Any]
DRAWN = (".png", ".jpg", ".gif", ".webp")
DELIVERY = "a1b2c3d4e5f6g7h8i9j0"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a message and what it shows in words."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message: `limit` is how many units of text it may have, `components` how many there are."""

    name: str
    text: str
    limit: int = MESSAGE
    buttons: tuple[tuple[str, str], ...] = ()  # label and custom_id
    pictures: tuple[Picture, ...] = ()
    components: int = 0
    coloured: bool = False
    by_people: bool = False  # moderators' own words are in it, with whatever signs they chose


def of_post(name: str, post: Any) -> Shown:
    """A channel post. Needs a running loop, as the library's views do."""
    rendered = render(post, delivery_id=DELIVERY, issues=ISSUES)
    buttons = _buttons(rendered.view.to_components())
    theirs = isinstance(post, AnnouncementPost | AnnouncementCorrection)
    return Shown(name, rendered.content, buttons=buttons, components=len(buttons), by_people=theirs)


def of_answer(name: str, answer: Answer) -> Shown:
    """A private answer. Needs a running loop."""
    return of_message(name, {"components": layout(answer).to_components(), "flags": LAYOUT})


def of_message(name: str, message: Json) -> Shown:
    """A message as Discord keeps it."""
    every = list(walk(message.get("components", [])))
    media = [item for each in every if each["type"] == GALLERY for item in each["items"]]
    pictures = [Picture(item["media"]["url"].rpartition("/")[2], item.get("description") or "") for item in media]
    files = [file for file in message.get("attachments", ()) if file["filename"].endswith(DRAWN) and not media]
    pictures += [Picture(file["filename"], file.get("description") or "") for file in files]
    return Shown(
        name,
        text_of(message),
        ANSWER if message.get("flags", 0) & LAYOUT else MESSAGE,
        _buttons(message.get("components", [])),
        tuple(pictures),
        len(every),
        coloured=bool(message.get("embeds"))
        or any(each["type"] == CONTAINER and each.get("accent_color") is not None for each in every),
    )


def _buttons(components: Any) -> tuple[tuple[str, str], ...]:
    found = [each for each in walk(components) if each["type"] == BUTTON]
    return tuple((each.get("label") or "", each.get("custom_id") or "") for each in found)
