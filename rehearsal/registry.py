"""Writes a rehearsal's outlets file: the invented press, and the project's own outlets as names to be cited, not polled."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rehearsal.press import Press

PROJECT = Path(__file__).resolve().parent.parent / "config" / "outlets.toml"
CITED = ("key", "name", "hosts", "owner", "kind", "paywall", "aliases")


def registry(press: Press, project: Path = PROJECT) -> str:
    """A text in the form of config/outlets.toml. The project's official sites are left out: the press has its own."""
    invented = [
        {
            "key": outlet.key,
            "name": outlet.name,
            "hosts": [outlet.host],
            "owner": outlet.owner,
            "kind": outlet.kind,
            "paywall": outlet.paywall,
            "feed": press.feed_url(outlet),
            "enabled": True,
        }
        for outlet in press.chronicle.outlets.values()
    ]
    taken = {outlet["key"] for outlet in invented}
    with project.open("rb") as file:
        known = tomllib.load(file).get("outlet", [])
    cited = [
        {name: row[name] for name in CITED if name in row}
        for row in known
        if not row["kind"].startswith("official") and row["key"] not in taken
    ]
    return "\n\n".join(_block(row.items()) for row in (*invented, *cited)) + "\n"


def _block(fields: Iterable[tuple[str, Any]]) -> str:
    # JSON's strings, lists of strings, true and false are TOML's too.
    return "\n".join(["[[outlet]]", *(f"{name} = {json.dumps(value)}" for name, value in fields)])
