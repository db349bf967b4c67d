"""What was filled into a form, whichever form it is: forms are known by their custom_id, so that they work after a restart."""

from __future__ import annotations

from typing import Any, cast

import discord


def _sent(interaction: discord.Interaction[Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", interaction.data or {})


def form_id(interaction: discord.Interaction[Any]) -> str:
    """The custom_id of the form that was sent, "" where none was."""
    return str(_sent(interaction).get("custom_id", ""))


def form_values(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """What was filled into a form, by the fields' custom_ids."""
    found: dict[str, str] = {}
    waiting: list[Any] = list(_sent(interaction).get("components", ()))
    while waiting:
        component = waiting.pop()
        if "value" in component:
            found[component["custom_id"]] = component["value"]
        waiting += component.get("components", ())
        if "component" in component:
            waiting.append(component["component"])
    return found
