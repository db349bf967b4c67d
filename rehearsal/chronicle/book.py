"""Reads the chronicle: the invented press, the events of August 2023, every item. How it is played is elsewhere."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).resolve().parent
HOME = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet of the rehearsal's press; the fields are explained at the head of outlets.toml."""

    key: str
    name: str
    host: str
    owner: str
    kind: str
    format: str
    stamps: str
    guids: str
    cache: str
    paywall: str = "no"
    gates: tuple[tuple[datetime, datetime], ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and where it is documented."""

    key: str
    day: date
    what: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A later version of an item; None leaves that part as it was."""

    at: datetime
    title: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An item as it stands at a moment. `number` counts its edits."""

    number: int
    title: str
    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed, and what the chronicle knows about it. `event` is None where it tells none of the events."""

    id: str
    outlet: str
    at: datetime
    path: str
    title: str
    text: str
    event: str | None = None
    touches: tuple[str, ...] = ()
    relevant: bool = False
    issues: tuple[str, ...] = ()
    opinion: bool = False
    cites: tuple[str, ...] = ()
    like: str = ""  # what a look-alike may be taken for
    edits: tuple[Edit, ...] = ()
    source: str = ""
    url: str = ""

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"/{self.at.astimezone(HOME):%Y/%m/%d}/{self.path}"

    @property
    def events(self) -> frozenset[str]:
        """Every event it tells."""
        return frozenset((self.event, *self.touches)) if self.event else frozenset()

    def version(self, now: datetime) -> Version:
        """What the item says at `now`."""
        current = Version(0, self.title, self.text, self.at)
        for number, edit in enumerate(self.edits, start=1):
            if edit.at <= now:
                current = Version(number, edit.title or current.title, edit.text or current.text, edit.at)
        return current


@dataclass(frozen=True, slots=True)
class Chronicle:
    """Everything that is played: outlets and events by key, items oldest first."""

    outlets: dict[str, Outlet]
    events: dict[str, Event]
    items: tuple[Item, ...]

    def item(self, item_id: str) -> Item:
        """The item with this id; KeyError if there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)


def read_chronicle(folder: Path = FOLDER) -> Chronicle:
    """Read the three kinds of files in `folder`. Raises ValueError naming the file and the item that is wrong."""
    outlets = {key: _outlet(key, fields) for key, fields in _table(folder / "outlets.toml").items()}
    events = {key: Event(key=key, **fields) for key, fields in _table(folder / "events.toml").items()}
    items: list[Item] = []
    for path in sorted((folder / "days").glob("*.toml")):
        for fields in _table(path)["item"]:
            try:
                items.append(_item(fields, outlets, events))
            except (KeyError, TypeError, ValueError) as e:
                raise ValueError(f"{path.name}: item {fields.get('path', '?')}: {e}") from e
    ids = [item.id for item in items]
    if len(set(ids)) != len(ids):
        raise ValueError("two items of the chronicle have the same outlet and path")
    return Chronicle(outlets, events, tuple(sorted(items, key=lambda item: (item.at, item.id))))


def _table(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _outlet(key: str, fields: dict[str, Any]) -> Outlet:
    gates = tuple((gate["from"], gate["until"]) for gate in fields.pop("gates", ()))
    return Outlet(key=key, gates=gates, **fields)


def _item(fields: dict[str, Any], outlets: dict[str, Outlet], events: dict[str, Event]) -> Item:
    fields = dict(fields)
    outlet, path, event = fields["outlet"], fields["path"], fields.get("event")
    if outlet not in outlets:
        raise ValueError(f"no outlet {outlet!r}")
    if fields["at"].tzinfo is None:
        raise ValueError("its time has no zone")
    for key in (event, *fields.get("touches", ())):
        if key is not None and key not in events:
            raise ValueError(f"no event {key!r}")
    if event is not None:
        fields |= {"relevant": True, "source": events[event].source, "url": events[event].url}
    fields["edits"] = tuple(sorted((Edit(**edit) for edit in fields.get("edits", ())), key=lambda edit: edit.at))
    for name in ("touches", "issues", "cites"):
        fields[name] = tuple(fields.get(name, ()))
    return Item(id=f"{outlet}/{path}", **fields)
