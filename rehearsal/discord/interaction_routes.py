"""What the API does with answers to interactions: the first one by callback, then edits and follow-ups by webhook."""

from __future__ import annotations

import time
from typing import Any

from rehearsal.discord.calls import Call
from rehearsal.discord.command_rules import CHOICES
from rehearsal.discord.component_rules import MODAL as MODAL_RULE
from rehearsal.discord.errors import (
    ALREADY_ACKNOWLEDGED,
    INVALID_FORM,
    INVALID_WEBHOOK_TOKEN,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    ApiError,
)
from rehearsal.discord.fields import Bits, Maybe, Rule, Shape, require
from rehearsal.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DEFERRED_MESSAGE,
    DEFERRED_UPDATE,
    MESSAGE,
    MODAL,
    MODAL_SUBMIT,
    UPDATE,
    Interaction,
)
from rehearsal.discord.interactions import (
    CHOICES as ANSWER_CHOICES,
)
from rehearsal.discord.message_rules import ANSWER, EDIT, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS, check_whole
from rehearsal.discord.messages import CHAT_COMMAND, create_message, delete_message, edit_message
from rehearsal.discord.places import Json
from rehearsal.discord.world import World

_POSSIBLE: dict[int, frozenset[int]] = {
    COMMAND: frozenset({MESSAGE, DEFERRED_MESSAGE, MODAL}),
    COMPONENT: frozenset({MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL}),
    AUTOCOMPLETE: frozenset({ANSWER_CHOICES}),
    MODAL_SUBMIT: frozenset({MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE}),
}
DATA: dict[int, Rule] = {
    MESSAGE: ANSWER,
    DEFERRED_MESSAGE: Shape({"flags": Maybe(Bits(EPHEMERAL | SUPPRESS_NOTIFICATIONS))}),
    DEFERRED_UPDATE: Shape({}),
    UPDATE: EDIT,
    ANSWER_CHOICES: Shape({"choices": CHOICES}, frozenset({"choices"})),
    MODAL: MODAL_RULE,
}


def answer(world: World, call: Call) -> Json | None:
    """POST the first answer. The second fails (40060), as does one that comes after 3 s (10062)."""
    interaction = world.interactions.get(call.id("interaction_id"))
    if interaction is None or interaction.token != call.params["interaction_token"] or interaction.failed is not None:
        raise ApiError(UNKNOWN_INTERACTION)
    if interaction.response is not None:
        raise ApiError(ALREADY_ACKNOWLEDGED)
    kind: int = call.body["type"]
    data: Json = call.body.get("data") or {}
    if kind not in _POSSIBLE[interaction.kind] or (kind in {DEFERRED_UPDATE, UPDATE} and interaction.source is None):
        problem = {"code": "INTERACTION_TYPE_INVALID", "message": "This answer does not fit the interaction."}
        raise ApiError(INVALID_FORM, {"type": {"_errors": [problem]}})
    _check_data(kind, data)
    _apply(world, interaction, kind, data, call)
    interaction.response = kind
    interaction.acknowledged_after = time.monotonic() - interaction.created
    world.journal.add(
        "answer",
        interaction_id=str(interaction.id),
        name=interaction.name,
        response=kind,
        after=round(interaction.acknowledged_after, 4),
        ephemeral=interaction.ephemeral,
        text=interaction.text,
        choices=interaction.choices,
        modal=interaction.modal,
    )
    return _callback_response(interaction, kind) if call.wants("with_response") else None


def _check_data(kind: int, data: Json) -> None:
    try:
        require(DATA[kind], data)
    except ApiError as error:
        raise ApiError(error.refusal, {"data": error.errors}) from None


def _apply(world: World, interaction: Interaction, kind: int, data: Json, call: Call) -> None:
    channel = world.channels[interaction.channel_id]
    if kind == MESSAGE:
        check_whole(data, files=len(call.files))
        interaction.message = _own_message(world, interaction, data, call, first=True)
    elif kind == DEFERRED_MESSAGE:
        flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
        interaction.message = _own_message(world, interaction, {"flags": flags}, call, first=True)
    elif kind == DEFERRED_UPDATE:
        interaction.message = interaction.source
    elif kind == UPDATE:
        source = interaction.source
        assert source is not None  # noqa: S101 - `answer` refuses updates without a source
        check_whole(data, before=source, files=len(call.files))
        interaction.message = edit_message(world, channel, source, data, call.files)
    elif kind == MODAL:
        interaction.modal = data
    else:
        interaction.choices = data["choices"]


