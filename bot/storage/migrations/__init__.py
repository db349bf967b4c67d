"""Alembic's environment and its revisions; `bot/storage/schema.py` runs them."""
