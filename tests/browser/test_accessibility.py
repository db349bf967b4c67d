"""axe-core finds no serious or critical violation, wherever a visitor may be on the page."""

from __future__ import annotations

from axe_core_python.selenium import Axe

from tests.browser.rehearsed import PHONE
from tests.browser.visitor import Visitor

GRAVE = {"serious", "critical"}


def violations(visitor: Visitor) -> list[str]:
    """Rule, and where it is broken."""
    found = Axe().run(visitor.browser)["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def ask_for_sources(visitor: Visitor) -> None:
    visitor.choose_command("sources")
    visitor.send()
    visitor.message("Sources", "Only you can see this")


def test_at_the_start(visitor: Visitor) -> None:
    assert violations(visitor) == []


def test_with_a_private_answer(visitor: Visitor) -> None:
    ask_for_sources(visitor)
    assert violations(visitor) == []


def test_with_commands_offered(visitor: Visitor) -> None:
    visitor.all("#command-field")[0].send_keys("/")
    visitor.wait(lambda: visitor.all("[role=option]"), "commands")
    assert violations(visitor) == []


def test_with_a_form_open(visitor: Visitor) -> None:
    visitor.choose_command("announce schedule")
    visitor.fill("channel", "barg", "#bargaining-news")
    visitor.send()
    visitor.wait(lambda: visitor.all("dialog[open]"), "the form")
    assert violations(visitor) == []


def test_with_faults_waiting(visitor: Visitor) -> None:
    for kind in ("rate", "errors"):
        visitor.click_on(f"[data-fault={kind}]")
    visitor.wait(lambda: "Waiting for the next post" in visitor.text("#queue"), "the faults")
    assert violations(visitor) == []
    visitor.click_on("#queue button")
    visitor.wait(lambda: not visitor.text("#queue"), "the faults to be forgotten")


def test_on_a_phone_with_either_side_open_and_nothing_to_scroll_sideways(visitor: Visitor) -> None:
    visitor.arrive(PHONE)
    ask_for_sources(visitor)
    found = violations(visitor)
    for side in ("open-places", "open-panel"):
        visitor.click_on(f"#{side}")
        visitor.wait(lambda side=side: visitor.all(f"#{side}[aria-expanded=true]"), side)
        found += violations(visitor)
    assert found == []
    assert visitor.browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


def test_in_the_dark(visitor: Visitor) -> None:
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    visitor.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        ask_for_sources(visitor)
        assert violations(visitor) == []
    finally:
        visitor.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
