"""The one handler of errors, for commands, buttons and modals: a sentence for the person, the rest for the log.

A UserError has its own sentence. What nobody foresaw gives a short reference that stands in the log beside the traceback.
"""

from __future__ import annotations

import logging
import secrets
from datetime import date
from typing import Final

import discord
from discord import app_commands

from bot.client import PicketwireClient
from bot.errors import StorageBusy, UserError
from cogs.ui.cards_dispute import long_day
from cogs.ui.markup import DISCORD
from cogs.ui.wording import sentence

log = logging.getLogger(__name__)

# The interaction expired (too late to answer) or was answered already.
TOO_LATE = frozenset({10062, 10015, 50027, 40060})

# The library's own errors that are no fault of ours, the narrower first.
LIBRARY_ERRORS: Final = (
    (app_commands.CommandNotFound, "command_changed"),
    (app_commands.CommandSignatureMismatch, "command_changed"),
    (app_commands.NoPrivateMessage, "servers_only"),
    (app_commands.CheckFailure, "not_allowed"),
)


async def answer_error(interaction: discord.Interaction[PicketwireClient], error: Exception) -> None:
    """Tell the person privately what went wrong. Never raises."""
    cause = _cause_of(error)
    if isinstance(cause, discord.HTTPException) and cause.code in TOO_LATE:
        log.warning("an answer to %s came too late: code %s", _asked(interaction), cause.code)
        return
    try:
        await _tell(interaction, _words(interaction, cause))
    except Exception as e:  # noqa: BLE001 - a connection fails in many ways, and nobody is left to tell
        log.warning("an error of %s could not be told: %r", _asked(interaction), e)


def _cause_of(error: Exception) -> Exception:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and isinstance(error.__cause__, UserError):
        return error.__cause__
    return error


def told(error: UserError) -> str:
    """The sentence of a UserError, with its values."""
    values = {name: _written(value) for name, value in error.values.items()}
    return sentence(error.key, **{"setup": DISCORD.command("/setup"), **values})


def _written(value: object) -> str:
    """One value, a day in words, or several as a list."""
    if isinstance(value, date):
        return long_day(value)
    return ", ".join(map(_written, value)) if isinstance(value, tuple) else DISCORD.text(str(value), 100)


def _words(interaction: discord.Interaction[PicketwireClient], cause: Exception) -> str:
    if isinstance(cause, UserError):
        return told(cause)
    if isinstance(cause, StorageBusy):
        log.warning("%s met a busy database: %s", _asked(interaction), cause)
        return sentence("storage_busy")
    for kind, key in LIBRARY_ERRORS:
        if isinstance(cause, kind):
            return sentence(key)
    reference = secrets.token_hex(4)
    log.error("reference %s: %s failed", reference, _asked(interaction), exc_info=cause)
    return sentence("unexpected", reference=DISCORD.command(reference))


async def _tell(interaction: discord.Interaction[PicketwireClient], words: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        if not interaction.response.is_done():
            await interaction.response.autocomplete([])
    elif not interaction.response.is_done():
        await interaction.response.send_message(words, ephemeral=True)
    elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(content=words)
    else:
        # The original answer stays as it is: a page that could not be turned is still worth reading.
        await interaction.followup.send(words, ephemeral=True)


def _asked(interaction: discord.Interaction[PicketwireClient]) -> str:
    """What was used, without anything about the person: a command's name or the first part of a button's id."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    custom_id = dict(interaction.data or {}).get("custom_id")
    return f"button {str(custom_id).partition(':')[0]}" if custom_id else "an interaction"


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    bot.tree.error(answer_error)
