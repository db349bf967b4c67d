"""Reads and checks `issues.toml`, `outlets.toml`, `disputes.toml`. A wrong file stops the start with one message: where, what, how."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import StartError
from bot.models.news import Status
from bot.models.registry import Dispute, Outlet
from bot.news.matcher import PhraseError
from bot.news.taxonomy import IssueSpec, RuleSpec, Taxonomy, TaxonomySpec, compile_taxonomy
from config.lines import line_of

FOLDER = Path(__file__).parent
ISSUES, OUTLETS, DISPUTES = FOLDER / "issues.toml", FOLDER / "outlets.toml", FOLDER / "disputes.toml"

_KINDS = ("trade", "general", "newsletter", "official_union", "official_employer")
_PAYWALLS = ("no", "partial", "yes")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RULE_LISTS = ("terms", "near", "needs", "also", "unless", "without", "not_after", "not_before")
_RULE_OTHERS = ("where", "unless_tagged", "say", "weight")


def load_taxonomy(issues: Path = ISSUES, outlets: Path = OUTLETS) -> Taxonomy:
    """The compiled taxonomy. Raises StartError."""
    spec = load_issues(issues)
    try:
        return compile_taxonomy(spec, load_outlets(outlets))
    except PhraseError as error:
        raise _wrong(
            issues, _line_of(issues, str(error)), str(error), 'terms = ["mini-room", "@guild .. walk out"]'
        ) from error


def load_issues(path: Path = ISSUES) -> TaxonomySpec:
    """The taxonomy as written. Raises StartError."""
    data = _read(path)
    _only(path, "the file", data, ("groups", "same", "gate", "issue", "manner", "lookalikes", "unnamed"), "[groups]")
    groups, same = data.get("groups", {}), data.get("same", {})
    if not isinstance(groups, dict):
        raise _wrong(path, "groups", "must be a table", '[groups]\nguild = ["WGA"]')
    if not isinstance(same, dict):
        raise _wrong(path, "same", "must be a table", '[same]\ndeal = ["pact", "accord"]')
    gate = _table(path, "gate", data)
    manner = _table(path, "manner", data)
    unknown = manner.keys() - {status.value for status in Status}
    if unknown:
        raise _wrong(path, f"manner.{min(unknown)}", "is not a status", "[[manner.official]]")
    issues = data.get("issue")
    if not isinstance(issues, list) or not issues:
        raise _wrong(
            path, "issue", "at least one is needed", '[[issue]]\nid = "ai"\nname = "AI"\nterms = ["digital replica"]'
        )
    specs = tuple(_issue(path, number, issue) for number, issue in enumerate(issues, 1))
    ids = [spec.id for spec in specs]
    for issue_id in ids:
        if ids.count(issue_id) > 1:
            raise _wrong(path, f"issue {issue_id!r}", "is there twice", "one [[issue]] for each id")
    for spec in specs:
        for rule in spec.rules:
            for issue_id in sorted(set(rule.unless_tagged) - {*ids, "any"}):
                raise _wrong(
                    path,
                    f"issue {spec.id!r}, unless_tagged",
                    f"{issue_id!r} is no issue",
                    f'unless_tagged = ["{ids[0]}"]',
                )
    return TaxonomySpec(
        groups={name: _phrases(path, f"groups.{name}", phrases) for name, phrases in groups.items()},
        issues=specs,
        let_in=_rules(path, "gate.in", gate.get("in", [])),
        keep_out=_rules(path, "gate.out", gate.get("out", [])),
        cues={status: _rules(path, f"manner.{status}", cues) for status, cues in manner.items()},
        lookalikes=_phrases(path, "lookalikes", data.get("lookalikes", [])),
        unnamed=_phrases(path, "unnamed", data.get("unnamed", [])),
        same={word: _phrases(path, f"same.{word}", others) for word, others in same.items()},
    )


def load_outlets(path: Path = OUTLETS) -> tuple[Outlet, ...]:
    """The registry of outlets, in the order of the file. Raises StartError."""
    data = _read(path)
    _only(path, "the file", data, ("outlet",), "[[outlet]]")
    outlets = tuple(_outlet(path, number, row) for number, row in enumerate(data.get("outlet", []), 1))
    seen: dict[str, str] = {}
    for outlet in outlets:
        for claim in (outlet.key, *outlet.hosts, outlet.name, *outlet.aliases):
            owner = seen.setdefault(claim, outlet.key)
            if owner != outlet.key:
                raise _wrong(
                    path,
                    f"outlet {outlet.key!r}",
                    f"{claim!r} already belongs to {owner!r}",
                    "each key, host and name once",
                )
    return outlets


def load_disputes(path: Path = DISPUTES) -> tuple[Dispute, ...]:
    """The disputes, in the order of the file. Raises StartError."""
    data = _read(path)
    _only(path, "the file", data, ("dispute",), "[[dispute]]")
    disputes = tuple(_dispute(path, number, row) for number, row in enumerate(data.get("dispute", []), 1))
    keys = [dispute.key for dispute in disputes]
    for key in keys:
        if keys.count(key) > 1:
            raise _wrong(path, f"dispute {key!r}", "is there twice", "one [[dispute]] for each key")
    return disputes


def _issue(path: Path, number: int, issue: Any) -> IssueSpec:
    where = f"issue number {number}"
    if not isinstance(issue, dict):
        raise _wrong(path, where, "must be a table", '[[issue]]\nid = "ai"')
    _only(path, where, issue, ("id", "name", "terms", "rule", "lookalikes"), 'terms = ["digital replica"]')
    issue_id, name = _text(path, where, issue, "id", "ai"), _text(path, where, issue, "name", "AI")
    if not _KEY.fullmatch(issue_id):
        raise _wrong(path, f"{where}, id", f"{issue_id!r} may have small letters, digits and hyphens only", 'id = "ai"')
    where = f"issue {issue_id!r}"
    rules = _rules(path, f"{where}, rule", issue.get("rule", []))
    terms = _phrases(path, f"{where}, terms", issue.get("terms", []))
    if terms:
        rules = (RuleSpec(terms=terms), *rules)
    return IssueSpec(issue_id, name, rules, _phrases(path, f"{where}, lookalikes", issue.get("lookalikes", [])))


def _rules(path: Path, where: str, rules: Any) -> tuple[RuleSpec, ...]:
    if not isinstance(rules, list):
        raise _wrong(path, where, "must be a list of tables", f'[[{where.rpartition(" ")[2]}]]\nterms = ["WGA"]')
    return tuple(_rule(path, f"{where} number {number}", rule) for number, rule in enumerate(rules, 1))


def _rule(path: Path, where: str, rule: Any) -> RuleSpec:
    if not isinstance(rule, dict):
        raise _wrong(path, where, "must be a table", 'terms = ["WGA"]')
    _only(path, where, rule, (*_RULE_LISTS, *_RULE_OTHERS), 'terms = ["WGA"]')
    if not rule.get("terms"):
        raise _wrong(path, f"{where}, terms", "is missing or empty", 'terms = ["WGA"]')
    lists = {name: _phrases(path, f"{where}, {name}", rule.get(name, [])) for name in _RULE_LISTS}
    place = rule.get("where", "any")
    if place not in {"any", "title", "text"}:
        raise _wrong(path, f"{where}, where", f"{place!r} is not one of any, title, text", 'where = "title"')
    weight = rule.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, int | float):
        raise _wrong(path, f"{where}, weight", f"{weight!r} is not a number", "weight = 1.5")
    say = rule.get("say", "")
    if not isinstance(say, str):
        raise _wrong(path, f"{where}, say", "must be a text", 'say = "names a guild"')
    tagged = _phrases(path, f"{where}, unless_tagged", rule.get("unless_tagged", []))
    return RuleSpec(**lists, where=place, unless_tagged=tagged, say=say, weight=float(weight))


def _outlet(path: Path, number: int, row: Any) -> Outlet:
    where = f"outlet number {number}"
    if not isinstance(row, dict):
        raise _wrong(path, where, "must be a table", '[[outlet]]\nkey = "variety"')
    fields = (
        "key",
        "name",
        "hosts",
        "owner",
        "kind",
        "paywall",
        "feed",
        "enabled",
        "note",
        "aliases",
        "bargaining_party",
    )
    _only(path, where, row, fields, 'key = "variety"')
    key = _text(path, where, row, "key", "variety")
    if not _KEY.fullmatch(key):
        raise _wrong(
            path, f"{where}, key", f"{key!r} may have small letters, digits and hyphens only", 'key = "variety"'
        )
    where = f"outlet {key!r}"
    feed = row.get("feed")
    if feed is not None and not (isinstance(feed, str) and feed.startswith(("https://", "http://"))):
        raise _wrong(path, f"{where}, feed", f"{feed!r} is not a web address", 'feed = "https://variety.com/feed/"')
    enabled = row.get("enabled", False)
    if not isinstance(enabled, bool) or (enabled and feed is None):
        raise _wrong(path, f"{where}, enabled", "must be true or false, and true only with a feed", "enabled = true")
    return Outlet(
        key=key,
        name=_text(path, where, row, "name", "Variety"),
        hosts=_phrases(path, f"{where}, hosts", row.get("hosts", [])),
        owner=_text(path, where, row, "owner", "Penske Media"),
        kind=_choice(path, where, row, "kind", _KINDS),
        paywall=_choice(path, where, row, "paywall", _PAYWALLS),
        feed=feed,
        enabled=enabled,
        note=str(row.get("note", "")),
        aliases=_phrases(path, f"{where}, aliases", row.get("aliases", [])),
        bargaining_party=str(row.get("bargaining_party", "")),
    )


def _dispute(path: Path, number: int, row: Any) -> Dispute:
    where = f"dispute number {number}"
    if not isinstance(row, dict):
        raise _wrong(path, where, "must be a table", '[[dispute]]\nkey = "wga-amptp"')
    _only(path, where, row, ("key", "guild", "employer", "contract", "expires", "zone", "source"), 'key = "wga-amptp"')
    key = _text(path, where, row, "key", "wga-amptp")
    if not _KEY.fullmatch(key):
        raise _wrong(
            path, f"{where}, key", f"{key!r} may have small letters, digits and hyphens only", 'key = "wga-amptp"'
        )
    where = f"dispute {key!r}"
    expires = row.get("expires")
    if expires is not None and type(expires) is not date:
        raise _wrong(
            path,
            f"{where}, expires",
            f"{expires!r} is not a day",
            "expires = 2030-05-01 (leave the line out if unknown)",
        )
    zone = _text(path, where, row, "zone", "America/Los_Angeles")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _wrong(
            path, f"{where}, zone", f"{zone!r} is not a known time zone", 'zone = "America/Los_Angeles"'
        ) from error
    return Dispute(
        key=key,
        guild=_text(path, where, row, "guild", "WGA"),
        employer=_text(path, where, row, "employer", "AMPTP"),
        contract=_text(path, where, row, "contract", "Minimum Basic Agreement"),
        expires=expires,
        zone=zone,
        source_url=str(row.get("source", "")),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise StartError(f"{path}: the file is missing. Copy it from the project's config folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(f"{path}: cannot be read: {error}. It must be a readable UTF-8 text file.") from error
    except tomllib.TOMLDecodeError as error:
        raise StartError(
            f'{path}: {error}. A right line looks like: name = "text" or terms = ["one", "two"]'
        ) from error


def _wrong(path: Path, where: str, what: str, example: str) -> StartError:
    line = line_of(path.read_text(encoding="utf-8"), where)
    place = f"{path}, line {line}" if line else str(path)
    return StartError(f"{place}: {where}: {what}. Right would be: {example}")


def _line_of(path: Path, message: str) -> str:
    """Where the phrase that a message begins with stands in the file."""
    phrase = message[1:].partition(message[0])[0]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if f'"{phrase}"' in line or f"'{phrase}'" in line:
            return f"line {number}"
    return "a phrase"


def _only(path: Path, where: str, row: Mapping[str, Any], allowed: tuple[str, ...], example: str) -> None:
    unknown = sorted(row.keys() - set(allowed))
    if unknown:
        raise _wrong(path, where, f"{unknown[0]!r} is not known here; known are {', '.join(allowed)}", example)


def _table(path: Path, name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise _wrong(path, name, "must hold lists of rules", f"[[{name}.in]]")
    return table


def _text(path: Path, where: str, row: Mapping[str, Any], name: str, example: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, f"{where}, {name}", "is missing or not a text", f'{name} = "{example}"')
    return value


def _choice(path: Path, where: str, row: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str:
    value = row.get(name)
    if value not in choices:
        raise _wrong(
            path, f"{where}, {name}", f"{value!r} is not one of {', '.join(choices)}", f'{name} = "{choices[0]}"'
        )
    return str(value)


def _phrases(path: Path, where: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in value):
        raise _wrong(path, where, "must be a list of texts in quotation marks", '["mini-room", "writers room"]')
    return tuple(value)
