"""What is kept about a person: every place is known, shown to the person, and empty after they were forgotten."""

from __future__ import annotations

from datetime import date, time

import sqlalchemy as sa

from bot.bargaining.service import BargainingService
from bot.models.announcements import Announcement, Version
from bot.models.approvals import ApprovalCard, Request
from bot.models.members import Followed, FollowKind, PersonalPlan
from bot.models.posts import DigestPost, PersonalDigest
from bot.models.schedules import Occurrence, Reach
from bot.models.servers import AuditLine
from bot.storage import announcement_posts, announcements, audit, deliveries, members, ping_roles, privacy
from bot.storage.database import Connection, Database
from bot.storage.tables import audit as audit_table
from bot.storage.tables import metadata
from config.files import load_disputes
from tests.services.fakes import HandClock
from tests.storage.samples import DAY, GUILD, NOW, add_server, delivery

PERSON, OTHER = 9_199_999_999_999_999_999, 1_199_999_999_999_999_998
DIRECT = 1_299_999_999_999_999_997
# Columns of ids that are no person's: of places in Discord, and of rows.
PLACES = {"guild_id", "channel_id", "news_channel_id", "mod_channel_id", "message_id", "role_id"}
ROWS = {
    "date_id",
    "entry_id",
    "story_id",
    "lead_entry_id",
    "covered_id",
    "subject_id",
    "statement_id",
    "announcement_id",
    "changes_id",
    "picture_id",
}


async def live(conn: Connection, person: int, direct: int) -> None:
    """The person uses whatever keeps something."""
    await members.follow(conn, GUILD, person, Followed(FollowKind.ALL), NOW)
    at = Occurrence(date(2023, 8, 12), NOW + DAY)
    plan = PersonalPlan(GUILD, person, direct, time(8), "Europe/London", time(22), time(7), at, None, Reach(0, NOW))
    await members.save_plan(conn, plan)
    await members.visit(conn, GUILD, person, NOW)
    await ping_roles.took(conn, GUILD, person, Followed(FollowKind.ALL), NOW)
    digest = PersonalDigest(GUILD, 5, DigestPost("personal", "2023-08-12", NOW, NOW, 0))
    key = f"personal:{GUILD}:{person}:x:1"
    await deliveries.add(conn, delivery(f"direct{person}", channel_id=direct, post=digest, key=key), NOW)
    await audit.add(conn, AuditLine(NOW, GUILD, person, "pause", f"as {person} asked"))
    draft = Announcement(0, GUILD, 5, "Bring water", NOW.replace(tzinfo=None), "Europe/London", NOW + DAY, person)
    written = await announcements.add(conn, draft, NOW)
    version = Version(NOW, person, "scheduled", "Bring water", approved_by=person)
    await announcement_posts.note(conn, GUILD, written.id, version)
    card = ApprovalCard("announcement", Request("Bring water", 5), person, decided_by=person)
    await deliveries.add(conn, delivery(f"card{person % 97}", post=card), NOW)


async def dated(db: Database, person: int, hour: int = 10) -> None:
    clock = HandClock()
    service = BargainingService(
        db=db, clock=clock, disputes=load_disputes(), kinds={"session": "Session"}, wake=lambda: None
    )
    await service.add(
        GUILD,
        actor_id=person,
        dispute="wga-amptp",
        kind="session",
        start=f"15 Aug 2023 {hour}:00",
        source_url="https://guild.example/",
    )


async def everything(db: Database) -> str:
    """All rows of all tables as one text."""
    async with db.reading() as conn:
        found = [(await conn.execute(sa.select(table))).all() for table in metadata.sorted_tables]
    return "\n".join(str(tuple(row)) for rows in found for row in rows)


def test_every_column_with_an_id_is_a_places_or_known_to_be_a_persons() -> None:
    known = {(column.table.name, column.name) for column in (*privacy.OWN, *privacy.DONE_FOR_SERVERS)}
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.BigInteger) and column.name.endswith(("_id", "_by")):
                place_or_row = column.foreign_keys or column.name in PLACES | ROWS
                assert place_or_row or (table.name, column.name) in known


async def test_after_forgetting_nothing_of_the_person_is_left_and_all_of_others(db: Database) -> None:
    async with db.transaction() as conn:
        await add_server(conn)
    for person, direct, hour in ((PERSON, DIRECT, 10), (OTHER, DIRECT + 1, 11)):
        async with db.transaction() as conn:
            await live(conn, person, direct)
        await dated(db, person, hour)
    before = await everything(db)
    assert before.count(str(PERSON)) == before.count(str(OTHER)) > 7
    async with db.transaction() as conn:
        assert await privacy.forget(conn, PERSON) > 5
    after = await everything(db)
    assert str(PERSON) not in after
    assert str(DIRECT) not in after
    assert after.count(str(OTHER)) == before.count(str(OTHER))
    async with db.reading() as conn:
        rows = await conn.execute(sa.select(audit_table).where(audit_table.c.actor_id == privacy.FORMER))
        assert "as a former moderator asked" in {row.detail for row in rows}
    async with db.transaction() as conn:
        assert await privacy.forget(conn, PERSON) == 0


async def test_messages_of_a_digest_that_was_stopped_before_are_shown_and_forgotten_too(db: Database) -> None:
    async with db.transaction() as conn:
        await add_server(conn)
        await live(conn, PERSON, DIRECT)
        await members.drop_plan(conn, GUILD, PERSON)
        assert "direct_messages" in await privacy.kept_of(conn, PERSON)
        await privacy.forget(conn, PERSON)
    after = await everything(db)
    assert str(PERSON) not in after
    assert str(DIRECT) not in after


async def test_the_person_is_shown_every_row_that_forgetting_concerns(db: Database) -> None:
    async with db.transaction() as conn:
        await add_server(conn)
        await live(conn, PERSON, DIRECT)
    await dated(db, PERSON)
    async with db.reading() as conn:
        kept = await privacy.kept_of(conn, PERSON)
        assert await privacy.kept_of(conn, OTHER) == {}
    assert set(kept) == {
        "member_follows",
        "personal_digests",
        "last_visits",
        "role_holders",
        "audit",
        "announcements",
        "announcement_versions",
        "bargaining_dates",
        "direct_messages",
    }
