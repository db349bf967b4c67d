"""The project's own taxonomy, read once."""

import pytest

from bot.news.taxonomy import Taxonomy
from config.files import load_taxonomy


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return load_taxonomy()
