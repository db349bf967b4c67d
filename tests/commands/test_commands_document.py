"""docs/commands.md documents every command, its examples are what the bot answers, and what it answers is fit to be read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from tests.commands.book import DOCUMENT, Answered, commands, play, write
from tests.commands.examples import EXAMPLES
from tests.gallery.cases import answers
from tests.gallery.checks import problems


@pytest.fixture(scope="module")
def played() -> Sequence[Answered]:
    """All examples, played once."""
    return asyncio.run(play())


async def test_every_command_has_an_example() -> None:
    known = {command.qualified_name for command in await commands()}
    assert {example.command for example in EXAMPLES} == known


def test_the_document_is_what_the_bot_answers(played: Sequence[Answered]) -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == asyncio.run(write(played)), "run: python -m tests.commands.book"


def test_every_documented_answer_can_be_read_by_everybody(played: Sequence[Answered]) -> None:
    wrong = {shown.name: found for shown in answers(played) if (found := list(problems(shown)))}
    assert wrong == {}
