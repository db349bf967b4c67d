"""JSON lines in, JSON lines out."""

import io
import json

from bot.news.lines import annotate_lines


def run(lines, taxonomy):
    out, err = io.StringIO(), io.StringIO()
    code = annotate_lines(lines, out, err, taxonomy=taxonomy)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def line(**fields):
    row = {
        "id": "1",
        "source": "Deadline",
        "url": "https://deadline.com/1",
        "title": "WGA ratifies contract",
        "summary": "",
        "published": None,
    }
    return json.dumps(row | fields)


def test_answer_has_the_fields_in_input_order(taxonomy):
    code, answers, err = run(
        [line(id="b", published="2026-04-25"), line(id="a", published="2026-04-24", title="Rain")], taxonomy
    )
    assert (code, err) == (0, "")
    assert [answer["id"] for answer in answers] == ["b", "a"]
    assert set(answers[0]) == {"id", "relevant", "labels", "because", "status", "attributed_to", "dates", "story"}
    assert answers[0]["labels"] == ["bargaining"]
    assert answers[0]["because"] == {"bargaining": ["ratifies"]}


def test_malformed_lines_are_told_with_number_and_skipped(taxonomy):
    lines = ["{", line(), "[]", line(id=7), line(title=None), line(published="soon"), line(published=5), b"\xff\n", ""]
    code, answers, err = run(lines, taxonomy)
    assert code == 1
    assert len(answers) == 1
    assert [row.split(":")[0] for row in err.splitlines()] == [
        "line 1",
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
        "line 8",
    ]


def test_null_summary_and_missing_source_are_fine(taxonomy):
    code, answers, _ = run([json.dumps({"id": "1", "title": "WGA ratifies contract", "summary": None})], taxonomy)
    assert (code, answers[0]["relevant"]) == (0, True)


def test_tellings_of_one_story_share_its_name_and_others_do_not(taxonomy):
    told = "WGA members ratify four-year contract with studios"
    lines = [
        line(id="1", title=told, published="2026-04-25T10:00:00Z"),
        line(
            id="2",
            title="Writers Guild members ratify four-year contract",
            published="2026-04-25T12:00:00+02:00",
            url="https://variety.com/2",
        ),
        line(id="3", title="Rain in the valley", published="2026-04-25"),
        line(id="4", title="Sun in the valley", published="2026-04-25"),
    ]
    _, answers, _ = run(lines, taxonomy)
    stories = [answer["story"] for answer in answers]
    assert stories[0] == stories[1]
    assert len(set(stories)) == 3


def test_half_a_surrogate_pair_comes_out_as_an_escape(taxonomy):
    out = io.StringIO()
    annotate_lines(['{"id": "\\ud800", "title": "x"}'], out, io.StringIO(), taxonomy=taxonomy)
    assert '"\\ud800"' in out.getvalue()


def test_dates_are_given_for_irrelevant_items_too(taxonomy):
    _, answers, _ = run(
        [line(title="Bakers' talks resume", summary="Talks resume on May 3, 2027.", published="2027-05-01")], taxonomy
    )
    assert answers[0]["relevant"] is False
    assert [found["resolves_to"] for found in answers[0]["dates"]] == ["2027-05-03"]
