"""What a simulated year leaves in a folder, and its counts made again from that: the journal, and what was expected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rehearsal.pace import Leg, Pace
from rehearsal.year.count import Counts, count
from rehearsal.year.expected import Due

JOURNAL, YEAR = "journal.jsonl", "year.json"


@dataclass(frozen=True, slots=True)
class Played:
    """What the journal is read by: members' channels, the real begin, the simulated end, and the clock."""

    channels: Sequence[str]
    began: datetime
    until: datetime
    legs: Sequence[Leg]


def recount(played: Played, dues: Iterable[Due], journal: Sequence[dict[str, Any]]) -> Counts:
    """What came of what was expected."""
    pace = Pace(played.legs[0].start, played.legs[0].anchor, played.legs[0].speed)
    pace.legs = list(played.legs)
    return count(dues, journal, channels=played.channels, at=pace.at, until=played.until, from_=played.began)


def keep(folder: Path, played: Played, dues: Iterable[Due], counts: Counts, **facts: Any) -> None:
    """Leave all but the journal, which is in the folder already."""
    document = counts.json() | facts | {"played": asdict(played), "expected": [asdict(due) for due in dues]}
    text = json.dumps(document, indent=1, ensure_ascii=False, default=datetime.isoformat)
    (folder / YEAR).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Counts:
    """The counts again, from the files alone. Raises OSError, KeyError or ValueError when they are not right."""
    document = json.loads((folder / YEAR).read_text(encoding="utf-8"))
    facts, moment = document["played"], datetime.fromisoformat
    legs = [
        Leg(moment(leg["start"]), moment(leg["anchor"]), float(leg["speed"]), moment(leg["since"]))
        for leg in facts["legs"]
    ]
    played = Played(facts["channels"], moment(facts["began"]), moment(facts["until"]), legs)
    dues = [
        Due(moment(each["at"]), tuple(each["words"]), each["channel_id"], each["of"], tuple(each["in_the_end"]))
        for each in document["expected"]
    ]
    with (folder / JOURNAL).open(encoding="utf-8") as file:
        return recount(played, dues, [json.loads(line) for line in file if line.strip()])
