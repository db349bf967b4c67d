"""Plays the table of wrong inputs to the whole bot: what is wrong with each cell, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.storage import audit
from bot.storage.database import Database
from cogs.ui import wording
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import MEMBER, Can
from rehearsal.discord.places import Channel, Member
from tests.commands.book import Stage, running, says, stood
from tests.commands.examples import FIRST, NEWS, SOURCE, Thing
from tests.commands.wrong import (
    BUTTONS,
    EACH,
    FORMS,
    ITS_OWN,
    MAY_BE_BLANK,
    MOMENTS,
    ONCE,
    RIGHT,
    Json,
    Wrong,
    on_desk,
    places,
)

VALUES = {Wrong.ZONE: "Mars/Olympus", Wrong.EMPTY: "  ", Wrong.LONG: "x" * 4_001}
NOT_ALLOWED = wording.SENTENCES["needs_manage_server"]
UNFORESEEN = wording.SENTENCES["unexpected"].partition("{")[0]


@dataclass
class Play:
    """The moderators and what they have at hand. A fault is a sentence; "" is none."""

    stage: Stage
    db: Database
    first: Member
    second: Member
    right: dict[str, Json] = field(default_factory=lambda: {name: dict(given) for name, given in RIGHT.items()})
    minutes: count[int] = field(default_factory=count)
    newest: str = ""  # what to look for in a list to find what was prepared last

    async def run(self, command: str, options: Json, by: Member | None = None) -> Interaction:
        """Run a command as the first moderator; its things are looked up in what is offered."""
        who, stage = by or self.first, self.stage
        given = {name: await self.value(command, name, each) for name, each in options.items()}
        return await stage.discord.run_command(stage.guild, stage.channels["news"], who, command, given, force=True)

    async def value(self, command: str, option: str, value: Any) -> Any:
        """A value as it is sent."""
        if value == FIRST:
            offered = await self.stage.discord.autocomplete(
                self.stage.guild, self.stage.channels["news"], self.first, command, option, self.newest
            )
            assert offered.choices, f"nothing is offered for {option} of /{command}"
            return offered.choices[0]["value"]
        return self.stage.channels[value.name] if isinstance(value, Thing) else value

    async def written(self, command: str, by: Member | None = None, **changed: Any) -> Interaction:
        """The command done rightly, up to the button of its answer."""
        answer = await self.run(command, self.right[command] | changed, by)
        if command in FORMS and answer.modal is not None:
            answer = await self.stage.discord.submit_modal(answer, FORMS[command])
        return answer

    async def press(self, command: str, answer: Interaction, by: Member | None = None) -> str:
        """Press the button of its answer; what can be read then."""
        before = answer.text
        pressed = await self.stage.discord.press(answer, BUTTONS[command][0], by or self.first)
        # An answer in place takes the old text along until the new one is there.
        await self.stage.discord.until(
            lambda: answer.text != before or pressed.failed or pressed.text not in ("", before), what="the press"
        )
        return f"{answer.text}\n{pressed.text}"

    async def trail(self) -> list[str]:
        """What the moderators did so far, by the audit trail."""
        async with self.db.reading() as conn:
            return [line.action for line in await audit.latest(conn, self.stage.guild.id, 10_000)]

    async def prepare(self, command: str, channel: Channel | None = None) -> None:
        """Let something be there that the command can change, and let what it is given be new."""
        minute = next(self.minutes)
        for name, day in (("bargaining add", 20), ("bargaining move", 21)):
            self.right[name]["start"] = f"2023-09-{day} {8 + minute // 60:02}:{minute % 60:02}"
        self.newest = ""
        if command.startswith("announce"):
            self.newest = f"water at gate {minute}"
            place = channel or self.stage.channels["picket-lines"]
            form = await self.run("announce schedule", {"channel": place, "repeat": "daily"})
            answer = await self.stage.discord.submit_modal(
                form, FORMS["announce schedule"] | {"text": f"Bring {self.newest}"}
            )
            await self.press("announce schedule", answer)
        elif command.startswith("bargaining"):
            start = datetime(2023, 8, 15, 12, tzinfo=UTC) + minute * timedelta(minutes=1)
            self.newest = f"{start:%d %b %Y %H:%M}"
            given = {"start": f"{start:%Y-%m-%d %H:%M}"} | ({"channel": channel} if channel else {})
            await self.run("bargaining add", self.right["bargaining add"] | given)
        elif command in ("dispute correct", "dispute undo"):
            await self.run(
                "dispute step", {"dispute": "wga-amptp", "step": "on_strike", "date": "2 May", "source": SOURCE}
            )
        elif command == "statement retract":
            await self.press("statement post", await self.written("statement post"))

    async def typed(self, command: str, place: str, value: str) -> str:
        """Something wrong typed into an option or a field is refused in a sentence, or by Discord's client, and nothing is done."""
        before = await self.trail()
        try:
            if place in FORMS.get(command, {}):
                form = await self.run(command, self.right[command])
                answer = await self.stage.discord.submit_modal(form, FORMS[command] | {place: value})
            else:
                answer = await self.run(command, self.right[command] | {place: value})
        except ClientRefusal:
            return ""
        if (command, place) in MAY_BE_BLANK and not value.strip():
            return "" if self._refused(answer) else f"refused: {answer.text}"
        return self._refused(answer) or ("" if await self.trail() == before else "it was done all the same")

    async def gone(self, command: str, place: str) -> str:
        """A channel or role that was deleted while the person chose it is refused in a sentence, and nothing is done."""
        stage, before = self.stage, await self.trail()
        world, guild = stage.discord.world, stage.guild
        if place == "channel":
            channel = stage.discord.add_channel(guild, "short-lived")
            world.delete_channel(channel)
            world.channels[channel.id] = channel  # as a client that has not heard of it yet
            answer = await self.run(command, self.right[command] | {"channel": channel})
            del world.channels[channel.id]
        else:
            role = stage.discord.add_role(guild, "Short-lived", mentionable=True)
            world.delete_role(guild, role)
            guild.roles[role.id] = role
            answer = await self.run(command, self.right[command] | {"role": role})
            del guild.roles[role.id]
        return self._refused(answer) or ("" if await self.trail() == before else "it was done all the same")

    async def unplaced(self, command: str) -> str:
        """What is changed has lost its channel: the command does its work, or says in a sentence why it cannot."""
        channel = self.stage.discord.add_channel(self.stage.guild, "short-lived")
        await self.prepare(command, channel)
        self.stage.discord.world.delete_channel(channel)
        answer = await self.written(command)
        if self._refused(answer) == "":
            return ""
        text = await self.press(command, answer) if command in BUTTONS else answer.text
        return f"it failed: {text}" if answer.failed or UNFORESEEN in text else ""

    async def demoted(self, command: str) -> str:
        """Who has lost Manage Server can neither run the command nor press what is left of it."""
        stage = self.stage
        former = stage.discord.member(stage.guild, "Former", permissions=MEMBER | Can.MANAGE_GUILD)
        draft = await self.written(command, former) if command in BUTTONS else None
        stage.discord.world.set_roles(stage.guild, former, [])
        before = await self.trail()
        answers = [(await self.run(command, self.right[command], former)).text]
        if draft is not None:
            answers.append(await self.press(command, draft, former))
        wrong = [text for text in answers if NOT_ALLOWED not in text]
        return f"answered: {wrong}" if wrong else "" if await self.trail() == before else "it was done all the same"

    async def twice(self, command: str) -> str:
        """Two presses at once do what one does."""
        draft, before = await self.written(command), await self.trail()
        shown = await asyncio.gather(*(self.press(command, draft) for _ in range(2)))
        added = len(await self.trail()) - len(before)
        return "" if added == 1 and BUTTONS[command][1] in shown[1] else f"{added} lines in the trail: {shown}"

    async def both(self, command: str) -> str:
        """Two moderators at once: what can be done once is done once, and the other is told so."""
        drafts = [await self.written(command, who) for who in (self.first, self.second)] if command in BUTTONS else []
        before = await self.trail()
        if drafts:
            pairs = zip(drafts, (self.first, self.second), strict=True)
            shown = await asyncio.gather(*(self.press(command, draft, who) for draft, who in pairs))
        else:
            given = self.right[command]
            answers = await asyncio.gather(*(self.run(command, given, who) for who in (self.first, self.second)))
            shown = [answer.text for answer in answers]
            if command in EACH:
                return f"refused: {shown}" if any(not self._refused(answer) for answer in answers) else ""
        added = len(await self.trail()) - len(before)
        return "" if added == (1 if command in ONCE else 2) else f"{added} lines in the trail: {shown}"

    def _refused(self, answer: Interaction) -> str:
        if answer.failed or answer.modal is not None:
            return answer.failed or "a form opened"
        known = [words for key, words in wording.SENTENCES.items() if key != "unexpected"]
        first = answer.text.partition("\n")[0]
        return "" if any(says(first, words) or says(answer.text, words) for words in known) else answer.text


