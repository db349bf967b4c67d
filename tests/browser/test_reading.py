"""What the page does for somebody who reads, types and moves by keyboard while things go on."""

from __future__ import annotations

import pytest
from selenium.webdriver import Keys

from tests.browser.visitor import Visitor


def ask_for(visitor: Visitor, command: str, words: str) -> None:
    visitor.choose_command(command)
    visitor.send()
    visitor.message(words, "Only you can see this")


def test_person_and_channel_survive_a_reload(visitor: Visitor) -> None:
    visitor.go("#moderators")
    visitor.browser.refresh()
    visitor.wait(lambda: visitor.text("#channel-title") == "#moderators", "the channel")
    visitor.be("Member")
    visitor.browser.refresh()
    visitor.wait(lambda: visitor.all("#person option:checked")[0].text == "Member", "the person")


def test_an_address_of_another_rehearsal_leads_to_the_news(visitor: Visitor) -> None:
    visitor.browser.get("about:blank")
    visitor.browser.get(f"{visitor.address}#person=1&channel=2")
    visitor.wait(lambda: visitor.text("#channel-title") == "#bargaining-news", "the channel")
    assert visitor.all("#person option:checked")[0].text == "Moderator"
    visitor.errors()  # that nobody has this number is refused, and the browser notes it


def test_a_channel_with_something_new_is_marked_until_it_is_opened(visitor: Visitor) -> None:
    visitor.speed("pause")  # so that nothing new comes meanwhile
    visitor.browser.execute_script("sessionStorage.clear()")
    visitor.browser.refresh()
    visitor.wait(lambda: [a for a in visitor.all(".unread") if a.text.startswith("#moderators")], "the mark")
    visitor.go("#moderators")
    visitor.go("#bargaining-news")
    assert not [a for a in visitor.all(".unread") if a.text.startswith("#moderators")]


def test_a_private_answer_can_be_dismissed_for_good(visitor: Visitor) -> None:
    def answers() -> int:
        return sum("About Picketwire" in message.text for message in visitor.messages)

    ask_for(visitor, "about", "About Picketwire")
    before = visitor.wait(answers, "the answer")
    visitor.press("Dismiss", "About Picketwire", "Only you can see this")
    assert answers() == before - 1
    visitor.browser.refresh()
    visitor.wait(lambda: visitor.messages, "the messages")
    assert answers() == before - 1


def test_a_new_message_is_told_by_its_author_and_first_line(visitor: Visitor) -> None:
    ask_for(visitor, "about", "About Picketwire")
    spoken = visitor.wait(lambda: visitor.all("#spoken")[0].get_attribute("textContent"), "the words")
    assert spoken == "Picketwire: About Picketwire"


def test_earlier_texts_of_an_edited_message_can_be_opened(visitor: Visitor) -> None:
    visitor.speed("day")
    visitor.message("Also in:", "(edited)")
    visitor.speed("pause")  # an edit that came meanwhile would close them
    visitor.press("(edited)", "Also in:")
    visitor.message("Also in:", "Version 1, ")


def test_the_focus_stays_on_the_button_that_turns_pages(visitor: Visitor) -> None:
    visitor.browser.execute_script(
        """
        const { reconcile, el } = await import("/page/dom.js");
        const list = document.createElement("ol");
        document.body.append(list);
        const draw = (page) => reconcile(list, [page], () => "one", String, () =>
          el("li", {}, ["Newer", "Older"].map((label) => el("button", { "data-custom-id": `${label}:${page}` }, label)),
            el("button", {}, "Dismiss")));
        draw(1);
        list.querySelectorAll("button")[1].focus();
        draw(2);
        window.focused = document.activeElement.dataset.customId;
        list.remove();
        """
    )
    assert visitor.wait(lambda: visitor.browser.execute_script("return window.focused"), "a focus") == "Older:2"


def test_escape_leaves_the_command_and_gives_the_line_back(visitor: Visitor) -> None:
    visitor.choose_command("announce schedule")
    visitor.browser.switch_to.active_element.send_keys(Keys.ESCAPE)  # the suggestions
    visitor.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    visitor.wait(lambda: not visitor.all("#command-name"), "no command")
    assert visitor.browser.switch_to.active_element.get_attribute("id") == "command-field"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("hello", "Picketwire reads no messages, it answers commands. Begin with /."),
        ("/quxx", "There is no command /quxx for this person here."),
    ],
)
def test_what_is_no_command_is_answered_in_a_sentence(visitor: Visitor, written: str, sentence: str) -> None:
    visitor.all("#command-field")[0].send_keys(written, Keys.ENTER)
    visitor.wait(lambda: visitor.notice == sentence, sentence)


@pytest.mark.parametrize("written", ["/about", "/abou", "/issue summary"])
def test_enter_takes_what_was_written_however_fast_it_comes(visitor: Visitor, written: str) -> None:
    visitor.browser.execute_script(
        """
        const field = document.getElementById("command-field");
        const keep = (text) => {
          field.value = text;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        };
        field.focus();
        keep("/");
        const list = document.querySelector("#command-search [role=listbox]");
        new MutationObserver((_, seen) => {
          if (list.hidden) return;
          seen.disconnect();
          keep(arguments[0]); // the list for "/" is still open when Enter comes
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        }).observe(list, { attributes: true, childList: true });
        """,
        written,
    )
    visitor.wait(lambda: visitor.text("#command-name").startswith(written), written)


def test_there_are_no_commands_in_direct_messages(visitor: Visitor) -> None:
    visitor.go("Direct messages")
    visitor.all("#command-field")[0].send_keys("/about", Keys.ENTER)
    visitor.wait(
        lambda: visitor.notice == "There are no commands here. Use them in a channel of the server.", "a sentence"
    )


def test_a_missing_option_is_named_and_focused(visitor: Visitor) -> None:
    visitor.choose_command("announce schedule")
    visitor.send()
    visitor.wait(lambda: visitor.notice == "channel is missing.", "the sentence")
    assert visitor.browser.switch_to.active_element.get_attribute("data-option") == "channel"


def test_an_option_takes_only_what_its_list_has(visitor: Visitor) -> None:
    visitor.choose_command("announce schedule")
    visitor.all("[data-option=channel]")[0].send_keys("elsewhere")
    visitor.send()
    visitor.wait(lambda: visitor.notice == "channel: choose one from the list.", "the sentence")


def test_a_form_with_a_missing_text_stays_open_and_says_so(visitor: Visitor) -> None:
    visitor.choose_command("announce schedule")
    visitor.fill("channel", "barg", "#bargaining-news")
    visitor.send()
    visitor.wait(lambda: visitor.all("dialog[open]"), "the form")
    visitor.submit()
    visitor.wait(lambda: "is missing." in visitor.notice, "the sentence")
    assert visitor.all("dialog[open]")


def test_a_drawer_on_a_phone_closes_by_escape_and_gives_the_focus_back(visitor: Visitor) -> None:
    visitor.arrive((390, 844))
    visitor.click_on("#open-places")
    visitor.wait(lambda: visitor.all("#open-places[aria-expanded=true]"), "the drawer")
    visitor.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    visitor.wait(lambda: visitor.all("#open-places[aria-expanded=false]"), "the drawer to close")
    assert visitor.browser.switch_to.active_element.get_attribute("id") == "open-places"
