"""One rehearsal and one browser for all tests here. Without Chromium they are skipped, but where CI=true they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.rehearsed import DESKTOP, chromium, missing, rehearsal
from tests.browser.visitor import Visitor

QUICK = ("--start-day", "14")  # a day on which much is reported


@contextmanager
def page(tmp_path_factory: pytest.TempPathFactory, *options: str) -> Iterator[Visitor]:
    """The page of a running rehearsal in a browser."""
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with rehearsal(*options) as address, chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield Visitor(browser, address)


def arrived(visitor: Visitor) -> Iterator[Visitor]:
    """A visitor who has just come to the page, at a desk. Whatever a test does, the page itself makes no error."""
    visitor.arrive(DESKTOP)
    visitor.errors()
    yield visitor
    assert visitor.errors() == []


@pytest.fixture(scope="package")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The page that the tests here share."""
    with page(tmp_path_factory, *QUICK) as visitor:
        yield visitor


@pytest.fixture
def visitor(opened: Visitor) -> Iterator[Visitor]:
    """A visitor of the shared page."""
    yield from arrived(opened)


@pytest.fixture
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A visitor of a page for one test alone, where the first day begins: what a moderator changes is nobody else's."""
    with page(tmp_path_factory) as visitor:
        yield from arrived(visitor)
