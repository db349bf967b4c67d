"""Somebody who types and presses faster than the page hears from the bot loses nothing."""

from __future__ import annotations

from selenium.webdriver import Keys

from tests.browser.visitor import Visitor

PRIVATE = "Only you can see this"


def test_a_suggestion_taken_before_its_list_is_there_is_sent_though_the_person_went_on_at_once(
    visitor: Visitor,
) -> None:
    visitor.be("Member")
    visitor.choose_command("issue summary")
    visitor.field("issue").send_keys("talks", Keys.ENTER, Keys.TAB)
    visitor.send()
    answer = visitor.message("Talks and contracts: the last 7 days", PRIVATE)
    assert "You used /issue summary" in answer.text


def test_a_press_counts_though_the_list_that_closes_under_it_moves_what_is_pressed(visitor: Visitor) -> None:
    visitor.be("Member")
    visitor.choose_command("news search")
    visitor.field("issue").send_keys("p")
    visitor.wait(lambda: visitor.all(".command-form [role=option]"), "suggestions")
    visitor.click_on("[aria-label='Leave /news search']")
    visitor.wait(visitor.all("#command-field")[0].is_displayed, "the command to be left")
    assert not visitor.all("#command-name")
