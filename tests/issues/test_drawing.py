"""Charts are drawn in a process of their own, in bounded time, each once; the bot itself never loads the drawing library."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.issues.drawing import ChartDrawer
from bot.models.trends import Bars, Chart, Lane

ROOT = Path(__file__).resolve().parents[2]
CHART = Chart(
    "AI: stories in the last 3 days",
    "Stories by day",
    (Bars("AI: 3 stories", (0, 2, 1)),),
    ((0, "1 Aug"), (2, "3 Aug")),
    (Lane("WGA strike", spans=((-0.5, 2.5),), hatched=True), Lane("Dates", points=(1.0,))),
)


@pytest.fixture
async def drawer() -> AsyncIterator[ChartDrawer]:
    drawer = ChartDrawer()
    yield drawer
    await drawer.close()


async def test_a_chart_becomes_a_picture_that_a_phone_can_show_and_is_drawn_once(drawer: ChartDrawer) -> None:
    first = await drawer.draw(CHART)
    assert first is not None
    with Image.open(io.BytesIO(first)) as image:
        assert image.format == "PNG"
        assert image.width == 1040
        assert image.getpixel((2, 2))[:3] == (255, 255, 255)  # type: ignore[index]
    assert await drawer.draw(replace(CHART)) == first
    assert drawer.drawn == 1


async def test_signs_of_formulas_and_other_scripts_do_no_harm(drawer: ChartDrawer) -> None:
    odd = replace(CHART, title="$x_{ Ω 待 \N{GRINNING FACE}", bars=(Bars("$\\frac{1}{$", (1, 1, 1)),), lanes=())
    assert await drawer.draw(odd) is not None


async def test_two_who_ask_at_once_share_one_drawing(drawer: ChartDrawer) -> None:
    first, second = await asyncio.gather(drawer.draw(CHART), drawer.draw(CHART))
    assert first is not None
    assert first == second
    assert drawer.drawn == 1


@pytest.mark.parametrize(
    "program",
    ["import sys; sys.exit(3)", "print('no picture')", "import time; time.sleep(60)"],
    ids=["fails", "draws no picture", "takes too long"],
)
async def test_what_cannot_be_drawn_is_none_and_the_next_is_tried(program: str) -> None:
    drawer = ChartDrawer(seconds=2.0, program=(sys.executable, "-c", program))
    assert await drawer.draw(CHART) is None
    assert await drawer.draw(CHART) is None
    assert drawer.drawn == 2
    await drawer.close()


async def test_a_program_that_is_not_there_is_none() -> None:
    drawer = ChartDrawer(program=("/nowhere/python",))
    assert await drawer.draw(CHART) is None
    await drawer.close()


def test_the_whole_bot_is_loaded_without_the_drawing_library() -> None:
    program = (
        "import sys, importlib; import bot.app; from bot.client import EXTENSIONS\n"
        "for name in EXTENSIONS: importlib.import_module(name)\n"
        "sys.exit(any(name.split('.')[0] in ('matplotlib', 'numpy', 'PIL') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
