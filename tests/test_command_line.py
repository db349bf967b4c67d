"""`python -m bot ...` as a host runs it: what is printed, and the exit code."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.processes import BotProcess

ROOT = Path(__file__).resolve().parent.parent
INVITE = (
    "https://discord.com/oauth2/authorize?client_id=123456789012345678"
    "&scope=bot+applications.commands&permissions=274878008320"
)
ITEM = {
    "id": "1",
    "source": "The Lantern",
    "url": "https://lantern.example/1",
    "title": "WGA and AMPTP meet again on Friday over AI",
    "summary": "The guild said the studios asked for talks.",
    "published": "2023-08-09",
}
FEED = (
    '<rss version="2.0"><channel><title>The Lantern</title><link>https://lantern.example</link>'
    "<item><title>WGA and AMPTP meet again on Friday over AI</title><link>https://lantern.example/1</link>"
    "<description>The guild said the studios asked for talks.</description></item>"
    "<item><title>A golfer strikes a deal</title><link>https://lantern.example/2</link></item></channel></rss>"
)


def bot(*arguments: str, folder: Path, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end, within a minute."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PICKETWIRE_", "DISCORD_"))}
    database = {"PICKETWIRE_DATABASE_URL": f"sqlite:///{folder / 'picketwire.db'}"}
    with TemporaryFile("w+") as read, TemporaryFile("w+") as out, TemporaryFile("w+") as errors:
        read.write(given)
        read.seek(0)
        code = BotProcess.start(
            arguments,
            folder=folder,
            environment={**clean, **database, **settings},
            given=read.fileno(),
            out=out.fileno(),
            errors=errors.fileno(),
        ).join(60)
        out.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, code, out.read(), errors.read())


def test_the_program_has_the_name_that_the_guide_gives_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "invite", "123456789012345678"]
    assert subprocess.check_output(command, cwd=ROOT, text=True, timeout=60).strip() == INVITE


def test_annotate_prints_a_line_an_item_in_input_order(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({**ITEM, "id": name}) for name in ("b", "a"))
    done = bot("annotate", "-", folder=tmp_path, given=lines)
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert [first["id"], second["id"]] == ["b", "a"]
    assert first.keys() == {"id", "relevant", "labels", "because", "status", "attributed_to", "dates", "story"}
    assert first["relevant"] is True
    assert set(first["because"]) == set(first["labels"]) >= {"ai", "bargaining"}
    assert first["story"] == second["story"]
    assert [date["resolves_to"] for date in first["dates"]] == ["2023-08-11"]


def test_annotate_skips_a_malformed_line_and_says_which(tmp_path: Path) -> None:
    file = tmp_path / "items.jsonl"
    file.write_text(json.dumps(ITEM) + "\n{broken\n" + json.dumps({**ITEM, "id": "2"}) + "\n", encoding="utf-8")
    done = bot("annotate", str(file), folder=tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "line 2" in done.stderr


def test_annotate_of_a_missing_file_says_what_to_give(tmp_path: Path) -> None:
    done = bot("annotate", "nowhere.jsonl", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "nowhere.jsonl cannot be read: No such file or directory. Give a file of JSON lines, or - for standard input."
    )


def test_preview_prints_what_would_be_posted(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    done = bot("preview", "feed.xml", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 items, 1 about bargaining" in done.stdout
    assert "WGA and AMPTP meet again on Friday over AI" in done.stdout
    assert "golfer" not in done.stdout


def test_preview_of_a_web_page_says_that_it_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html><body>Hello</body></html>", encoding="utf-8")
    done = bot("preview", "page.html", folder=tmp_path)
    assert done.returncode == 1
    assert "a web page, not a feed" in done.stdout


def test_preview_refuses_an_address_on_this_machine_unless_it_is_allowed(tmp_path: Path) -> None:
    done = bot("preview", "http://127.0.0.1:9/feed", folder=tmp_path)
    assert done.returncode == 1
    assert "an address that is not public, so not read" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PICKETWIRE_LOG_LEVEL", "loud", "PICKETWIRE_LOG_LEVEL"),
        ("PICKETWIRE_CLOCK_START", "2023-08-10T07:00:00", "give the time with its zone"),
        ("DISCORD_API_URL", "discord.example/api", "not an http or https address"),
        ("PICKETWIRE_METRICS_ADDRESS", "9464", "right is, for example: PICKETWIRE_METRICS_ADDRESS=127.0.0.1:9464"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_message(tmp_path: Path, name: str, value: str, words: str) -> None:
    done = bot("run", folder=tmp_path, **{"DISCORD_TOKEN": "abc", name: value})
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_check_without_a_token_looks_at_files_and_database(tmp_path: Path) -> None:
    done = bot("check", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "9 issues" in done.stdout
    assert "the first start makes it" in done.stdout
    assert "no DISCORD_TOKEN is set" in done.stdout


def test_health_says_when_nothing_runs(tmp_path: Path) -> None:
    done = bot("health", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("not running: there is no heartbeat at ")


def test_a_backup_of_nothing_and_a_restore_of_rubbish_are_refused_in_words(tmp_path: Path) -> None:
    done = bot("backup", "copy.db", folder=tmp_path)
    assert done.returncode == 2
    assert "There is no database" in done.stderr
    (tmp_path / "rubbish").write_text("not a database", encoding="utf-8")
    done = bot("restore", "rubbish", folder=tmp_path)
    assert done.returncode == 2
    assert "rubbish" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_invite_address_asks_for_the_least_permissions(tmp_path: Path) -> None:
    token = base64.urlsafe_b64encode(b"123456789012345678").decode() + ".x.y"
    for done in (
        bot("invite", "123456789012345678", folder=tmp_path),
        bot("invite", folder=tmp_path, DISCORD_TOKEN=token),
    ):
        assert done.stdout.strip() == INVITE, done.stderr


def test_an_invite_without_an_id_says_where_to_find_it(tmp_path: Path) -> None:
    done = bot("invite", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "The application id is not known. Set DISCORD_TOKEN, or give the id from the application's General Information page:\n"
        "  python -m bot invite 123456789012345678"
    )
