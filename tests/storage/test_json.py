"""Posts and annotations as JSON and back: nothing is lost, and what does not fit is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.codec import decode, encode, kind_of
from bot.models.news import Annotation, Tag
from bot.models.posts import DeliveryNotice, FeedNotice, FoldPost, OfficialNotice, Post, SetupProof, StoryPost
from bot.storage.annotations import from_json, to_json
from tests.storage.samples import NOW, story_post

st.register_type_strategy(datetime, st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))])))
POSTS = st.one_of(
    *(st.from_type(kind) for kind in (StoryPost, FoldPost, OfficialNotice, SetupProof, FeedNotice, DeliveryNotice))
)


@given(POSTS)
def test_every_post_comes_back_from_json_as_it_was(post: Post) -> None:
    assert decode(kind_of(post), json.loads(json.dumps(encode(post)))) == post


# Whose term fired is kept beside the annotation, which is the same for all servers.
@given(st.from_type(Annotation).map(lambda read: replace(read, tags=tuple(Tag(t.issue, t.phrases) for t in read.tags))))
def test_every_annotation_comes_back_from_json_as_it_was(annotation: Annotation) -> None:
    assert from_json(json.loads(json.dumps(to_json(annotation)))) == annotation


def test_kinds_are_the_names_of_the_classes() -> None:
    assert [kind_of(post) for post in (story_post(), FoldPost(()), SetupProof(True, 1, "UTC"))] == [
        "story_post",
        "fold_post",
        "setup_proof",
    ]


def test_a_field_that_came_later_has_its_default_in_an_old_post() -> None:
    old = {
        key: value
        for key, value in encode(story_post()).items()
        if key not in {"also", "earlier_headline", "changed_at"}
    }
    assert decode("story_post", old) == story_post()


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("telling", {}),
        ("post", {}),
        ("fold_post", {}),
        ("story_post", {"colour": "red"}),
        ("story_post", {"story_id": "1"}),
        ("story_post", {"lead": None}),
        ("story_post", {"issues": "ai"}),
        ("story_post", {"issues": [1]}),
        ("story_post", {"lead": {"entry_id": 1}}),
        ("story_post", {"changed_at": "yesterday"}),
        ("story_post", {"lead": encode(story_post())["lead"] | {"label": "rumour"}}),
    ],
)
def test_what_is_no_post_is_refused(kind: str, change: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each with its own words
        decode(kind, encode(story_post()) | change)


def test_a_naive_time_in_a_post_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        encode(FeedNotice("a", "failing", NOW.replace(tzinfo=None), ""))
