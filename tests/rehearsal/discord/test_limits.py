"""Every documented limit is refused one step beyond it and accepted at it; unknown routes and fields are refused."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from rehearsal.discord import Settings
from rehearsal.discord.command_rules import CommandList
from rehearsal.discord.component_rules import MODAL
from rehearsal.discord.errors import ApiError
from rehearsal.discord.fields import require
from rehearsal.discord.message_rules import CREATE, EDIT, check_whole
from tests.rehearsal.discord.rig import request, rig

V2 = 1 << 15
Json = dict[str, Any]


def button(number: int = 0, **changes: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": f"go:{number}"} | changes


def rows(*counts: int) -> list[Json]:
    numbers = iter(range(100))
    return [{"type": 1, "components": [button(next(numbers)) for _ in range(count)]} for count in counts]


def in_row(item: Json) -> Json:
    return {"content": "x", "components": [{"type": 1, "components": [item]}]}


def select(**changes: Any) -> Json:
    return {"type": 3, "custom_id": "s", "options": [{"label": "A", "value": "a"}]} | changes


def options(count: int) -> list[Json]:
    return [{"label": str(n), "value": str(n)} for n in range(count)]


def texts(count: int, length: int = 1) -> list[Json]:
    return [{"type": 10, "content": "x" * length} for _ in range(count)]


def embed(**changes: Any) -> Json:
    return {"content": "x", "embeds": [{"title": "t"} | changes]}


def fields(count: int) -> list[Json]:
    return [{"name": "n", "value": "v"} for _ in range(count)]


def layout(*components: Json, **changes: Any) -> Json:
    return {"flags": V2, "components": list(components)} | changes


def accepts_message(body: Json) -> None:
    require(CREATE, body)
    check_whole(body)


MESSAGES: list[tuple[str, Json, Json]] = [
    ("content", {"content": "x" * 2000}, {"content": "x" * 2001}),
    ("empty content", {"content": "x"}, {"content": ""}),
    ("blank content", {"content": "x"}, {"content": " \n"}),
    ("nonce", {"content": "x", "nonce": "n" * 25}, {"content": "x", "nonce": "n" * 26}),
    ("embeds", {"embeds": [{"title": "t"}] * 10}, {"embeds": [{"title": "t"}] * 11}),
    ("embed title", embed(title="x" * 256), embed(title="x" * 257)),
    ("embed description", embed(description="x" * 4096), embed(description="x" * 4097)),
    ("embed fields", embed(fields=fields(25)), embed(fields=fields(26))),
    ("embed field name", embed(fields=[{"name": "n" * 256, "value": "v"}]), embed(fields=[{"name": "n" * 257, "value": "v"}])),
    ("embed field value", embed(fields=[{"name": "n", "value": "v" * 1024}]), embed(fields=[{"name": "n", "value": "v" * 1025}])),
    ("empty embed field", embed(fields=[{"name": "n", "value": "v"}]), embed(fields=[{"name": "n", "value": ""}])),
    ("embed footer", embed(footer={"text": "x" * 2048}), embed(footer={"text": "x" * 2049})),
    ("embed author", embed(author={"name": "x" * 256}), embed(author={"name": "x" * 257})),
    ("embeds together", {"embeds": [{"description": "x" * 3000}] * 2}, {"embeds": [{"description": "x" * 3000}] * 2 + [{"title": "x"}]}),
    ("rows", {"content": "x", "components": rows(5, 5, 5, 5, 5)}, {"content": "x", "components": rows(1, 1, 1, 1, 1, 1)}),
    ("buttons in a row", {"content": "x", "components": rows(5)}, {"content": "x", "components": rows(6)}),
    ("empty row", {"content": "x", "components": rows(1)}, {"content": "x", "components": rows(0)}),
    ("custom id", in_row(button(custom_id="c" * 100)), in_row(button(custom_id="c" * 101))),
    ("same custom id", {"content": "x", "components": rows(1, 1)}, {"content": "x", "components": rows(1) + rows(1)}),
    ("button label", in_row(button(label="l" * 80)), in_row(button(label="l" * 81))),
    ("button without label", in_row(button(label="", emoji={"name": "x"})), in_row(button(label=""))),
    ("link button", in_row({"type": 2, "style": 5, "label": "l", "url": "https://x.test"}), in_row(button(style=5))),
    ("link address", in_row({"type": 2, "style": 5, "label": "l", "url": "https://x.test"}),
     in_row({"type": 2, "style": 5, "label": "l", "url": "javascript:x"})),
    ("embed address", embed(url="https://x.test"), embed(url="x.test")),
    ("select options", in_row(select(options=options(25))), in_row(select(options=options(26)))),
    ("same option twice", in_row(select(options=options(2))), in_row(select(options=options(1) * 2))),
    ("option label",
     in_row(select(options=[{"label": "l" * 100, "value": "v"}])),
     in_row(select(options=[{"label": "l" * 101, "value": "v"}]))),
    ("placeholder", in_row(select(placeholder="p" * 150)), in_row(select(placeholder="p" * 151))),
    ("more values than options", in_row(select(max_values=1)), in_row(select(max_values=2))),
    ("text input in a message", in_row(button()), in_row({"type": 4, "custom_id": "t", "style": 1})),
    ("V2 nested count", layout({"type": 17, "components": texts(39)}), layout({"type": 17, "components": texts(38)}, *texts(2))),
    ("V2 characters", layout(*texts(2, 2000)), layout(*texts(2, 2000), *texts(1))),
    ("V2 with content", layout(*texts(1)), layout(*texts(1), content="x")),
    ("V2 with embeds", layout(*texts(1)), layout(*texts(1), embeds=[{"title": "t"}])),
    ("V2 components without flag", layout(*texts(1)), {"components": texts(1)}),
    ("section texts",
     layout({"type": 9, "components": texts(3), "accessory": button()}),
     layout({"type": 9, "components": texts(4), "accessory": button()})),
    ("gallery",
     layout({"type": 12, "items": [{"media": {"url": "https://x.test/a"}}] * 10}),
     layout({"type": 12, "items": [{"media": {"url": "https://x.test/a"}}] * 11})),
    ("alt text",
     {"content": "x", "attachments": [{"id": 0, "description": "d" * 1024}]},
     {"content": "x", "attachments": [{"id": 0, "description": "d" * 1025}]}),
    ("unknown field", {"content": "x"}, {"content": "x", "embed": {}}),
    ("poll", {"content": "x"}, {"content": "x", "poll": {}}),
    ("unknown embed field", embed(), embed(alt="x")),
    ("flags", {"content": "x", "flags": 4096}, {"content": "x", "flags": 64}),
    ("mentions", {"content": "x", "allowed_mentions": {"parse": ["users"]}}, {"content": "x", "allowed_mentions": {"parse": ["all"]}}),
    ("mentions twice",
     {"content": "x", "allowed_mentions": {"parse": [], "users": ["1"]}},
     {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
    ("type", {"content": "x"}, {"content": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad"), [case[1:] for case in MESSAGES], ids=[case[0] for case in MESSAGES])
def test_message_limit_is_exact(good: Json, bad: Json) -> None:
    accepts_message(good)
    with pytest.raises(ApiError) as error:
        accepts_message(bad)
    assert error.value.refusal.status == 400


def command(**changes: Any) -> list[Json]:
    return [{"name": "news", "description": "d", "type": 1} | changes]


def option(number: int = 0, **changes: Any) -> Json:
    return {"type": 3, "name": f"o{number}", "description": "d"} | changes


def many(count: int, kind: int = 1) -> list[Json]:
    return [{"name": f"c{n}", "type": kind} | ({"description": "d"} if kind == 1 else {}) for n in range(count)]


def choices(count: int, **changes: Any) -> list[Json]:
    return [{"name": str(n), "value": str(n)} | changes for n in range(count)]


def sized(total: int) -> list[Json]:
    """A command whose characters sum up to `total`."""
    values = [{"name": "n" * 100, "value": f"{n:0100}"} for n in range(25)]
    items = [option(0, choices=values), option(1, choices=values[:14]), option(2)]
    rest = total - len("news") - 1 - 3 * 3 - 39 * 200
    items[2]["choices"] = [{"name": "n" * 100, "value": "v" * (rest - 100)}]
    return command(options=items)


COMMANDS: list[tuple[str, list[Json], list[Json]]] = [
    ("name length", command(name="n" * 32), command(name="n" * 33)),
    ("name letters", command(name="bad-name_1"), command(name="Bad Name")),
    ("description", command(description="d" * 100), command(description="d" * 101)),
    ("no description", command(), command(description="")),
    ("options", command(options=[option(n) for n in range(25)]), command(options=[option(n) for n in range(26)])),
    ("option name", command(options=[option(name="n" * 32)]), command(options=[option(name="N")])),
    ("same option", command(options=[option(0), option(1)]), command(options=[option(0), option(0)])),
    ("required first", command(options=[option(0, required=True), option(1)]), command(options=[option(0), option(1, required=True)])),
    ("choices", command(options=[option(choices=choices(25))]), command(options=[option(choices=choices(26))])),
    ("choice name",
     command(options=[option(choices=choices(1, name="n" * 100))]),
     command(options=[option(choices=choices(1, name="n" * 101))])),
    ("choice value",
     command(options=[option(choices=choices(1, value="n" * 100))]),
     command(options=[option(choices=choices(1, value="n" * 101))])),
    ("choices with autocomplete",
     command(options=[option(autocomplete=True)]),
     command(options=[option(autocomplete=True, choices=choices(1))])),
    ("mixed options", command(options=[option(type=1)]), command(options=[option(0, type=1), option(1)])),
    ("nested groups",
     command(options=[option(type=2, options=[option(type=1)])]),
     command(options=[option(type=2, options=[option(type=2)])])),
    ("characters", sized(8000), sized(8001)),
    ("commands", many(100), many(101)),
    ("context menus", many(15, 3), many(16, 3)),
    ("same command", many(2), many(1) + many(1)),
    ("menu description", many(1, 2), [{"name": "c", "type": 2, "description": "d"}]),
    ("unknown field", command(), command(handler=1)),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad"), [case[1:] for case in COMMANDS], ids=[case[0] for case in COMMANDS])
def test_command_limit_is_exact(good: list[Json], bad: list[Json]) -> None:
    require(CommandList(), good)
    with pytest.raises(ApiError):
        require(CommandList(), bad)


def modal(**changes: Any) -> Json:
    return {"custom_id": "m", "title": "t", "components": [field()]} | changes


def field(**changes: Any) -> Json:
    return {"type": 18, "label": "l", "component": {"type": 4, "custom_id": "f", "style": 1} | changes}


MODALS: list[tuple[str, Json, Json]] = [
    ("title", modal(title="t" * 45), modal(title="t" * 46)),
    ("rows", modal(components=[field(custom_id=str(n)) for n in range(5)]), modal(components=[field(custom_id=str(n)) for n in range(6)])),
    ("same custom id", modal(), modal(components=[field(), field()])),
    ("value", modal(components=[field(value="v" * 4000)]), modal(components=[field(value="v" * 4001)])),
    ("max length", modal(components=[field(max_length=4000)]), modal(components=[field(max_length=4001)])),
    ("label", modal(components=[field() | {"label": "l" * 45}]), modal(components=[field() | {"label": "l" * 46}])),
    ("placeholder", modal(components=[field(placeholder="p" * 100)]), modal(components=[field(placeholder="p" * 101)])),
    ("button", modal(), modal(components=[{"type": 1, "components": [button()]}])),
    ("custom id", modal(custom_id="c" * 100), modal(custom_id="c" * 101)),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad"), [case[1:] for case in MODALS], ids=[case[0] for case in MODALS])
def test_modal_limit_is_exact(good: Json, bad: Json) -> None:
    require(MODAL, good)
    with pytest.raises(ApiError):
        require(MODAL, bad)


def test_layout_flag_stays_at_an_edit() -> None:
    before = {"flags": V2, "components": texts(1), "content": "", "embeds": []}
    body = {"content": "x"}
    require(EDIT, body)
    with pytest.raises(ApiError):
        check_whole(body, before=before)


def test_classic_message_becomes_a_layout_only_without_its_content() -> None:
    before = {"flags": 0, "components": [], "content": "x", "embeds": []}
    with pytest.raises(ApiError):
        check_whole(layout(*texts(1)), before=before)
    check_whole(layout(*texts(1), content=None), before=before)


async def test_refusal_has_discords_nested_shape_and_is_a_violation() -> None:
    async with rig() as r:
        bad = {"content": "x", "components": [{"type": 1, "components": [button(custom_id="c" * 101)]}]}
        status, body, _ = await request(r.stand_in, "POST", f"/channels/{r.news.id}/messages", bad)
        assert (status, body["code"], body["message"]) == (400, 50035, "Invalid Form Body")
        problem = body["errors"]["components"]["0"]["components"]["0"]["custom_id"]["_errors"][0]
        assert problem == {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 100 or fewer in length."}
        assert r.stand_in.journal.of("violation")[0]["errors"] == body["errors"]
        assert r.stand_in.messages(r.news) == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/channels/1/reactions/2", 404),
        ("DELETE", "/users/@me", 405),
        ("POST", "/gateway", 405),
    ],
)
async def test_what_is_not_in_the_table_does_not_exist(method: str, path: str, status: int) -> None:
    async with rig() as r:
        answer = await request(r.stand_in, method, path)
        assert (answer[0], answer[1]["code"]) == (status, 0)
        assert len(r.stand_in.journal.of("violation")) == 1


@pytest.mark.parametrize("query", ["limit=101", "limit=0", "limit=x", "sort=asc"])
async def test_query_is_checked(query: str) -> None:
    async with rig() as r:
        status, body, _ = await request(r.stand_in, "GET", f"/channels/{r.news.id}/messages?{query}")
        assert (status, body["code"]) == (400, 50035)


async def test_suggestions_beyond_25_are_refused() -> None:
    async with rig() as r:
        answer = await r.stand_in.autocomplete(r.guild, r.news, r.member, "news latest", "issue", "zzz", settle=0)
        path = f"/interactions/{answer.id}/{answer.token}/callback"
        status, body, _ = await request(r.stand_in, "POST", path, {"type": 8, "data": {"choices": choices(26)}})
        assert (status, body["code"]) == (400, 50035)
        status, _, _ = await request(r.stand_in, "POST", path, {"type": 4, "data": {"content": "x"}})
        assert status == 400


async def test_too_many_refused_requests_end_in_a_ban() -> None:
    async with rig(Settings()) as r:
        status, body, _ = await request(r.stand_in, "GET", "/users/@me", token="wrong")
        assert (status, body) == (401, {"message": "401: Unauthorized", "code": 0})
        assert r.stand_in.rates.refused == 1
        for _ in range(9_999):
            r.stand_in.rates.refuse()
        with pytest.raises(discord.HTTPException) as error:
            await r.channel.send("hello")
        assert error.value.status == 429
        assert "Via" not in error.value.response.headers
