"""What persons do in Discord's client: commands, buttons, selects, modals, menus, words of their own. It refuses what the client would."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from rehearsal.discord.choosing import find_command, find_component, modal_values, option_values, select_values
from rehearsal.discord.command_rules import CHAT, MESSAGE, USER
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from rehearsal.discord.message_rules import EPHEMERAL
from rehearsal.discord.messages import create_message
from rehearsal.discord.payloads import Resolved, base
from rehearsal.discord.permissions import EVERY, Can, in_channel, in_guild
from rehearsal.discord.places import Channel, Guild, Json
from rehearsal.discord.world import Ref, World, ident

SETTLE = 10.0


class People:
    """Everything a person can do with the bot. `settle` is how many real seconds to wait for a finished answer; 0 returns at once.

    All methods raise ClientRefusal where Discord's client would not let the person do it, and TimeoutError when the bot acknowledged but
    never finished. A bot that does not acknowledge in time gives an Interaction with `failed`.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._timers: set[asyncio.TimerHandle] = set()

    def close(self) -> None:
        """Stop watching the time for answers."""
        for timer in self._timers:
            timer.cancel()

    async def run_command(
        self,
        guild: Ref | None,
        channel: Ref,
        user: Ref,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        force: bool = False,
        settle: float = SETTLE,
    ) -> Interaction:
        """Run a chat command by its full name ("news latest"); values of options as the person picks them (ids, things, texts, Uploads).

        `force` skips the client's own checks of permissions, to see that the bot checks again.
        """
        home, place = self._place(guild, channel)
        chosen = find_command(self._world, home, CHAT, name)
        self._allow(home, place, user, chosen.command, force=force)
        resolved = Resolved(self._world, home, place, self._world.users[ident(user)])
        data = chosen.data(option_values(chosen, options or {}, resolved)) | resolved.data()
        return await self._send(COMMAND, home, place, user, name, {"data": data}, settle=settle)

    async def autocomplete(
        self,
        guild: Ref | None,
        channel: Ref,
        user: Ref,
        name: str,
        option: str,
        text: str,
        options: Mapping[str, Any] | None = None,
        *,
        force: bool = False,
        settle: float = SETTLE,
    ) -> Interaction:
        """Type `text` into an option; the suggestions are in `choices`. `force`: also where Discord would not show the command."""
        home, place = self._place(guild, channel)
        chosen = find_command(self._world, home, CHAT, name)
        self._allow(home, place, user, chosen.command, force=force)
        if not chosen.option(option).get("autocomplete"):
            raise ClientRefusal(f"option {option} of /{name} has no autocomplete")
        resolved = Resolved(self._world, home, place, self._world.users[ident(user)])
        filled = option_values(chosen, options or {}, resolved, complete=False)
        focused = {"type": chosen.option(option)["type"], "name": option, "value": text, "focused": True}
        return await self._send(
            AUTOCOMPLETE,
            home,
            place,
            user,
            name,
            {"data": chosen.data([*filled, focused]) | resolved.data()},
            settle=settle,
        )

    async def use_menu(
        self,
        guild: Ref,
        channel: Ref,
        user: Ref,
        name: str,
        target: Json | Ref,
        *,
        force: bool = False,
        settle: float = SETTLE,
    ) -> Interaction:
        """Use a context menu command on a message (its JSON) or on a user."""
        home, place = self._place(guild, channel)
        kind = MESSAGE if isinstance(target, dict) else USER
        chosen = find_command(self._world, home, kind, name)
        self._allow(home, place, user, chosen.command, force=force)
        resolved = Resolved(self._world, home, place, self._world.users[ident(user)])
        target_id = resolved.message(target) if isinstance(target, dict) else resolved.user(target)
        data = chosen.data([]) | {"target_id": target_id} | resolved.data()
        return await self._send(COMMAND, home, place, user, name, {"data": data}, settle=settle)

    async def press(
        self, message: Json | Interaction, custom_id: str, user: Ref, *, settle: float = SETTLE
    ) -> Interaction:
        """Press a button; `custom_id` may end in `*` for "the first that begins so"."""
        shown, source = self._shown(message, user)
        button = find_component(shown, custom_id, buttons=True)
        data = {"component_type": button["type"], "custom_id": button["custom_id"], "id": button["id"]}
        return await self._component(shown, source, user, data, settle=settle)

    async def select(
        self, message: Json | Interaction, custom_id: str, values: Iterable[Any], user: Ref, *, settle: float = SETTLE
    ) -> Interaction:
        """Choose values in a select: texts of its options, or users, roles, channels."""
        shown, source = self._shown(message, user)
        menu = find_component(shown, custom_id, buttons=False)
        place = self._world.channels[int(shown["channel_id"])]
        home = self._world.guilds.get(place.guild_id or 0)
        resolved = Resolved(self._world, home, place, self._world.users[ident(user)])
        picked = select_values(menu, list(values), resolved)
        data = {"component_type": menu["type"], "custom_id": menu["custom_id"], "id": menu["id"], "values": picked}
        return await self._component(shown, source, user, data | resolved.data(), settle=settle)

    async def _component(
        self, shown: Json, source: Interaction | None, user: Ref, data: Json, *, settle: float
    ) -> Interaction:
        place = self._world.channels[int(shown["channel_id"])]
        home = self._world.guilds.get(place.guild_id or 0)
        if home is not None and source is None:
            self._see(home, place, user)
        extra = {"data": data, "message": shown}
        return await self._send(COMPONENT, home, place, user, data["custom_id"], extra, settle=settle, source=shown)

    async def submit_modal(
        self, answer: Interaction, values: Mapping[str, Any], user: Ref | None = None, *, settle: float = SETTLE
    ) -> Interaction:
        """Fill in and send the modal that an answer opened; fields left out keep their preset value."""
        if answer.modal is None:
            raise ClientRefusal(f"the answer to {answer.name} is no modal")
        home, place = self._place(answer.guild_id, answer.channel_id)
        person = answer.user_id if user is None else ident(user)
        resolved = Resolved(self._world, home, place, self._world.users[person])
        components = modal_values(answer.modal, values, resolved)
        data = {"custom_id": answer.modal["custom_id"], "components": components} | resolved.data()
        extra: Json = {"data": data}
        if answer.source is not None:
            extra["message"] = answer.source
        return await self._send(
            MODAL_SUBMIT, home, place, person, answer.modal["custom_id"], extra, settle=settle, source=answer.source
        )

    def say(self, channel: Ref, user: Ref, text: str) -> Json:
        """A person writes a message."""
        place = self._world.channels[ident(channel)]
        return create_message(self._world, place, self._world.users[ident(user)], {"content": text})

    def _place(self, guild: Ref | None, channel: Ref) -> tuple[Guild | None, Channel]:
        home = self._world.guilds[ident(guild)] if guild is not None else None
        return home, self._world.channels[ident(channel)]

    def _see(self, home: Guild, place: Channel, user: Ref) -> Can:
        member = home.members.get(ident(user))
        have = in_channel(home, member, place) if member is not None else Can(0)
        if not have & Can.VIEW_CHANNEL:
            raise ClientRefusal(f"this person does not see #{place.name}")
        return have

    def _allow(self, home: Guild | None, place: Channel, user: Ref, command: Json, *, force: bool) -> None:
        if home is None:
            contexts = command.get("contexts")
            if (contexts is not None and 1 not in contexts) or not command["dm_permission"]:
                raise ClientRefusal(f"/{command['name']} is for servers only")
            return
        if self._world.bot.id not in home.members:
            raise ClientRefusal("the bot is not in this server")
        have = self._see(home, place, user)
        if force:
            return
        if not have & Can.USE_APPLICATION_COMMANDS:
            raise ClientRefusal("this person may not use commands here")
        needed = command["default_member_permissions"]
        everywhere = in_guild(home, home.members[ident(user)])
        if needed is not None and everywhere != EVERY and (int(needed) == 0 or int(needed) & ~int(have)):
            raise ClientRefusal(f"/{command['name']} is not shown to this person")

    def _shown(self, message: Json | Interaction, user: Ref) -> tuple[Json, Interaction | None]:
        """The message as it stands now, and the interaction it is a private answer of."""
        if isinstance(message, Interaction):
            shown = message.message or (message.followups[-1] if message.followups else None)
            if shown is None:
                raise ClientRefusal(f"the answer to {message.name} shows no message")
        else:
            shown = message
        number = int(shown["id"])
        if shown["flags"] & EPHEMERAL:
            for interaction in self._world.interactions.values():
                if number in interaction.hidden:
                    if interaction.user_id != ident(user):
                        raise ClientRefusal("only the person who asked sees this answer")
                    return interaction.hidden[number], interaction
        current = self._world.channels[int(shown["channel_id"])].messages.get(number)
        if current is None:
            raise ClientRefusal("this message is gone")
        return current, None

    async def _send(
        self,
        kind: int,
        home: Guild | None,
        place: Channel,
        user: Ref,
        name: str,
        extra: Json,
        *,
        settle: float,
        source: Json | None = None,
    ) -> Interaction:
        world, person = self._world, self._world.users[ident(user)]
        number, token = world.new_id(), world.new_token()
        interaction = Interaction(
            number, token, kind, name, person.id, home.id if home else None, place.id, world.journal, source=source
        )
        world.interactions[number] = world.by_token[token] = interaction
        world.journal.add(
            "interaction",
            interaction_id=str(number),
            type=kind,
            name=name,
            user_id=str(person.id),
            channel_id=str(place.id),
            data=extra["data"],
        )
        loop = asyncio.get_running_loop()
        timer = loop.call_later(world.settings.answer_seconds, self._expire, interaction)
        self._timers = {
            pending for pending in self._timers if not pending.cancelled() and pending.when() > loop.time()
        } | {timer}
        payload = base(world, home, place, person, kind, token, number) | extra
        world.dispatch("INTERACTION_CREATE", payload, home.id if home else None, 0)
        if settle:
            await interaction.wait(settle)
        return interaction

    def _expire(self, interaction: Interaction) -> None:
        if interaction.response is None:
            interaction.failed = f"no answer within {self._world.settings.answer_seconds:g} s"
            self._world.journal.add(
                "interaction_failed", interaction_id=str(interaction.id), name=interaction.name, why=interaction.failed
            )
