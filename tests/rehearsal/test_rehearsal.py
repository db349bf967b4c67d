"""A short rehearsal with the real bot as its own process, and what the command makes of its record when that is tampered with."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("--start-day", "14", "--days", "1", "--speed", "10800")


def rehearse(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rehearsal", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("rehearsal")
    # Two days, so that what the first one prints is due long before the end, however slowly the bot comes back.
    days = ("--start-day", "14", "--days", "2", "--speed", "14400")
    return folder, rehearse("--once", *days, "--kill", "1", "--out", str(folder))


@pytest.fixture
def copy(played, tmp_path) -> Path:
    shutil.copytree(played[0], tmp_path / "copy")
    return tmp_path / "copy"


def story_lines(folder: Path) -> tuple[list[str], list[int]]:
    """The lines of the journal, and which of them are new posts that link to an item."""
    lines = (folder / "journal.jsonl").read_text().splitlines()
    entries = [json.loads(line) for line in lines]
    is_story = [
        e["kind"] == "message_created" and not e["interaction"] and "/2023/08/" in e["content"] for e in entries
    ]
    return lines, [number for number, found in enumerate(is_story) if found]


def test_two_days_with_a_kill_lose_and_double_nothing(played) -> None:
    folder, run = played
    assert run.returncode == 0, run.stdout + run.stderr
    report = json.loads((folder / "report.json").read_text())
    assert (report["good"], report["played"]["kills"]) == (True, 1)
    assert report["figures"]["events"] >= 2
    assert report["figures"]["violations"] == 0
    assert "Nothing was lost, nothing was posted twice." in run.stdout


def test_the_transcripts_have_the_posts(played) -> None:
    folder, _ = played
    text = (folder / "transcript.txt").read_text()
    assert "Picketwire is set up in this channel" in text
    assert "#bargaining-news" in text
    assert "REPORTED" in text
    assert "REPORTED" in (folder / "transcript.html").read_text()


def test_stories_dropped_from_the_journal_are_lost_and_exit_1(copy) -> None:
    lines, stories = story_lines(copy)
    dropped = {json.loads(lines[number])["message_id"] for number in stories}
    kept = [line for line in lines if json.loads(line).get("message_id") not in dropped]
    (copy / "journal.jsonl").write_text("\n".join(kept) + "\n")
    run = rehearse("--report", str(copy))
    assert (run.returncode, "Lost: 0." in run.stdout, "Lost: " in run.stdout) == (1, False, True), (
        run.stdout + run.stderr
    )


def test_a_message_doubled_in_the_journal_exits_1(copy) -> None:
    lines, stories = story_lines(copy)
    again = json.loads(lines[stories[0]]) | {"message_id": "1", "nonce": "another"}
    (copy / "journal.jsonl").write_text("\n".join([*lines, json.dumps(again)]) + "\n")
    run = rehearse("--report", str(copy))
    assert (run.returncode, "Lost: 0. Doubled: 1." in run.stdout) == (1, True), run.stdout + run.stderr


def test_a_folder_without_a_record_is_refused_in_words(tmp_path) -> None:
    run = rehearse("--report", str(tmp_path))
    assert run.returncode == 2
    assert "does not hold the files of a rehearsal" in run.stderr


def test_a_day_outside_the_chronicle_is_refused_in_words() -> None:
    run = rehearse("--start-day", "9")
    assert run.returncode == 2
    assert "--start-day: from 10 to 25" in run.stderr


def test_ctrl_c_ends_it_and_the_bot_at_once(tmp_path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "rehearsal", *QUICK, "--out", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    for line in run.stdout:
        if "#moderators" in line and "17:" not in line and "private" not in line:
            break
    run.send_signal(signal.SIGINT)
    out, errors = run.communicate(timeout=20)
    assert run.returncode == 130, errors
    assert out.endswith("Stopped.\n")
    log = (tmp_path / "bot.log").read_text()
    assert "stopped" in log.splitlines()[-1]


def ask(address: str, door: str, **given: object) -> dict[str, object]:
    """What a door of the page answers."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("POST", f"/page/do/{door}", json.dumps(given), {"Content-Type": "application/json"})
    document = json.load(connection.getresponse())
    connection.close()
    return document


def test_the_page_works_through_a_new_speed_and_after_the_days_are_over() -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "rehearsal", *QUICK],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.stdout is not None
    lines: list[str] = []
    for line in run.stdout:
        lines.append(line)
        if "Open this page in your browser: " in line:
            address = line.split("browser: ")[1].strip()
            people = ask(address, "view")["people"]
        if "Daily digest" in line:
            ask(address, "speed", speed="day")
        if "stays connected" in line:
            break
    member, channel = people[2]["id"], ask(address, "view")["channel"]
    answer = ask(address, "command", user=member, channel=channel, name="about", options={})
    room = ask(address, "view")["room"]
    counted = ask(address, "count")
    run.send_signal(signal.SIGINT)
    rest, _ = run.communicate(timeout=30)
    assert (answer["failed"], room["over"], room["pace"]) == (None, True, "real")
    assert (counted["lost"], counted["doubled"]) == (0, 0)
    assert run.returncode == 0, "".join(lines) + rest
    assert rest.endswith("Ended.\n")
