"""The direction of imports, the size of files and the names that are not used: read with `ast`, so that nothing is run."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "cogs", "config", "rehearsal", "tests", "benchmarks")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
NAMES = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in FILES}
PURE = (
    "bot.news.",
    "bot.feeds.parser",
    "bot.feeds.schedule",
    "bot.feeds.identity",
    "bot.feeds.health",
    "bot.archive.terms",
    "bot.delivery.composer",
    "bot.delivery.quiet",
    "bot.digests.builder",
    "bot.announcements.localtime",
    "bot.announcements.recurrence",
    "bot.issues.trends",
    "bot.disputes.ladder",
    "bot.disputes.days",
    "bot.disputes.source",
    "bot.statements.members_only",
    "bot.statements.reading",
    "bot.statements.typed",
    "bot.trail.kinds",
    "bot.trail.export",
    "bot.servers.differences",
)
CLOCK_CALLS = {"now", "utcnow", "today", "time", "monotonic", "sleep"}


@cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Every module that a file names in an import, with the names taken from it."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def takes(path: Path, *modules: str) -> list[str]:
    """Which of the modules (or parts of them) the file imports."""
    return sorted(name for name in imports_of(path) for m in modules if name == m or name.startswith(m + "."))


def files_in(*prefixes: str) -> list[Path]:
    """Files of modules with these dotted names or below them."""
    return [p for p, name in NAMES.items() if any(name == x or name.startswith(x.rstrip(".") + ".") for x in prefixes)]


def offenders(files: list[Path], *modules: str, allowed: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """File name -> forbidden imports, for files that are not allowed them."""
    found = {NAMES[path]: takes(path, *modules) for path in files if NAMES[path] not in allowed}
    return {name: bad for name, bad in found.items() if bad}


def test_models_errors_and_clock_need_the_standard_library_alone() -> None:
    for path in files_in("bot.models", "bot.errors", "bot.clock"):
        roots = {name.split(".")[0] for name in imports_of(path)}
        own = {name for name in imports_of(path) if name.startswith("bot.") and not name.startswith("bot.models")}
        assert not own, f"{NAMES[path]} imports {own}"
        assert roots <= sys.stdlib_module_names | {"bot"}, f"{NAMES[path]} imports {roots}"


def test_only_the_client_and_the_root_of_bot_know_discord() -> None:
    assert offenders(files_in("bot"), "discord", allowed=("bot.client",)) == {}
    assert offenders(files_in("bot"), "cogs", allowed=("bot.client", "bot.app", "bot.__main__", "bot.preview")) == {}


def test_sql_is_only_in_storage() -> None:
    outside = [
        path for path in files_in("bot", "cogs", "config", "rehearsal") if not NAMES[path].startswith("bot.storage")
    ]
    assert offenders(outside, "sqlalchemy", "alembic", "aiosqlite", "asyncpg") == {}


def test_storage_knows_neither_discord_nor_http_nor_files_of_the_host() -> None:
    allowed = tuple(name for name in NAMES.values() if name.startswith("bot.storage.migrations"))
    assert offenders(files_in("bot.storage"), "discord", "aiohttp", "config", "cogs", allowed=allowed) == {}


def test_feedparser_is_only_in_the_parser() -> None:
    assert offenders(files_in("bot", "cogs", "config"), "feedparser", allowed=("bot.feeds.parser",)) == {}


def test_http_is_only_in_the_fetcher_and_the_root() -> None:
    allowed = ("bot.feeds.fetcher", "bot.app", "bot.endpoint", "bot.skew", "cogs.publisher")
    assert offenders(files_in("bot", "cogs", "config"), "aiohttp", allowed=allowed) == {}
    assert takes(ROOT / "cogs" / "publisher.py", "aiohttp") in ([], ["aiohttp"], ["aiohttp", "aiohttp.ClientError"])


def test_prometheus_is_only_in_metrics() -> None:
    assert offenders(files_in("bot", "cogs", "config"), "prometheus_client", allowed=("bot.metrics",)) == {}


def test_the_drawing_library_is_only_in_the_program_that_draws() -> None:
    files = files_in("bot", "cogs", "config", "rehearsal")
    assert offenders(files, "matplotlib", "numpy", "PIL", allowed=("bot.issues.chart",)) == {}
    assert offenders(files, "bot.issues.chart") == {}


def test_rules_are_pure() -> None:
    files = [path for path, name in NAMES.items() if name.startswith(PURE)]
    assert files
    forbidden = (
        "asyncio",
        "os",
        "pathlib",
        "socket",
        "time",
        "random",
        "secrets",
        "subprocess",
        "bot.storage",
        "bot.clock",
        "aiohttp",
    )
    assert offenders(files, *forbidden) == {}
    for path in files:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
                owner = ast.unparse(node.func.value)
                assert owner.split(".")[-1] not in ("datetime", "date", "time"), (
                    f"{NAMES[path]}:{node.lineno} asks a clock"
                )


def test_cogs_reach_services_only() -> None:
    assert offenders(files_in("cogs"), "bot.storage", "sqlalchemy", "config", "rehearsal") == {}


def test_discord_ui_is_only_in_cogs_ui() -> None:
    outside = [path for path in files_in("cogs", "bot") if not NAMES[path].startswith("cogs.ui")]
    assert offenders(outside, "discord.ui") == {}


def test_config_is_read_by_the_root_only() -> None:
    assert (
        offenders(files_in("bot", "cogs"), "config", allowed=("bot.app", "bot.__main__", "bot.check", "bot.preview"))
        == {}
    )


def test_the_root_is_imported_by_main_and_tests_only() -> None:
    assert (
        offenders(files_in("bot", "cogs", "config", "rehearsal"), "bot.app", allowed=("bot.__main__", "bot.check"))
        == {}
    )


def test_the_rehearsal_and_the_bot_know_nothing_of_each_other() -> None:
    assert offenders(files_in("bot", "cogs", "config"), "rehearsal") == {}
    assert offenders(files_in("rehearsal"), "bot", "cogs", "config") == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: NAMES[path])
def test_no_file_is_longer_than_350_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def test_no_module_is_named_for_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [name for name in NAMES.values() if vague & set(name.split("."))] == []


def test_every_module_says_what_it_holds() -> None:
    silent = [NAMES[path] for path in FILES if path.name != "__init__.py" and not ast.get_docstring(parsed(path))]
    assert [name for name in silent if not name.startswith("tests.")] == []
