"""A moderator's bargaining dates: entered, moved, called off; what the answers accept is expected, reminders and notices of change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from rehearsal.discord.places import Channel
from rehearsal.pace import Pace
from rehearsal.year.expected import Due, Expected, day_words, first_told, reminders_told
from rehearsal.year.hands import Hands, Underway
from rehearsal.year.plan import Act, Deed

REMINDER, MOVED, CALLED_OFF = "### Bargaining session ", "### Moved to ", "### Called off: "


@dataclass(slots=True)
class Meeting:
    """What a moderator remembers of a date. `words`: its time, as posts tell it."""

    channel: Channel
    number: str  # which the bot has told
    words: str = ""


@dataclass(slots=True)
class Meetings:
    """All dates by their number in the plan."""

    hands: Hands
    pace: Pace
    expected: Expected
    known: dict[int, Meeting] = field(default_factory=dict)

    async def do(self, way: Underway) -> None:
        """Do it, or go on with it. Raises NoAnswerError."""
        if way.act.deed is Deed.DATE:
            await self._enter(way)
        elif way.act.number not in self.known:
            self.hands.pointless()
        elif way.act.deed is Deed.MOVE:
            await self._move(way)
        else:
            await self._call_off(way)

    async def _enter(self, way: Underway) -> None:
        act, hands = way.act, self.hands
        channel = hands.channels[act.number % len(hands.channels)]
        options: dict[str, Any] = {"dispute": "wga-amptp", "kind": "session", "start": _typed(act), "zone": act.zone}
        options |= {"source": _link(act.number), "remind": act.remind, "all_day": act.all_day, "channel": channel}
        answer = (await hands.run("bargaining add", options)).text
        if way.again and "This date is there already" in answer:
            answer = await self._shown(act)
        if hands.accepted(way, answer, "## Date added", "## Date "):
            hands.done(way)
            self.known[act.number] = Meeting(channel, answer.partition("Number ")[2].partition(".")[0])
            self._expect(act, answer)

    async def _shown(self, act: Act) -> str:
        """What is known of a date that was entered, though no answer came."""
        listed = f"{act.when:%d %b %Y %H:%M}"
        for _, value in await self.hands.offered("bargaining show", "date", listed):
            answer = (await self.hands.run("bargaining show", {"date": value})).text
            if _link(act.number) in answer:
                return answer
        return f"not in the list: {listed}"

    async def _move(self, way: Underway) -> None:
        act, hands, meeting = way.act, self.hands, self.known[way.act.number]
        if way.preview is None:
            options = {"date": meeting.number, "start": _typed(act)}
            way.preview = await hands.run("bargaining move", options)
        if not hands.accepted(way, way.preview.text, "nothing is moved yet", "## Date moved"):
            return
        answer = await hands.press(way.preview, "date-move:*", ("## Date moved",))
        if hands.accepted(way, answer, "## Date moved"):
            hands.done(way)
            before, told = meeting.words, self._told(act.number, "have moved this date to")
            self._expect(act, answer)
            if told:
                self._expect_notice(act.number, (MOVED, before, meeting.words))

    async def _call_off(self, way: Underway) -> None:
        act, meeting = way.act, self.known[way.act.number]
        answer = (await self.hands.run("bargaining cancel", {"date": meeting.number})).text
        off = ("was called off already",) if way.again else ()
        if self.hands.accepted(way, answer, "## Date called off", *off):
            self.hands.done(way)
            told = self._told(act.number, "have called this date off")
            self.expected.drop(f"date {act.number}", after=self.pace.now())
            if told and "no message is sent" not in answer:
                self._expect_notice(act.number, (CALLED_OFF, meeting.words, "no further reminder"))

    def _expect(self, act: Act, answer: str) -> None:
        """Expect the reminders that an answer names, in place of those before."""
        assert act.when is not None  # noqa: S101 - a date has a time
        meeting, name, now = self.known[act.number], f"date {act.number}", self.pace.now()
        self.expected.drop(name, after=now)
        start = act.when.astimezone(UTC) if act.all_day else first_told(answer)
        meeting.words = f"{day_words(start, act.zone)}, all day" if act.all_day else f"<t:{int(start.timestamp())}:F>"
        words, channel_id = (REMINDER, _link(act.number) + ">", meeting.words), str(meeting.channel.id)
        counted = act.when.replace(hour=9).astimezone(UTC) if act.all_day else start
        moments = [counted - before for before in reminders_told(answer)]
        self.expected.dues += [Due(moment, words, channel_id, name) for moment in moments]

    def _told(self, number: int, in_the_end: str) -> bool:
        """Whether members were told a time that no longer holds; what they were told has to say so in the end."""
        past = self.expected.of(f"date {number}", until=self.pace.now())
        for due in past:
            due.in_the_end = (in_the_end,)
        return bool(past)

    def _expect_notice(self, number: int, words: tuple[str, ...]) -> None:
        channel_id = str(self.known[number].channel.id)
        self.expected.dues.append(Due(self.pace.now(), words, channel_id, f"change of date {number}"))


def _typed(act: Act) -> str:
    return f"{act.when:%Y-%m-%d}" if act.all_day else f"{act.when:%Y-%m-%d %H:%M}"


def _link(number: int) -> str:
    return f"https://guild.example/dates/{number}"
