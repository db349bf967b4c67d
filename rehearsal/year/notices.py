"""A moderator's announcements: written, changed, withdrawn, put right once they are posted; what the answers accept is expected."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rehearsal.discord.places import Channel
from rehearsal.pace import Pace
from rehearsal.year.expected import Due, Expected, first_told, posted_told, series
from rehearsal.year.hands import Hands, Underway
from rehearsal.year.plan import Act, Deed

HEADING = "Announcement by this server's moderators"
CORRECTION = "Correction by this server's moderators"
CONFIRMED = ("It will be posted in", "It is posted in", "is edited now", "The correction is posted")


@dataclass(slots=True)
class Notice:
    """What a moderator remembers of an announcement. `version` stands in its text."""

    channel: Channel
    repeat: str
    version: int = 1


@dataclass(slots=True)
class Notices:
    """All announcements by their number in the plan. Nothing is expected after `until`."""

    hands: Hands
    pace: Pace
    expected: Expected
    until: datetime
    known: dict[int, Notice] = field(default_factory=dict)

    async def do(self, way: Underway) -> None:
        """Do it, or go on with it. Raises NoAnswerError."""
        match way.act.deed:
            case Deed.ANNOUNCE | Deed.NOW:
                await self._announce(way)
            case Deed.TEXT | Deed.TIME:
                await self._change(way)
            case Deed.EDIT_POST | Deed.CORRECT:
                await self._put_right(way)
            case Deed.SKIP:
                await self._skip(way)
            case _:
                await self._withdraw(way)

    async def _announce(self, way: Underway) -> None:
        act, channel = way.act, self.hands.channels[way.act.channel]
        options: dict[str, Any] = {"channel": channel}
        options |= {"repeat": act.repeat} if act.repeat else {}
        options |= {"times": act.times} if act.times else {}
        command = "announce now" if act.deed is Deed.NOW else "announce schedule"
        answer = await self._confirmed(way, command, options, _text(act.number, 1))
        if answer is not None:
            self.known[act.number] = Notice(channel, act.repeat)
            self._expect(act, answer)

    async def _change(self, way: Underway) -> None:
        notice = self.known.get(way.act.number)
        if notice is None or not await self._picked(way, "announce edit", _name(way.act.number)):
            return
        version = notice.version + 1
        options = {"announcement": way.value}
        answer = await self._confirmed(way, "announce edit", options, _text(way.act.number, version))
        if answer is not None:
            notice.version = version
            self._expect(way.act, answer)

    def _expect(self, act: Act, answer: str) -> None:
        """Expect what an answer says is scheduled, in place of what was."""
        notice, name, now = self.known[act.number], f"notice {act.number}", self.pace.now()
        self.expected.drop(name, after=now)
        first = now if act.deed is Deed.NOW else first_told(answer)
        moments = series(first, notice.repeat, answer, self.until) if notice.repeat else [first]
        words = (HEADING, _text(act.number, notice.version))
        self.expected.dues += [Due(at, words, str(notice.channel.id), name) for at in moments]

    async def _put_right(self, way: Underway) -> None:
        number, correction = way.act.number, way.act.deed is Deed.CORRECT
        notice = self.known.get(number)
        if notice is None or not await self._picked(way, "announce edit", _name(number), posted=True):
            return
        text = f"{_name(number)}, put right {'in a message of its own' if correction else 'in its place'}."
        options = {"announcement": way.value} | ({"correction": True} if correction else {})
        if await self._confirmed(way, "announce edit", options, text) is None:
            return
        now = self.pace.now()
        # The post that was picked, which may not be the newest: another may have been posted since it was offered.
        picked = posted_told(way.label, now)
        last = min(self.expected.of(f"notice {number}", until=now), key=lambda due: abs(due.at - picked))
        if correction:
            last.in_the_end = (*last.in_the_end, "Corrected ")
            words, channel_id = (CORRECTION, text), str(notice.channel.id)
            self.expected.dues.append(Due(now, words, channel_id, f"correction of notice {number}"))
        else:
            last.in_the_end = (*last.in_the_end, "Edited ", text)

    async def _skip(self, way: Underway) -> None:
        name = f"notice {way.act.number}"
        if not await self._picked(way, "announce skip", _name(way.act.number)):
            return
        ahead, options = self.expected.of(name, after=self.pace.now()), {"announcement": way.value}
        answer = (await self.hands.run("announce show", options)).text if way.again else ""
        if "Next: " not in answer or (ahead and first_told(answer) == ahead[0].at):
            answer = (await self.hands.run("announce skip", options)).text
        if self.hands.accepted(way, answer, "Left out:"):
            self.hands.done(way)
            self.expected.drop(name, after=self.pace.now(), before=first_told(answer))

    async def _withdraw(self, way: Underway) -> None:
        if not await self._picked(way, "announce cancel", _name(way.act.number)):
            return
        answer = (await self.hands.run("announce cancel", {"announcement": way.value})).text
        gone = ("sent, cancelled or discarded already",) if way.again else ()
        if self.hands.accepted(way, answer, "will not be posted", *gone):
            self.hands.done(way)
            self.expected.drop(f"notice {way.act.number}", after=self.pace.now())

    async def _confirmed(self, way: Underway, command: str, options: dict[str, Any], text: str) -> str | None:
        """Open the form, fill it in, press the button of the preview; the answer if it was accepted."""
        hands = self.hands
        if way.preview is None:
            if way.form is None:
                way.form = await hands.run(command, options)
            if way.form.modal is None:
                hands.accepted(way, way.form.text, "a form")
                return None
            when = {"when": f"{way.act.when:%Y-%m-%d %H:%M}"} if way.act.when is not None else {}
            way.preview = await hands.fill_in(way.form, {"text": text} | when)
        if not hands.accepted(way, way.preview.text, "## Preview", *CONFIRMED):
            return None
        answer = await hands.press(way.preview, "announce-confirm:*", CONFIRMED)
        if not hands.accepted(way, answer, *CONFIRMED):
            return None
        hands.done(way)
        return answer

    async def _picked(self, way: Underway, command: str, typed: str, *, posted: bool = False) -> bool:
        """Pick what waits, or the newest post, by the name that is in its text; whether there is one."""
        if not way.value:
            offered = await self.hands.offered(command, "announcement", typed)
            fitting = [choice for choice in offered if choice[0].startswith("Posted ") == posted]
            way.label, way.value = fitting[0] if fitting else ("", "")
        if not way.value:
            self.hands.pointless()
        return bool(way.value)


def _text(number: int, version: int) -> str:
    return f"{_name(number)}, version {version}: the list for the gates is pinned here."


def _name(number: int) -> str:
    return f"Notice {number:04}"
