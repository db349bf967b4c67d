"""Wrong inputs of every kind to every command of the moderators' desk, as the table in `wrong.py` has them."""

from __future__ import annotations

import ast
import asyncio
from pathlib import Path

import pytest

from tests.commands.book import commands
from tests.commands.desk_play import Played, play
from tests.commands.wrong import (
    BUTTONS,
    CHANNEL_OF,
    EACH,
    FORMS,
    NAMED,
    NO_SENSE,
    ONCE,
    PUBLIC,
    RIGHT,
    Wrong,
    on_desk,
    places,
)

ROOT = Path(__file__).resolve().parents[2]
CARDS = {"the card of a suggestion", "the card of an approval", "Take back under a post"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """All of the table, played once."""
    return asyncio.run(play(tmp_path_factory.mktemp("desk")))


@pytest.mark.parametrize("wrong", Wrong)
def test_every_command_of_the_desk_withstands(wrong: Wrong, played: Played) -> None:
    cells = played.cells[wrong]
    assert cells
    assert {cell: fault for cell, fault in cells.items() if fault} == {}


async def test_no_command_of_the_desk_is_missing_from_the_table() -> None:
    known = {command.qualified_name for command in await commands()}
    assert set(RIGHT) == {name for name in known if on_desk(name)}
    assert set().union(FORMS, BUTTONS, ONCE, EACH, PUBLIC, CHANNEL_OF) <= set(RIGHT)


def test_each_cell_was_played_or_names_its_test_or_says_why_it_makes_no_sense(played: Played) -> None:
    for name, command in played.commands.items():
        for wrong in Wrong:
            found = places(name, command, wrong)
            tried = {
                cell for cell in played.cells[wrong] if cell == name or cell.removeprefix(f"{name} ") in (found or ())
            }
            assert len(tried) == len(found or ()), (name, wrong)
            assert found or (name, wrong) in NAMED or NO_SENSE[wrong], (name, wrong)
    assert set(played.commands) == set(RIGHT)


def test_each_test_that_the_table_names_is_there() -> None:
    for where in NAMED.values():
        file, _, name = where.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
    standing = {Wrong.DEMOTED, Wrong.DOUBLE, Wrong.TWO, Wrong.RESTART}
    assert {(card, wrong) for card in CARDS for wrong in standing} <= set(NAMED)
