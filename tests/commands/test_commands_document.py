"""docs/commands.md documents every command, and its examples are what the bot answers."""

from __future__ import annotations

from tests.commands.book import DOCUMENT, commands, write
from tests.commands.examples import EXAMPLES


async def test_every_command_has_an_example() -> None:
    known = {command.qualified_name for command in await commands()}
    assert {example.command for example in EXAMPLES} == known


async def test_the_document_is_what_the_bot_answers() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == await write(), "run: python -m tests.commands.book"
