"""What a rehearsal leaves in a folder, and the report computed again from it: journal, press log, and the facts they need."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rehearsal.chronicle.book import Chronicle
from rehearsal.desk import ENTRIES
from rehearsal.programme import Told
from rehearsal.report import Report, make_report
from rehearsal.scenes import Scene
from rehearsal.transcript import as_page, as_text

JOURNAL, PRESS, REPORT = "journal.jsonl", "press.jsonl", "report.json"
KEPT = ("transcript.txt", "transcript.html", REPORT, JOURNAL, PRESS, "bot.log")


@dataclass(frozen=True, slots=True)
class Played:
    """What was played: the news channel's id, the real time of setup, the simulated end, the margin before it, the digest's begin."""

    news_channel: str
    set_up: datetime
    end: datetime
    margin: timedelta
    digest_from: datetime | None = None  # simulated
    accepted: tuple[tuple[int, datetime], ...] = ()  # of desk.ENTRIES, by their place, and when (simulated)
    wanting: tuple[str, ...] = ()  # what answers lacked
    told: tuple[Told, ...] = ()

    def json(self) -> dict[str, Any]:
        """As a document."""
        return {
            "news_channel": self.news_channel,
            "set_up": self.set_up.isoformat(),
            "end": self.end.isoformat(),
            "margin_seconds": self.margin.total_seconds(),
            "digest_from": self.digest_from.isoformat() if self.digest_from else None,
            "accepted": [[number, at.isoformat()] for number, at in self.accepted],
            "wanting": list(self.wanting),
            "told": [asdict(each) for each in self.told],
        }


def compute(
    chronicle: Chronicle, played: Played, *, log: Iterable[dict[str, Any]], journal: Sequence[dict[str, Any]]
) -> Report:
    """The report of what was played."""
    return make_report(
        chronicle,
        log=log,
        journal=journal,
        news_channel=played.news_channel,
        set_up=played.set_up,
        end=played.end,
        margin=played.margin,
        digest_from=played.digest_from,
        accepted=[(ENTRIES[number], at) for number, at in played.accepted],
        wanting=played.wanting,
        answered=played.told,
    )


def write(folder: Path, played: Played, report: Report, shown: Sequence[Scene], **facts: Any) -> None:
    """Write transcripts and report; journal, press log and the bot's log are in the folder already."""
    (folder / "transcript.txt").write_text(as_text(shown, report), encoding="utf-8")
    (folder / "transcript.html").write_text(as_page(shown, report), encoding="utf-8")
    document = report.json() | {"played": played.json() | facts}
    (folder / REPORT).write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def recompute(chronicle: Chronicle, folder: Path) -> Report:
    """The report again, from the files of an earlier rehearsal. Raises OSError, KeyError or ValueError when they are not right."""
    facts = json.loads((folder / REPORT).read_text(encoding="utf-8"))["played"]
    played = Played(
        facts["news_channel"],
        datetime.fromisoformat(facts["set_up"]),
        datetime.fromisoformat(facts["end"]),
        timedelta(seconds=facts["margin_seconds"]),
        datetime.fromisoformat(chosen) if (chosen := facts.get("digest_from")) else None,
        tuple((number, datetime.fromisoformat(at)) for number, at in facts.get("accepted", ())),
        tuple(facts.get("wanting", ())),
        tuple(Told(each["asks"], tuple(each["lines"])) for each in facts.get("told", ())),
    )
    return compute(chronicle, played, log=_lines(folder / PRESS), journal=_lines(folder / JOURNAL))


def keep(folder: Path, out: Path) -> None:
    """Copy the files of a rehearsal to where its owner wants them, over those of an earlier one."""
    out.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        if (folder / name).exists():
            shutil.copyfile(folder / name, out / name)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]
