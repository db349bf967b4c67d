"""Digests for the samples of posts. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

from bot.models.posts import DateLine, DigestChange, DigestPosition, DigestPost, DigestSection, PersonalDigest, Post
from tests.cogs.samples_stories import AT, LONG, LONGEST_STORY, longest, story, telling

CHANGES = (
    DigestChange("step", "WGA and AMPTP", "in_session", "2023-08-11", url="https://guild.example/talks"),
    DigestChange("date_moved", "WGA and AMPTP", "session", at=AT, home_zone="America/Los_Angeles"),
    DigestChange("date_new", "WGA and AMPTP", "unheard of", at=AT, home_zone="Europe/London", all_day=True),
    DigestChange("date_off", "WGA and AMPTP", "session", at=AT),
)

POSITIONS = (
    DigestPosition("ai", "union", "", "Nothing is settled.", telling(), "2023-08-11", 7, moving=True),
    DigestPosition(
        "staffing", "employer", "AMPTP", "The AMPTP offers two writers a room.", telling(attributed_to=("Bloomberg",))
    ),
)

DIGESTS: dict[str, Post] = {
    "digest": DigestPost(
        "weekly", "2023-08-12", AT, AT, 2, (DigestSection("ai", (story(),)), DigestSection("", (story(issues=()),)))
    ),
    "emptiest digest": DigestPost("daily", "2023-08-12", AT, AT, 0),
    "digest that leads with changes": DigestPost(
        "daily", "2023-08-12", AT, AT, 90, (DigestSection("ai", (story(),)),), changes=CHANGES, more=61
    ),
    "digest with new positions": DigestPost(
        "daily", "2023-08-12", AT, AT, 1, (DigestSection("ai", (story(),)),), positions=POSITIONS
    ),
    "longest positions": DigestPost(
        "weekly",
        "2023-08-12",
        AT,
        AT,
        0,
        changes=CHANGES,
        positions=(replace(POSITIONS[1], text=LONG, telling=longest()),) * 4,
    ),
    "longest changes": DigestPost(
        "daily",
        "2023-08-12",
        AT,
        AT,
        0,
        changes=(replace(CHANGES[1], name=LONG, url="https://g.example/" + "a" * 370),) * 8,
    ),
    "quiet digest with what ends next": DigestPost(
        "daily",
        "2023-08-12",
        AT,
        AT,
        0,
        changes=(DigestChange("expiry", "WGA and AMPTP", "contract", "2026-05-01"),),
        later=3,
    ),
    "part of a digest": DigestPost(
        "daily",
        "2023-08-12",
        AT,
        AT,
        9,
        (DigestSection("ai", (story(),), continued=True),),
        (DateLine("Talks", AT, "Europe/London"), DateLine("Vote", AT, "Europe/London", all_day=True)),
        2,
        2,
    ),
    "overfull digest": DigestPost(
        "daily", "2023-08-12", AT, AT, 40, (DigestSection("ai", (LONGEST_STORY,) * 40),), checked=AT
    ),
    "personal digest": PersonalDigest(
        1, 5, DigestPost("personal", "2023-08-12", AT, AT, 1, (DigestSection("ai", (story(),)),))
    ),
    "emptiest personal digest": PersonalDigest(1, 5, DigestPost("personal", "2023-08-12", AT, AT, 0)),
    "overfull personal digest": PersonalDigest(
        1, 2**63, DigestPost("personal", "2023-08-12", AT, AT, 40, (DigestSection("ai", (LONGEST_STORY,) * 40),))
    ),
}
