"""The plain twin of a text: what a notification shows and a screen reader says."""

from __future__ import annotations

import pytest

from cogs.ui.twin import plain_twin

NAMES = {("role", 7): "@Captains", ("channel", 8): "#news", ("person", 9): "@member"}


def name_of(kind: str, number: int) -> str:
    return NAMES[kind, number]


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("**Bring** _water_", "Bring water"),
        ("***All*** of __it__, ~~no~~ ||yes||", "All of it, no yes"),
        ("## Gate 3\n-# small\n> quoted\n- a point", "Gate 3\nsmall\nquoted\n- a point"),
        ("[the map](<https://guild.example/map>)", "the map"),
        ("<@&7> in <#8>, <@9> and <@!9>", "@Captains in #news, @member and @member"),
        ("<t:1691827200:F>", "12 Aug 2023, 08:00 UTC"),
        ("`code` and ```py\nblock```", "code and block"),
        ("<:fist:123456789>", ":fist:"),
        (r"\*not\* bold", "*not* bold"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("nothing at all", "nothing at all"),
        ("", ""),
    ],
)
def test_marks_go_and_names_come(text: str, twin: str) -> None:
    assert plain_twin(text, name_of) == twin
