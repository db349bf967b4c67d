"""Pictures of announcements: checked, fetched once, kept in the database, so that neither a restart nor an expired link loses one."""

from __future__ import annotations

from bot.clock import Clock
from bot.errors import UserError
from bot.models.announcements import Attachment
from bot.storage import pictures, servers
from bot.storage.database import Database

MOST_BYTES = 5 * 1024 * 1024
LONGEST_ALT = 1_000  # Discord takes 1,024
KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


def kind_of(data: bytes) -> str | None:
    """The media type that the file's first bytes tell; None where it is no picture that Discord shows."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


class PictureService:
    """All methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def begin(self, guild_id: int, *, media_type: str, size: int, url: str, alt: str) -> int:
        """Note a picture that was uploaded to Discord, by what Discord says of it; its number. `fetched` brings the file.

        Raises UserError: picture_kind, picture_size, picture_alt, picture_alt_long, and not_set_up.
        """
        alt = " ".join(alt.split())
        if media_type.partition(";")[0] not in KINDS:
            raise UserError("picture_kind")
        if size > MOST_BYTES:
            raise UserError("picture_size", most=MOST_BYTES // 1024**2)
        if not any(character.isalnum() for character in alt):  # a sentence has words
            raise UserError("picture_alt")
        if len(alt) > LONGEST_ALT:
            raise UserError("picture_alt_long", most=LONGEST_ALT)
        kind = media_type.partition(";")[0]
        file = Attachment(f"picture.{KINDS[kind]}", kind, b"", alt)
        async with self._db.transaction() as conn:
            if await servers.get(conn, guild_id) is None:
                raise UserError("not_set_up")
            return await pictures.add(conn, guild_id, file, url=url, now=self._clock.now())

    async def address(self, guild_id: int, picture_id: int) -> str | None:
        """Where a picture is still to be fetched; None where its file is kept."""
        async with self._db.reading() as conn:
            return await pictures.address(conn, guild_id, picture_id)

    async def fetched(self, picture_id: int, data: bytes) -> None:
        """Keep the file. Raises UserError: picture_kind, picture_size."""
        kind = kind_of(data)
        if kind is None:
            raise UserError("picture_kind")
        if len(data) > MOST_BYTES:
            raise UserError("picture_size", most=MOST_BYTES // 1024**2)
        async with self._db.transaction() as conn:
            await pictures.fill(conn, picture_id, media_type=kind, data=data)

    async def get(self, guild_id: int, picture_id: int) -> Attachment | None:
        """A picture with its file; None where there is none."""
        async with self._db.reading() as conn:
            return await pictures.get(conn, guild_id, picture_id)
