"""What a visitor does on the page, by what can be seen there: be somebody, choose a speed, run a command, press, fill in."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PIL import Image
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException, WebDriverException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser.rehearsed import DESKTOP, PHONE

T = TypeVar("T")
PATIENCE = 25.0
CLOCK = "%A, %d %B %Y at %H:%M"  # as British English writes it


class Visitor:
    """Somebody at the page; every step waits until it can be done."""

    def __init__(self, browser: Chrome, address: str) -> None:
        self.browser, self.address = browser, address

    def arrive(self, size: tuple[int, int]) -> None:
        """Open the page anew in a window of this inner size, with nothing remembered."""
        self.resize(size)
        self.browser.get("about:blank")
        self.browser.get(self.address)
        self.wait(lambda: self.all("[data-channel]"), "the list of channels")

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window this inner size."""
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def wait(self, what: Callable[[], T], name: str, patience: float = PATIENCE) -> T:
        """The first true value of `what`. Raises TimeoutException that says what was there instead."""

        def settled(_: object) -> T | None:
            try:
                return what() or None
            except (StaleElementReferenceException, IndexError, StopIteration):
                return None

        waiting = WebDriverWait(self.browser, patience, poll_frequency=0.1)
        try:
            return waiting.until(settled)
        except TimeoutException:
            newest = [message.text for message in self.messages[-2:]]
            raise TimeoutException(f"no {name}; the page says {self.notice!r}, and last {newest}") from None

    def all(self, selector: str) -> list[WebElement]:
        """What is on the page, in its order."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """What the first such element says."""
        return self.all(selector)[0].text

    @property
    def notice(self) -> str:
        """The sentence near the command line."""
        return " ".join(element.text for element in self.all("#notice, #banner, dialog [role=alert]")).strip()

    @property
    def messages(self) -> list[WebElement]:
        """The messages in sight of the person, private answers among them."""
        return self.all("[data-message]")

    def having(self, *words: str) -> list[WebElement]:
        """The messages that have all these words. They are read again if the page draws one anew meanwhile."""

        def found() -> list[WebElement]:
            return [one for one in self.messages if all(word in one.text for word in words)]

        for _ in range(9):
            with suppress(StaleElementReferenceException):
                return found()
        return found()

    def newest(self, *words: str) -> WebElement:
        """The newest of them. Raises IndexError."""
        return self.having(*words)[-1]

    def message(self, *words: str, patience: float = PATIENCE) -> WebElement:
        """The same, as soon as it is there."""
        return self.wait(lambda: self.newest(*words), f"a message with {words}", patience)

    def be(self, name: str) -> None:
        """Be another person, in the news channel."""

        def chosen() -> bool:
            Select(self.all("#person")[0]).select_by_visible_text(name)
            return True

        self.wait(chosen, name)
        self.go("#bargaining-news")

    def go(self, channel: str) -> None:
        """Open a channel, also where the page draws the list anew in this moment."""

        def opened() -> bool:
            link = next(a for a in self.all("[data-channel]") if a.text.startswith(channel))
            self.browser.execute_script("arguments[0].click()", link)
            return True

        self.wait(opened, channel)
        self.wait(lambda: self.text("#channel-title") == channel, channel)

    def speed(self, key: str) -> None:
        """Choose a speed and wait until the bot runs with it."""
        self.wait(lambda: not self.all(f"[data-speed={key}][aria-disabled=true]"), "the speeds")
        self.click_on(f"[data-speed={key}]")
        self.wait(
            lambda: self.all(f"[data-speed={key}][aria-pressed=true]:not([aria-disabled=true])") and self.connected,
            f"the speed {key}",
        )

    @property
    def connected(self) -> bool:
        """Whether the page says that the bot is there."""
        return "Connected" in self.text("#bot-state")

    @property
    def clock(self) -> datetime:
        """The simulated time in Los Angeles, as the page writes it, without a zone."""
        return datetime.strptime(self.text("#clock-home"), CLOCK)  # noqa: DTZ007 - as it is typed into the form

    def click(self, element: WebElement) -> None:
        """Press it, wherever it is on the page."""
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def click_on(self, selector: str) -> None:
        """Press the first such element, also where the page draws it anew in this moment."""

        def clicked() -> bool:
            self.click(self.all(selector)[0])
            return True

        self.wait(clicked, selector)

    def choose_command(self, name: str) -> None:
        """Write the command after a slash and take the suggestion, once it is the one that Enter takes."""
        field = self.all("#command-field")[0]
        field.send_keys(f"/{name}")
        self.wait(
            lambda: self.text("#command-search [role=option][aria-selected=true]").split("\n")[0].strip() == f"/{name}",
            f"/{name}",
        )
        field.send_keys(Keys.ENTER)
        self.wait(lambda: self.all("#command-name"), "the command's options")

    def field(self, option: str) -> WebElement:
        """The field of an option; one that can be left out is added."""
        if not self.all(f"[data-option={option}]"):
            self.click_on(f"[data-add-option={option}]")
        return self.all(f"[data-option={option}]")[0]

    def fill(self, option: str, letters: str, label: str) -> None:
        """Type letters into an option and take the suggestion with this label, by keyboard."""
        field = self.field(option)
        field.send_keys(letters)
        self.wait(
            lambda: [o for o in self.all("[role=option][aria-selected=true]") if o.text.startswith(label)],
            f"the suggestion {label}",
        )
        field.send_keys(Keys.ENTER)

    def send(self) -> None:
        """Send the command."""
        self.click_on("#send")

    def press(self, label: str, *words: str) -> None:
        """Press a button of the newest message that has all these words."""

        def pressed() -> bool:
            # Found anew each time: the page may have built the message again since.
            button = next(b for b in self.newest(*words).find_elements(By.TAG_NAME, "button") if b.text == label)
            self.click(button)
            return True

        self.wait(pressed, f"the button {label} under a message with {words}")

    def write(self, label: str, text: str) -> None:
        """Write into a field of the open form."""
        field = self.wait(
            lambda: next(
                self.all(f"#{element.get_attribute('for')}")[0]
                for element in self.all("dialog label")
                if element.text.startswith(label)
            ),
            f"the field {label}",
        )
        field.clear()
        field.send_keys(text)

    def submit(self) -> None:
        """Send the open form."""
        self.click_on("dialog[open] [type=submit]")

    def counts(self) -> dict[str, int]:
        """Posted, lost and doubled, as the page counts them; nothing until it shows all three."""
        shown = {name: self.text(f"#count-{name}") for name in ("posted", "lost", "doubled")}
        return {name: int(number) for name, number in shown.items()} if all(shown.values()) else {}

    def kill(self) -> float:
        """Kill the bot and watch it come back: the seconds that took, as the page says."""
        self.click_on("#kill")
        self.wait(lambda: self.text("#bot-state").startswith("Killed."), "the kill to be told")
        found = self.wait(lambda: re.search(r"Back after ([\d.]+) s", self.text("#bot-state")), "the bot to be back")
        return float(found[1])

    def keep(self, name: str, find: Callable[[], WebElement]) -> None:
        """Where PICKETWIRE_PICTURES names a folder, keep two pictures there of what the page shows: at a desk, and on a phone.

        What `find` gives is brought into sight first; if it is in the panel, that is opened on the phone.
        """
        folder = os.environ.get("PICKETWIRE_PICTURES")
        if not folder:
            return
        in_panel = self.browser.execute_script("return Boolean(arguments[0].closest('#panel'))", find())
        for size, end in ((PHONE, "-phone"), (DESKTOP, "")):
            self.resize(size)
            opens = in_panel and size is PHONE
            if opens:
                self.click_on("#open-panel")
            self.browser.execute_script("arguments[0].scrollIntoView({block: 'end'})", find())
            picture = Image.open(io.BytesIO(self.browser.get_screenshot_as_png())).convert("RGB")
            picture.quantize(64).save(Path(folder) / f"{name}{end}.png", optimize=True)
            if opens:
                self.all("#panel select")[0].send_keys(Keys.ESCAPE)

    def errors(self) -> list[str]:
        """What the browser's console calls severe."""
        try:
            return [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]
        except WebDriverException:
            return ["the console could not be read"]
