"""What had to be posted against the stand-in's journal. Nothing is asked of the bot, and nothing of it is imported.

lost      a message that was due and is not there
doubled   a second message like one that was due, near its time, or a nonce seen twice
unwanted  a message that was not due: cancelled, left out, of an old time
stale     a message whose date moved or was called off, or that was edited or corrected, and does not say so in the end
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from rehearsal.posts import Post, read_posts
from rehearsal.year.expected import Due

EARLY, LATE = timedelta(minutes=2), timedelta(hours=6)  # a message this near to a due one is it
FAULTS = ("lost", "doubled", "unwanted", "stale", "violations")


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures, and by name what is behind those that should be nought."""

    figures: dict[str, int]
    behind: dict[str, list[str]]

    @property
    def good(self) -> bool:
        """Every post that was due exists exactly once, and no other."""
        return not any(self.figures[name] for name in FAULTS)

    def json(self) -> dict[str, Any]:
        """As a document."""
        return asdict(self) | {"good": self.good}


def count(
    dues: Iterable[Due],
    journal: Sequence[dict[str, Any]],
    *,
    channels: Sequence[str],
    at: Callable[[datetime], datetime],
    until: datetime,
    from_: datetime,
) -> Counts:
    """Match what was due by `until` (simulated) with the messages in `channels` since the real `from_`.

    `at` gives the simulated moment of a real one.
    """
    posts = [post for post in read_posts(journal) if post.channel_id in channels and post.at >= from_]
    free = [(at(post.at), post) for post in posts]
    behind: dict[str, list[str]] = {name: [] for name in (*FAULTS, "late")}
    matched: list[tuple[Due, Post]] = []
    expected = sorted((due for due in dues if due.at <= until), key=lambda due: due.at)
    for due in expected:
        found = next((pair for pair in free if _fits(due, *pair)), None)
        if found is None:
            behind["lost"].append(f"{due.of}, due {due.at:%Y-%m-%d %H:%M} UTC: {due.words[-1]}")
            continue
        free.remove(found)
        matched.append((due, found[1]))
        if found[0] - due.at > timedelta(minutes=30):
            behind["late"].append(f"{due.of}, {found[0] - due.at} late")
        if not all(word in found[1].texts[-1] for word in due.in_the_end) or found[1].deleted:
            behind["stale"].append(f"{due.of}: {found[1].texts[-1][:200]}")
    for moment, post in free:
        again = any(_fits(due, moment, post) for due, _ in matched)
        behind["doubled" if again else "unwanted"].append(f"{moment:%Y-%m-%d %H:%M} UTC: {post.text[:200]}")
    nonces = Counter(post.nonce for post in posts if post.nonce is not None)
    behind["doubled"] += [f"nonce {nonce}" for nonce, times in nonces.items() if times > 1]
    behind["violations"] = [str(entry.get("what")) for entry in journal if entry["kind"] == "violation"]
    figures = {
        "due": len(expected),
        "posted": len(matched),
        "edits": sum(len(post.edits) for post in posts),
        **{name: len(found) for name, found in behind.items()},
    }
    return Counts(figures, {name: found for name, found in behind.items() if found})


def _fits(due: Due, moment: datetime, post: Post) -> bool:
    return -EARLY <= moment - due.at <= LATE and due.is_in(post.channel_id, post.text)


def summary(counts: Counts) -> str:
    """The counts in words, then by name what is behind those that should be nought, then the verdict."""
    lines = ["In the channels", *(f"  {number:>5}  {name}" for name, number in counts.figures.items())]
    for name, found in counts.behind.items():
        lines += ["", f"{name}:", *(f"  - {' '.join(text.split())}" for text in found[:40])]
    good = "Every post that was due exists exactly once, and no other."
    return "\n".join([*lines, "", good if counts.good else "Not every post that was due exists exactly once."])