@dataclass(frozen=True, slots=True)
class Played:
    """The desk's commands as they are registered, and each cell's fault, or "", by its kind and by the command with the option."""

    commands: dict[str, Json]
    cells: dict[Wrong, dict[str, str]]


async def play(folder: Path) -> Played:
    """The whole table."""
    async with stood(folder) as stage:
        second = stage.discord.member(stage.guild, "Second", permissions=MEMBER | Can.MANAGE_GUILD)
        async with running(stage) as db:
            table, known = Play(stage, db, stage.moderator, second), registered(stage)
            await _furnish(table)
            cells = {
                wrong: {
                    f"{command} {place}".rstrip(): await _cell(table, wrong, command, place)
                    for command, definition in known.items()
                    for place in places(command, definition, wrong) or ()
                }
                for wrong in Wrong
                if wrong is not Wrong.RESTART
            }
            drafts = {command: await _drafted(table, command) for command in BUTTONS}
        async with running(stage):
            shown = {command: await table.press(command, draft) for command, draft in drafts.items()}
        done = {command: "" if BUTTONS[command][1] in text else text for command, text in shown.items()}
        return Played(known, cells | {Wrong.RESTART: done})


async def _drafted(table: Play, command: str) -> Interaction:
    await table.prepare(command)
    return await table.written(command)


