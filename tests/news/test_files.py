"""The three files of the registry: what ships is right, what is wrong is told with place and example."""

import pytest

from bot.errors import StartError
from config.files import DISPUTES, ISSUES, OUTLETS, load_disputes, load_issues, load_outlets, load_taxonomy


def test_nine_issues_ship():
    ids = [issue.id for issue in load_issues().issues]
    assert ids == ["ai", "staffing", "data", "residuals", "pay", "benefits", "safety", "bargaining", "strike"]


def test_only_outlets_with_a_feed_are_polled_and_their_kinds_are_known():
    outlets = load_outlets()
    assert all(outlet.feed for outlet in outlets if outlet.enabled)
    assert {outlet.kind for outlet in outlets} >= {
        "trade",
        "general",
        "newsletter",
        "official_union",
        "official_employer",
    }
    assert all(
        outlet.note for outlet in outlets if outlet.key in {"deadline", "variety", "hollywood-reporter", "realscreen"}
    )


def test_disputes_have_homes_and_keys():
    disputes = {dispute.key: dispute for dispute in load_disputes()}
    assert disputes["equity-pact"].zone == "Europe/London"
    assert disputes["wga-amptp"].expires is not None
    assert disputes["wgsu-wgaw"].employer == "WGA West"


WRONG_ISSUES = {
    '[[issue]]\nid = "pay"\n': "issue number 1, name",
    '[[issue]]\nid = "Pay"\nname = "Pay"\n': "small letters",
    '[[issue]]\nid = "pay"\nname = "Pay"\nterms = "wage"\n': "issue 'pay', terms",
    '[[issue]]\nid = "pay"\nname = "Pay"\ncolour = "red"\n': "'colour' is not known",
    '[[issue]]\nid = "pay"\nname = "Pay"\n[[issue.rule]]\nnear = ["x"]\n': "rule number 1, terms",
    '[[issue]]\nid = "pay"\nname = "Pay"\n[[issue.rule]]\nterms = ["x"]\nwhere = "body"\n': "'body' is not one of",
    '[[issue]]\nid = "pay"\nname = "Pay"\n[[issue.rule]]\nterms = ["x"]\nunless_tagged = ["rain"]\n': "'rain' is no issue",
    '[[issue]]\nid = "pay"\nname = "Pay"\n[[issue]]\nid = "pay"\nname = "Pay"\n': "is there twice",
    '[[issue]]\nid = "pay"\nname = "Pay"\nterms = ["@nobody"]\n': "@nobody",
    '[[issue]]\nid = "pay\n': "line 2",
    'same = ["deal"]\n[[issue]]\nid = "pay"\nname = "Pay"\n': "same: must be a table",
    '[same]\ndeal = "pact"\n[[issue]]\nid = "pay"\nname = "Pay"\n': "same.deal: must be a list",
    "": "at least one is needed",
}


@pytest.mark.parametrize("text", WRONG_ISSUES, ids=WRONG_ISSUES.values())
def test_wrong_taxonomy_stops_the_start_and_says_where(text, tmp_path):
    path = tmp_path / "issues.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StartError) as caught:
        load_taxonomy(path)
    assert str(path) in str(caught.value)
    assert WRONG_ISSUES[text] in str(caught.value)


def test_phrase_that_cannot_be_read_is_told_with_its_line(tmp_path):
    path = tmp_path / "issues.toml"
    path.write_text('[[issue]]\nid = "pay"\nname = "Pay"\nterms = [\n  "wage",\n  "wage ..",\n]\n', encoding="utf-8")
    with pytest.raises(StartError, match="line 6"):
        load_taxonomy(path)


OUTLET = 'key = "a"\nname = "A"\nhosts = ["a.example"]\nowner = "O"\nkind = "trade"\npaywall = "no"\n'
WRONG_OUTLETS = {
    f"[[outlet]]\n{OUTLET}feed = 'ftp://a'\n": "not a web address",
    f"[[outlet]]\n{OUTLET}enabled = true\n": "true only with a feed",
    f"[[outlet]]\n{OUTLET.replace('trade', 'blog')}": "'blog' is not one of",
    f"[[outlet]]\n{OUTLET}[[outlet]]\n{OUTLET.replace(chr(34) + 'a' + chr(34), chr(34) + 'b' + chr(34))}": "already belongs to",
    f"[[outlet]]\n{OUTLET.replace('owner', 'owned')}": "'owned' is not known",
}


@pytest.mark.parametrize("text", WRONG_OUTLETS, ids=WRONG_OUTLETS.values())
def test_wrong_outlet_stops_the_start(text, tmp_path):
    path = tmp_path / "outlets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StartError, match=WRONG_OUTLETS[text]):
        load_outlets(path)


DISPUTE = 'key = "a"\nguild = "G"\nemployer = "E"\ncontract = "C"\nzone = "Europe/London"\n'
WRONG_DISPUTES = {
    f"[[dispute]]\n{DISPUTE.replace('London', 'Atlantis')}": "not a known time zone",
    f"[[dispute]]\n{DISPUTE}expires = 'soon'\n": "is not a day",
    f"[[dispute]]\n{DISPUTE}[[dispute]]\n{DISPUTE}": "is there twice",
}


@pytest.mark.parametrize("text", WRONG_DISPUTES, ids=WRONG_DISPUTES.values())
def test_wrong_dispute_stops_the_start(text, tmp_path):
    path = tmp_path / "disputes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StartError, match=WRONG_DISPUTES[text]):
        load_disputes(path)


@pytest.mark.parametrize("load", [load_issues, load_outlets, load_disputes])
def test_missing_file_is_named(load, tmp_path):
    with pytest.raises(StartError, match=r"gone\.toml: the file is missing"):
        load(tmp_path / "gone.toml")


def test_files_are_where_the_start_looks():
    assert all(path.exists() for path in (ISSUES, OUTLETS, DISPUTES))
