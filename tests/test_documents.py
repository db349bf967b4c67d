"""Documents that must say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from config.settings import Settings, setting_name

ROOT = Path(__file__).resolve().parent.parent


def test_every_setting_is_in_the_hosting_guide_and_no_other() -> None:
    told = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert told == {setting_name(field) for field in Settings.model_fields}


def test_the_example_settings_are_real_ones() -> None:
    named = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= {setting_name(field) for field in Settings.model_fields}
    assert "DISCORD_TOKEN" in named


def test_the_readme_names_its_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make rehearse" in readme
    assert "make test" in readme


def test_no_file_tells_of_a_development_machine() -> None:
    strange = re.compile("|".join(["/wo" + "rk/", "/ro" + "ot/", r"bash" + r"_jobs", r"files\.python" + "hosted"]))
    suffixes = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".ini", ".html", ".js", ".css", ".service"}
    folders = ("bot", "cogs", "config", "rehearsal", "tests", "benchmarks", "docs")
    files = [p for f in folders for p in (ROOT / f).rglob("*") if p.suffix in suffixes]
    files += [ROOT / "README.md", ROOT / "Dockerfile", ROOT / "Makefile", ROOT / "requirements.txt"]
    assert [str(p.relative_to(ROOT)) for p in files if strange.search(p.read_text(encoding="utf-8"))] == []
