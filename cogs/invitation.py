"""The invite address: the scopes and the least permissions that the code needs. Nothing is asked of Discord."""

from __future__ import annotations

import base64
import binascii

import discord

from bot.errors import StartError
from cogs.access import IN_THREADS, NEEDED

SCOPES = ("bot", "applications.commands")


def invite_url(application_id: int) -> str:
    """The address at which a person with Manage Server adds the bot to a server."""
    needed = discord.Permissions(**dict.fromkeys((*NEEDED, IN_THREADS), True))
    return discord.utils.oauth_url(application_id, permissions=needed, scopes=SCOPES)


def application_of(given: str, token: str) -> int:
    """The application's id: as given, or from the token's first part, which holds it. Raises StartError."""
    if given:
        if given.isascii() and given.isdigit() and 15 <= len(given) <= 20:
            return int(given)
        raise StartError("The application id is a number of 15 to 20 digits: copy it from General Information.")
    first = token.partition(".")[0]
    try:
        decoded = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        decoded = ""
    if decoded.isdigit() and 15 <= len(decoded) <= 20:
        return int(decoded)
    raise StartError(
        "The application id is not known. Set DISCORD_TOKEN, or give the id from the application's General Information page:\n"
        "  python -m bot invite 123456789012345678"
    )
