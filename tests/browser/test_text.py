"""How the page shows a message's text: Discord's Markdown, nothing that could be markup of the page's own, and links outside only."""

from __future__ import annotations

import pytest

from tests.browser.visitor import Visitor

SHOW = """
const [text, done] = arguments;
(async () => {
  const { markdown } = await import("/page/markdown.js");
  const names = { channel: () => "#news", role: () => "@crew", user: () => "@Member", now: () => new Date("2023-08-11T00:00:00Z") };
  const box = document.createElement("div");
  box.append(...markdown(text, names));
  done(box.innerHTML);
})().catch((error) => done(`error: ${error.message}`));
"""


@pytest.fixture(scope="module")
def page(opened: Visitor) -> Visitor:
    opened.arrive((1280, 800))
    return opened


def shown(page: Visitor, text: str) -> str:
    return str(page.browser.execute_async_script(SHOW, text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** *it* _it_", "<p><strong>bold</strong> <em>it</em> <em>it</em></p>"),
        ("__u__ ~~s~~ `a*b*`", "<p><u>u</u> <s>s</s> <code>a*b*</code></p>"),
        ("***both*** **a *b* c**", "<p><strong><em>both</em></strong> <strong>a <em>b</em> c</strong></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        (r"\*as it is\*", "<p>*as it is*</p>"),
        ("**not closed", "<p>**not closed</p>"),
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("-# small", '<p class="subtext">small</p>'),
        ("> a\n> b\nc", "<blockquote><p>a<br>b</p></blockquote><p>c</p>"),
        (">>> a\nb", "<blockquote><p>a<br>b</p></blockquote>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n3. b", '<ul><li>a</li></ul><ol start="3"><li>b</li></ol>'),
        (
            "<#1> <@&2> <@3> </news latest:4>",
            "<p>"
            + " ".join(f'<span class="mention">{name}</span>' for name in ("#news", "@crew", "@Member", "/news latest"))
            + "</p>",
        ),
    ],
)
def test_marks_become_what_they_stand_for(page: Visitor, text: str, html: str) -> None:
    assert shown(page, text) == html


def test_headings_keep_their_size(page: Visitor) -> None:
    html = shown(page, "# One\n### Three")
    assert [f'data-size="{size}"' in html for size in (1, 2, 3)] == [True, False, True]


def test_marks_in_a_block_of_code_stay(page: Visitor) -> None:
    assert "<code>**x** &lt;b&gt;</code>" in shown(page, "```py\n**x** <b>\n```")


def test_markup_in_a_text_is_text(page: Visitor) -> None:
    html = shown(page, "<img src=x onerror=alert(1)> <script>alert(2)</script>")
    assert html == "<p>&lt;img src=x onerror=alert(1)&gt; &lt;script&gt;alert(2)&lt;/script&gt;</p>"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[name](https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("[name](<https://example.org/x>)", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("(see https://example.org/x).", "https://example.org/x"),
    ],
)
def test_links_open_elsewhere_and_tell_nothing_of_this_page(page: Visitor, text: str, address: str) -> None:
    assert f'<a href="{address}" target="_blank" rel="noopener noreferrer"' in shown(page, text)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "https://"])
def test_what_is_no_web_address_is_no_link(page: Visitor, address: str) -> None:
    assert "<a" not in shown(page, f"[name]({address}) <{address}>")


def test_times_are_in_the_readers_zone_and_relative_to_the_simulated_clock(page: Visitor) -> None:
    page.browser.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "Europe/Berlin"})
    try:
        html = shown(page, "<t:1691712000:t> <t:1691719200:R>")
    finally:
        page.browser.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": ""})
    assert 'datetime="2023-08-11T00:00:00.000Z"' in html
    assert ">02:00</time>" in html
    assert ">in 2 hours</time>" in html


def test_a_spoiler_is_not_in_the_page_until_it_is_asked_for(page: Visitor) -> None:
    assert "secret" not in shown(page, "||secret||")


@pytest.mark.parametrize(
    "text", ["*" * 4000, "_*" * 2000, "[" * 4000, "||" * 2000, "`" * 4000, "> " * 2000, "<t:" * 1300]
)
def test_hostile_texts_are_shown_at_once(page: Visitor, text: str) -> None:
    took = page.browser.execute_async_script(
        "const [text, done] = arguments; const began = performance.now();"
        + SHOW.replace("const [text, done] = arguments;", "").replace(
            "done(box.innerHTML)", "done(performance.now() - began)"
        ),
        text,
    )
    assert took < 1000
