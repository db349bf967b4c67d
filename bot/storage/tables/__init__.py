"""The tables, a module a noun. A change here needs a revision in `migrations/versions/`; `alembic check` compares the two."""

from bot.storage.tables.announcements import (
    announcement_corrections,
    announcement_versions,
    announcements,
    pictures,
)
from bot.storage.tables.approvals import approvals
from bot.storage.tables.base import RowId, Snowflake, Utc, metadata
from bot.storage.tables.choices import mutes, paused_feeds, routes
from bot.storage.tables.corrections import story_joins, story_retractions, story_splits, tag_fixes
from bot.storage.tables.desk import bargaining_changes, bargaining_dates, date_choices
from bot.storage.tables.digests import digests
from bot.storage.tables.disputes import dispute_steps
from bot.storage.tables.members import last_visits, member_follows, personal_digests, ping_roles, role_holders
from bot.storage.tables.news import entries, entry_tags, feeds, hosts, seen_keys, stories
from bot.storage.tables.outbox import deliveries, story_posts
from bot.storage.tables.search import WORDS_INDEX, Words, entry_words
from bot.storage.tables.servers import audit, facts, server_feeds, servers
from bot.storage.tables.shares import shares
from bot.storage.tables.stands import stand_pins
from bot.storage.tables.statements import statements
from bot.storage.tables.suggestions import suggestion_evidence, suggestions
from bot.storage.tables.terms import server_terms, term_tags

__all__ = [
    "WORDS_INDEX",
    "RowId",
    "Snowflake",
    "Utc",
    "Words",
    "announcement_corrections",
    "announcement_versions",
    "announcements",
    "approvals",
    "audit",
    "bargaining_changes",
    "bargaining_dates",
    "date_choices",
    "deliveries",
    "digests",
    "dispute_steps",
    "entries",
    "entry_tags",
    "entry_words",
    "facts",
    "feeds",
    "hosts",
    "last_visits",
    "member_follows",
    "metadata",
    "mutes",
    "paused_feeds",
    "personal_digests",
    "pictures",
    "ping_roles",
    "role_holders",
    "routes",
    "seen_keys",
    "server_feeds",
    "server_terms",
    "servers",
    "shares",
    "stand_pins",
    "statements",
    "stories",
    "story_joins",
    "story_posts",
    "story_retractions",
    "story_splits",
    "suggestion_evidence",
    "suggestions",
    "tag_fixes",
    "term_tags",
]
