"""A local stand-in for Discord: REST, gateway and people, in memory, strict about every documented limit."""

from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction, text_of
from rehearsal.discord.messages import Upload
from rehearsal.discord.permissions import Can
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings

__all__ = ["Can", "ClientRefusal", "Interaction", "Settings", "StandIn", "Upload", "text_of"]
