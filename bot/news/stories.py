"""Which entries tell one story: features of an item, the index of open stories that finds the best match, the choice of a lead.

Pure and deterministic; what is stored, and when, is not decided here. The evidence is summed in `bot/news/story_score.py`.

    title, text -> features -> StoryIndex.match -> story id, or None: open a new story
                                    ^
               StoryIndex.add <- once the database has committed
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from bot.models.news import Entry, Label
from bot.news.story_days import days
from bot.news.story_moves import moves
from bot.news.story_parties import parties
from bot.news.story_score import STEPS, StoryFeatures, evidence, length
from bot.news.story_words import AMOUNTS, ISSUE_WEIGHT, READ, TERM, figures, tokens, weigh

__all__ = ["StoryFeatures", "StoryIndex", "choose_lead", "features"]

WINDOW = timedelta(hours=72)  # a story is open this long after its last telling
LONG_WINDOW = timedelta(days=45)  # a later telling joins on very strong evidence, and never after this
VERY_STRONG = 1.5  # for a step that a union takes once in years
STRONGEST = 3.5  # for all else: talks, offers and rallies come again in the same words
OUTLIER = -3.0  # a telling that contradicts the item counts no worse than this in a story's mean
MEAN_SHARE = (
    0.3  # of the score is the mean over a story's tellings, the rest its best: a story is not joined by its edge
)
CANDIDATES = 14  # stories compared in full for their words, and as many more for their moves and days
POSTINGS = 1_200  # look-ups spent on finding them
RECENT = 12  # newest stories with the same move or named day of the same union, always compared
KEPT = 6  # first and last tellings of a story that later ones are compared with

_Key = str | tuple[str, str]


def features(
    title: str, text: str, published: datetime | None, issues: Sequence[str] = (), attributed: Sequence[str] = ()
) -> StoryFeatures:
    """What an item brings to the question which story it tells. Never raises.

    `title` and `text` are plain text, `published` is aware or None, `issues` the ids of its tags, `attributed` the outlets it cites.
    """
    title, text = title[:READ], text[:READ]
    title_words, text_words = tokens(title), tokens(text)
    low_title, low_text = title.lower(), text.lower()
    words = weigh(title_words, text_words)
    in_title = figures(title_words)
    counted = in_title | figures(text_words)
    terms = frozenset(figure for figure in counted if figure.endswith(TERM))
    return StoryFeatures(
        parties=parties(low_title, low_text),
        headline=moves(title_words),
        body=moves(text_words),
        days=days(low_title, low_text, published),
        amounts=frozenset(figure for figure in in_title if figure.endswith(AMOUNTS)),
        figures=counted - terms,
        terms=terms,
        words=words,
        norm=length(words),
        issues=frozenset(issues),
        sources=frozenset(attributed),
        undated=published is None,
    )


@dataclass(slots=True)
class _Open:
    """An open story. `tellings`: the first and the last few; `first_at` and `last_at`: of the dated ones."""

    tellings: list[StoryFeatures] = field(default_factory=list)
    keys: set[_Key] = field(default_factory=set)
    first_at: datetime | None = None
    last_at: datetime | None = None

    def gap(self, at: datetime) -> timedelta:
        """How far a moment lies outside the time in which the story was told; zero if it is not known when."""
        if self.first_at is None or self.last_at is None:
            return timedelta(0)
        return max(self.first_at - at, at - self.last_at, timedelta(0))


class StoryIndex:
    """The open stories in memory, found by their rare words, figures, moves and days.

    `match` changes nothing, so an entry whose transaction is rolled back leaves no trace; `add` is called once it is committed.
    The same calls in the same order give the same answers.
    """

    def __init__(self) -> None:
        self._stories: dict[int, _Open] = {}
        self._postings: dict[_Key, dict[int, None]] = {}

    def __len__(self) -> int:
        return len(self._stories)

    def match(self, item: StoryFeatures, at: datetime | None) -> int | None:
        """The id of the story that the item tells, or None if it opens one.

        `at` is when it was published as far as known. Without it, or for an undated item, no window applies.
        """
        best, best_score = None, 0.0
        late = VERY_STRONG if item.move in STEPS else STRONGEST
        moments = [at, *item.days.moments(at)] if at and not item.undated else []
        for story_id in self._candidates(item):
            story = self._stories[story_id]
            gap = min(map(story.gap, moments), default=timedelta(0))
            if gap > LONG_WINDOW:
                continue
            score = _score(item, story.tellings) - (late if gap > WINDOW else 0.0)
            if score > best_score or (best is not None and score == best_score and story_id < best):
                best, best_score = story_id, score
        return best

    def add(self, story_id: int, item: StoryFeatures, at: datetime | None) -> None:
        """Note that the item tells this story; opens it if it is not open."""
        story = self._stories.setdefault(story_id, _Open())
        story.tellings.append(item)
        if len(story.tellings) > 2 * KEPT:
            del story.tellings[KEPT]
        if at:
            story.first_at = min(story.first_at or at, at)
            story.last_at = max(story.last_at or at, at)
        for key in _keys(item):
            story.keys.add(key)
            self._postings.setdefault(key, {})[story_id] = None

    def remove(self, story_id: int) -> None:
        """Forget a story; nothing happens if it is not open."""
        story = self._stories.pop(story_id, None)
        for key in story.keys if story else ():
            posting = self._postings[key]
            del posting[story_id]
            if not posting:
                del self._postings[key]

    def forget_before(self, time: datetime) -> int:
        """Forget the stories last told before `time`; those whose time is unknown stay. Returns how many were forgotten."""
        old = [story_id for story_id, story in self._stories.items() if story.last_at and story.last_at < time]
        for story_id in old:
            self.remove(story_id)
        return len(old)

    def _candidates(self, item: StoryFeatures) -> list[int]:
        """The stories worth comparing: the newest with the same move or day, and those that share most of the item's rare keys."""
        shared: dict[int, float] = {}
        alike: list[int] = []
        rare: list[tuple[int, str, float, dict[int, None]]] = []
        for key, weight in _keys(item).items():
            posting = self._postings.get(key)
            if posting and isinstance(key, str):
                rare.append((len(posting), key, weight, posting))
            elif posting:
                alike.extend(islice(reversed(posting), RECENT))
        left = POSTINGS
        for size, _, weight, posting in sorted(rare, key=lambda each: each[:2]):
            for story_id in islice(reversed(posting), left):
                shared[story_id] = shared.get(story_id, 0.0) + weight / (1 + size) ** 0.25
            left = max(0, left - size)
        likely = sorted(shared, key=lambda story_id: (-shared[story_id], story_id))[:CANDIDATES]
        return list(dict.fromkeys(likely + alike))[: 2 * CANDIDATES]


