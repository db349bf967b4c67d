"""Where the sides stand as of late: sentences found in new reports and lines that moderators pinned, as a digest tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.delivery.composer import telling
from bot.issues.stands import lines_of, plain
from bot.models.news import Entry, Quote, Story
from bot.models.posts import DigestPosition
from bot.models.registry import Outlet
from bot.models.stands import SIDES, Pin, PinState, Stand
from bot.storage import stand_pins
from bot.storage.database import Connection

MOST_POSITIONS = 4
REMARK = "say"  # a move as in Quote: it takes no position

IsNew = Callable[[Entry], bool]


class NewPositions:
    """Reads inside the caller's transaction. `issues`: their ids, the general ones last. `pinned`: a line as a summary has it."""

    def __init__(
        self, outlets: Mapping[str, Outlet], issues: Sequence[str], pinned: Callable[[Pin, datetime], Stand]
    ) -> None:
        self._outlets, self._issues, self._pinned = outlets, issues, pinned

    async def of(
        self,
        conn: Connection,
        guild_id: int,
        stories: Iterable[Story],
        is_new: IsNew,
        since: datetime,
        until: datetime,
    ) -> list[DigestPosition]:
        """Lines pinned after `since` and up to `until`, then what new entries of the stories quote: the newest four."""
        pins = await stand_pins.of_server(conn, guild_id)
        known = {(pin.issue, pin.side, plain(pin.text)) for pin in pins}
        pinned: dict[str, list[Stand]] = {}
        for pin in newly_pinned(pins, since, until):
            pinned.setdefault(pin.issue, []).append(self._pinned(pin, until))
        found: dict[str, list[Stand]] = {}
        for story in stories:
            for entry, quote in new_quotes(story, is_new):
                if (quote.issue, quote.side, plain(quote.sentence)) not in known:
                    told = telling(entry, self._outlets)
                    stand = Stand(quote.side, quote.who, quote.sentence, told, quote.move, story.id)
                    found.setdefault(quote.issue, []).append(stand)
        return chosen(pinned, found, self._issues)


def newly_pinned(pins: Sequence[Pin], since: datetime, until: datetime) -> list[Pin]:
    """Those of a server's lines that stand and were pinned in this time, in words that were not pinned before."""
    before = {(pin.issue, pin.side, plain(pin.text)) for pin in pins if pin.created_at and pin.created_at <= since}
    return [
        pin
        for pin in pins
        if pin.state is PinState.STANDING
        and pin.created_at is not None
        and since < pin.created_at <= until
        and (pin.issue, pin.side, plain(pin.text)) not in before
    ]


def new_quotes(story: Story, is_new: IsNew) -> Iterator[tuple[Entry, Quote]]:
    """What new entries of a story quote on the issues it is about; not what an earlier one quoted in the same words."""
    standing = [entry for entry in story.entries if entry.retracted_at is None]
    said = {
        (quote.issue, quote.side, plain(quote.sentence))
        for entry in standing
        if not is_new(entry)
        for quote in entry.annotation.quotes
    }
    for entry in standing:
        for quote in entry.annotation.quotes if is_new(entry) else ():
            about = quote.issue in entry.annotation.issues and quote.move != REMARK
            if about and (quote.issue, quote.side, plain(quote.sentence)) not in said:
                yield entry, quote


def chosen(
    pinned: Mapping[str, Sequence[Stand]], found: Mapping[str, Sequence[Stand]], issues: Sequence[str]
) -> list[DigestPosition]:
    """By issue: what was pinned on a side, or else the newest sentence found; a sentence once, under the first issue that it is on."""
    lines: list[DigestPosition] = []
    for issue in issues:
        shown = lines_of(pinned.get(issue, ()), found.get(issue, ()))
        for side in SIDES:
            mine = [each for each in shown if each.side == side]
            lines += [_position(issue, each) for each in [e for e in mine if e.pin_id is not None] or mine[:1]]
    lines.sort(key=lambda each: (each.pin_id is not None, each.telling.at), reverse=True)
    once: dict[tuple[str, str], DigestPosition] = {}
    for each in lines:
        once.setdefault((each.side, plain(each.text)), each)
    return list(once.values())[:MOST_POSITIONS]


def _position(issue: str, stand: Stand) -> DigestPosition:
    return DigestPosition(
        issue=issue,
        side=stand.side,
        who=stand.who,
        text=stand.text,
        telling=stand.telling,
        day=stand.day.isoformat() if stand.day else "",
        pin_id=stand.pin_id,
        moving=stand.moving,
    )