async def _furnish(table: Play) -> None:
    await table.run("setup", {"news": NEWS, "moderators": Thing("moderators"), "zone": "Europe/London"})
    for command in ("announce edit", "bargaining edit", "dispute correct", "statement retract"):
        await table.prepare(command)


async def _cell(table: Play, wrong: Wrong, command: str, place: str) -> str:
    plays: dict[Wrong, Callable[[], Awaitable[str]]] = {
        Wrong.CHANNEL: lambda: table.unplaced(command) if place == ITS_OWN else table.gone(command, "channel"),
        Wrong.ROLE: lambda: table.gone(command, "role"),
        Wrong.DEMOTED: lambda: table.demoted(command),
        Wrong.DOUBLE: lambda: table.twice(command),
        Wrong.TWO: lambda: table.both(command),
    }
    table.newest = ""
    if wrong not in plays:
        return await table.typed(command, place, VALUES.get(wrong) or MOMENTS[place])
    if wrong in (Wrong.DEMOTED, Wrong.DOUBLE, Wrong.TWO):
        await table.prepare(command)
    return await plays[wrong]()


def registered(stage: Stage) -> dict[str, Json]:
    """The desk's commands as Discord has them, by full name."""
    found: dict[str, Json] = {}
    for top in stage.discord.world.commands[None]:
        _flatten(top, "", found)
    return {name: command for name, command in sorted(found.items()) if on_desk(name)}


def _flatten(command: Json, above: str, found: dict[str, Json]) -> None:
    name = f"{above} {command['name']}".strip()
    below = [each for each in command.get("options", ()) if each["type"] in (1, 2)]
    for each in below:
        _flatten(each, name, found)
    if not below:
        found[name] = {"options": command.get("options", [])}
