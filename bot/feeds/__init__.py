"""Feeds: fetching politely, parsing safely, deciding when to ask again. What entries mean is in `bot/news/`."""
