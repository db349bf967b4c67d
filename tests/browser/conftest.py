"""One rehearsal and one browser for all tests here. Without Chromium they are skipped, but where CI=true they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.browser.rehearsed import DESKTOP, chromium, missing, rehearsal
from tests.browser.visitor import Visitor

QUICK = ("--start-day", "14")  # a day on which much is reported


@pytest.fixture(scope="package")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The page of a running rehearsal in a browser."""
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with rehearsal(*QUICK) as address, chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield Visitor(browser, address)


@pytest.fixture
def visitor(opened: Visitor) -> Iterator[Visitor]:
    """A visitor who has just come to the page, at a desk. Whatever a test does, the page itself makes no error."""
    opened.arrive(DESKTOP)
    opened.errors()
    yield opened
    assert opened.errors() == []
