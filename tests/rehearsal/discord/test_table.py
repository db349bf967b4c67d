"""The table of routes against Discord's own OpenAPI document, where that lies beside the project."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rehearsal.discord.command_rules import COMMAND, OPTION, CommandList
from rehearsal.discord.fields import ListOf, Maybe, Rule, Shape
from rehearsal.discord.interaction_routes import DATA
from rehearsal.discord.routes import ROUTES, Route, Table

DOCUMENT = Path(__file__).parents[4] / "shared" / "discord" / "openapi.json"
BESIDE = pytest.mark.skipif(not DOCUMENT.exists(), reason=f"Discord's OpenAPI document is not at {DOCUMENT}")

LOOSENED = {
    # discord.py sends these, although the document does not name them.
    ("PATCH /channels/{channel_id}/messages/{message_id}", "tts"),
    ("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original", "tts"),
    ("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", "tts"),
    ("PUT /applications/{application_id}/commands", "nsfw"),
    ("PUT /applications/{application_id}/guilds/{guild_id}/commands", "nsfw"),
    ("DELETE /users/@me/guilds/{guild_id}", "lurking"),
    ("POST /channels/{channel_id}/threads", "use_nested_fields"),
}


@cache
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return loaded


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def properties(schema: Any, depth: int = 0) -> set[str]:
    """Every property name that a schema allows at its first level, through references and unions."""
    if not isinstance(schema, dict) or depth > 6:
        return set()
    if "$ref" in schema:
        return properties(document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], depth + 1)
    found = set(schema.get("properties", {}))
    for union in ("anyOf", "oneOf", "allOf"):
        for inner in schema.get(union, ()):
            found |= properties(inner, depth + 1)
    return found | properties(schema.get("items"), depth + 1)


def operation(route: Route) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][route.path][route.method.lower()]
    return found


def own_fields(rule: Rule | None) -> set[str]:
    if isinstance(rule, CommandList):
        return set(COMMAND.fields)
    if isinstance(rule, Maybe | ListOf):
        return own_fields(rule.rule)
    return set(rule.fields) if isinstance(rule, Shape) else set()


def documented_body(route: Route) -> set[str]:
    found: set[str] = set()
    for content in operation(route).get("requestBody", {}).get("content", {}).values():
        found |= properties(content["schema"])
    return found


@BESIDE
@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_route_is_documented(route: Route) -> None:
    assert route.method.lower() in document()["paths"].get(route.path, {}), f"{name(route)} is not in the document"


@BESIDE
@pytest.mark.parametrize("route", [route for route in ROUTES if route.body is not None], ids=name)
def test_fields_are_documented(route: Route) -> None:
    unknown = own_fields(route.body) - documented_body(route)
    assert {field for field in unknown if (name(route), field) not in LOOSENED} == set()


@BESIDE
@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_query_is_documented(route: Route) -> None:
    paths = document()["paths"][route.path]
    given = [*paths.get("parameters", ()), *operation(route).get("parameters", ())]
    documented = {parameter["name"] for parameter in given if parameter["in"] == "query"}
    unknown = set(route.query.fields) - documented
    assert {field for field in unknown if (name(route), field) not in LOOSENED} == set()


@BESIDE
def test_loosened_fields_are_still_missing_in_the_document() -> None:
    documented = {
        (name(route), field) for route in ROUTES if route.body is not None for field in documented_body(route)
    }
    assert documented & LOOSENED == set()


@BESIDE
def test_answers_and_options_have_documented_fields() -> None:
    schemas = document()["components"]["schemas"]
    options = set[str]()
    for key, schema in schemas.items():
        if re.fullmatch(r"ApplicationCommand\w*Option", key):
            options |= set(schema.get("properties", {}))
    assert set(OPTION.fields) - options == set()
    callback = document()["paths"]["/interactions/{interaction_id}/{interaction_token}/callback"]["post"]
    union = callback["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    data: set[str] = set()
    for reference in union:
        schema = schemas[reference["$ref"].rsplit("/", 1)[1]]
        data |= properties(schema.get("properties", {}).get("data", {}))
    for rule in DATA.values():
        assert own_fields(rule) - data <= {"tts"}


def test_no_route_stands_twice_and_each_is_found() -> None:
    names = [name(route) for route in ROUTES]
    assert len(names) == len(set(names))
    table = Table()
    for route in ROUTES:
        path = re.sub(r"\{\w+\}", "1", route.path)
        assert table.find(path)[0][route.method] is route
