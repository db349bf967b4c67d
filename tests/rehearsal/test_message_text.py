import pytest

from rehearsal.message_text import in_words, read


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("### A heading", "A heading"),
        ("- [An outlet](<http://127.0.1.3:80/a>).", "- An outlet."),
        (r"An \*escaped\* word", "An *escaped* word"),
        ("**Bold** and `code`", "Bold and code"),
        ("<t:1691712300:f>.", "10 Aug 2023, 17:05 PDT."),
        ("<t:1691712300:R>", "10 Aug 2023, 17:05 PDT"),
        ("<t:1691712300:F>", "Thursday 10 Aug 2023, 17:05 PDT"),
        ("@\u200beveryone", "@everyone"),
        ("", ""),
    ],
)
def test_markup_is_read_as_words(content: str, words: str) -> None:
    assert in_words(content) == words


def test_addresses_follow_the_names_of_links_when_asked() -> None:
    assert in_words("[Read](<http://x.example/a>), now", addresses=True) == "Read <http://x.example/a>, now"


def test_lines_tell_headings_from_list_items() -> None:
    first, second = read("## Top\n- one")
    assert (first.heading, first.item, second.heading, second.item) == (2, False, 0, True)