def _own_message(world: World, interaction: Interaction, body: Json, call: Call, *, first: bool = False) -> Json:
    user = world.users[interaction.user_id]
    owners = {"0": str(interaction.guild_id or 0)}
    extra: Json = {
        "webhook_id": str(world.bot.id),
        "application_id": str(world.bot.id),
        "interaction_metadata": {
            "id": str(interaction.id),
            "type": interaction.kind,
            "user": user.json(),
            "authorizing_integration_owners": owners,
        },
    }
    if first and interaction.kind == COMMAND:
        extra["type"] = CHAT_COMMAND
    message = create_message(world, world.channels[interaction.channel_id], world.bot, body, call.files, extra=extra)
    if message["flags"] & EPHEMERAL:
        interaction.hidden[int(message["id"])] = message
    return message


def _callback_response(interaction: Interaction, kind: int) -> Json:
    document: Json = {"interaction": {"id": str(interaction.id), "type": interaction.kind}}
    message = interaction.message
    if kind in {MESSAGE, DEFERRED_MESSAGE, UPDATE, DEFERRED_UPDATE} and message is not None:
        document["interaction"] |= {
            "response_message_id": message["id"],
            "response_message_loading": bool(message["flags"] & LOADING),
            "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
        }
        document["resource"] = {"type": kind, "message": message}
    else:
        document["resource"] = {"type": kind}
    return document


def _by_webhook(world: World, call: Call) -> Interaction:
    interaction = world.by_token.get(call.params["webhook_token"])
    if interaction is None or call.id("webhook_id") != world.bot.id or interaction.response is None:
        raise ApiError(UNKNOWN_WEBHOOK)
    if time.monotonic() - interaction.created > world.settings.token_seconds:
        raise ApiError(INVALID_WEBHOOK_TOKEN)
    return interaction


def _message(interaction: Interaction, call: Call) -> Json:
    """The original answer, or one of the follow-ups. Raises ApiError (404, 10008)."""
    known = [interaction.message, *interaction.followups] if interaction.message else interaction.followups
    if "message_id" not in call.params:
        if interaction.message is not None:
            return interaction.message
    else:
        for message in known:
            if message is not None and message["id"] == call.params["message_id"]:
                return message
    raise ApiError(UNKNOWN_MESSAGE)


def follow_up(world: World, call: Call) -> Json:
    """POST a follow-up; the first one after a deferred answer takes its place."""
    interaction = _by_webhook(world, call)
    check_whole(call.body, files=len(call.files))
    original = interaction.message
    if original is not None and original["flags"] & LOADING:
        return _finish(world, interaction, original, call)
    message = _own_message(world, interaction, call.body, call)
    interaction.followups.append(message)
    world.journal.add("follow_up", interaction_id=str(interaction.id), message_id=message["id"])
    return message


def _finish(world: World, interaction: Interaction, message: Json, call: Call) -> Json:
    """Give a "thinking" answer its content; whether it is ephemeral stays as the defer decided."""
    message["flags"] &= ~LOADING
    edit_message(world, world.channels[interaction.channel_id], message, call.body, call.files)
    world.journal.add("answer_finished", interaction_id=str(interaction.id), text=interaction.text)
    return message


def get_answer(world: World, call: Call) -> Json:
    """GET the original answer or a follow-up."""
    return _message(_by_webhook(world, call), call)


def change_answer(world: World, call: Call) -> Json:
    """PATCH the original answer or a follow-up."""
    interaction = _by_webhook(world, call)
    message = _message(interaction, call)
    check_whole(call.body, before=message, files=len(call.files))
    if message["flags"] & LOADING:
        return _finish(world, interaction, message, call)
    return edit_message(world, world.channels[interaction.channel_id], message, call.body, call.files)


def remove_answer(world: World, call: Call) -> None:
    """DELETE the original answer or a follow-up."""
    interaction = _by_webhook(world, call)
    message = _message(interaction, call)
    message["flags"] &= ~LOADING
    interaction.hidden.pop(int(message["id"]), None)
    if message is interaction.message:
        interaction.message = None
    else:
        interaction.followups.remove(message)
    delete_message(world, world.channels[interaction.channel_id], message)


def get_webhook(world: World, call: Call) -> Any:
    """GET the interaction's webhook by its token."""
    interaction = _by_webhook(world, call)
    return {
        "id": str(world.bot.id),
        "type": 3,
        "name": world.bot.name,
        "avatar": None,
        "channel_id": str(interaction.channel_id),
    }
