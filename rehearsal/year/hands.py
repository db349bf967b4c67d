"""What a moderator's hands do in the stand-in's client: commands, lists, buttons, forms, each waited for until it is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rehearsal.discord.interactions import Interaction
from rehearsal.discord.places import Channel, Guild, Member
from rehearsal.discord.server import StandIn
from rehearsal.year.plan import Act

PATIENCE = 10.0  # real seconds for an answer
REFUSED, NOTHING = "refused", "nothing to do it to"


class NoAnswerError(Exception):
    """The bot has not answered in time."""


@dataclass(slots=True)
class Underway:
    """How far an act has come: what is kept of it when the bot is killed in the middle, so that it goes on from there."""

    act: Act
    form: Interaction | None = None
    preview: Interaction | None = None
    value: str = ""  # of the choice that names what it is about
    label: str = ""  # that choice, as a moderator reads it
    done: bool = False
    again: bool = False  # it was cut off before, perhaps after the bot had done it


@dataclass(slots=True)
class Hands:
    """Acts in `guild` as `who`; what was answered is counted by the deed."""

    discord: StandIn
    guild: Guild
    channels: Sequence[Channel]
    who: Member
    counts: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)

    async def run(self, command: str, options: dict[str, Any]) -> Interaction:
        """Run a command; its answer. Raises NoAnswerError, as all of these do."""
        begun = await self.discord.run_command(self.guild, self.channels[0], self.who, command, options, settle=0.0)
        return await _answered(begun, f"/{command}")

    async def fill_in(self, form: Interaction, values: dict[str, str]) -> Interaction:
        """Fill in the form that an answer opened, and send it."""
        return await _answered(await self.discord.submit_modal(form, values, settle=0.0), f"the form of {form.name}")

    async def offered(self, command: str, option: str, typed: str) -> list[tuple[str, str]]:
        """Name and value of what is offered while this is typed."""
        begun = await self.discord.autocomplete(
            self.guild, self.channels[0], self.who, command, option, typed, settle=0.0
        )
        await _answered(begun, f"the list of /{command}")
        return [(str(each["name"]), str(each["value"])) for each in begun.choices or []]

    async def press(self, on: Interaction, button: str, words: Sequence[str]) -> str:
        """Press a button of an answer; what that answer says then, or a new one. One that has these words was pressed already."""
        if _has(on.text, words):
            return on.text
        before = on.text
        pressed = await self.discord.press(on, button, self.who, settle=0.0)
        try:
            # An answer in place takes the old text along until it is there.
            await self.discord.until(
                lambda: on.text != before or pressed.failed or (pressed.settled and pressed.text not in ("", before)),
                timeout=PATIENCE,
                what=f"the answer to {button}",
            )
        except TimeoutError as e:
            raise NoAnswerError(str(e)) from None
        if pressed.failed is not None and not _has(on.text, words):
            raise NoAnswerError(f"{button}: {pressed.failed}")
        return on.text if _has(on.text, words) else pressed.text

    def accepted(self, way: Underway, answer: str, *words: str) -> bool:
        """Whether an answer has any of these words. If not, that is noted as a refusal."""
        if _has(answer, words):
            return True
        self.counts[REFUSED] += 1
        self.refusals.append(f"{way.act.deed} {way.act.number}: {answer[:300]}")
        return False

    def done(self, way: Underway) -> None:
        """Count an act that was accepted."""
        self.counts[str(way.act.deed)] += 1

    def pointless(self) -> None:
        """Count an act that had nothing to do it to: sent, cancelled or refused before."""
        self.counts[NOTHING] += 1


async def _answered(begun: Interaction, what: str) -> Interaction:
    try:
        await begun.wait(PATIENCE)
    except TimeoutError:
        raise NoAnswerError(what) from None
    if begun.failed is not None:
        raise NoAnswerError(f"{what}: {begun.failed}")
    return begun


def _has(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)