def _keys(item: StoryFeatures) -> dict[_Key, float]:
    """What an item is found by, with weights: the days and moves it names of its union, its figures and rarer words."""
    lead = item.parties.lead
    keys: dict[_Key, float] = {(lead, f"{month}-{day}"): 0.0 for month, day in sorted(item.days.named)}
    keys.update({(lead, move): 0.0 for move in (*item.headline, *item.body)})
    keys.update(dict.fromkeys(sorted(item.figures), 2.0))
    keys.update({word: weight for word, weight in item.words.items() if weight >= ISSUE_WEIGHT})
    return keys


def _score(item: StoryFeatures, tellings: Sequence[StoryFeatures]) -> float:
    scores = [evidence(item, telling) for telling in tellings]
    best = max(scores)
    mean = sum(max(score, OUTLIER) for score in scores) / len(scores)
    return best + MEAN_SHARE * min(0.0, mean - best)


_WALLS = {"no": 0, "partial": 1, "yes": 2}
_OFFICIAL = frozenset({Label.OFFICIAL_UNION, Label.OFFICIAL_EMPLOYER})


def choose_lead(entries: Iterable[Entry], paywall: Callable[[Entry], str] = lambda _: "no") -> Entry:
    """The entry a story is shown by: official first, then the one that cites nobody, then the freer one, then the earlier one.

    `paywall` tells the outlet's wall: "no", "partial" or "yes". Opinion leads only where there is nothing else.
    Raises ValueError if there are no entries.
    """

    def rank(entry: Entry) -> tuple[int, bool, int, datetime, int]:
        label = entry.annotation.label
        order = 0 if label in _OFFICIAL else 2 if label is Label.OPINION else 1
        cites = bool(entry.annotation.attributed_to)
        return order, cites, _WALLS.get(paywall(entry), 0), entry.at, entry.id

    return min(entries, key=rank)
