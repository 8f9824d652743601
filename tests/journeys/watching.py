"""People who sit at a real browser, and a watch over what their browsers do and complain of."""

import dataclasses
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import urlsplit

from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from newsroom.roles import Role
from tests import factories
from tests.signing_in import add_app, code_of

Answer = TypeVar("Answer")
PASSWORD = "carts cross the bridge"  # pragma: allowlist secret (of invented people)
# A refusal is an answer with 4xx; the browser notes such an answer as an error of its own.
REFUSAL = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Newsroom:
    """The server's address, the names with which the people sign in, and the secrets of their authenticator apps."""

    url: str
    apps: dict[str, str]
    journalist: str
    editor: str
    deputy: str


def staff_the_newsroom(url: str) -> Newsroom:
    """A masthead, a journalist and two editors; everybody has the same password and an app of their own."""
    factories.masthead()
    names, apps = [], {}
    for role in (Role.JOURNALIST, Role.EDITOR, Role.EDITOR):
        someone = factories.person(role)
        someone.set_password(PASSWORD)
        someone.save()
        names.append(someone.username)
        apps[someone.username] = add_app(someone)
    return Newsroom(url=url, apps=apps, journalist=names[0], editor=names[1], deputy=names[2])


def apart(work: Callable[[], Answer]) -> Answer:
    """Do what the worker does, in a thread of its own: in this one the browser's event loop runs."""

    def done() -> Answer:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


@dataclasses.dataclass
class Watch:
    """What every browser of the day complained of and whom it spoke to."""

    complaints: list[str] = dataclasses.field(default_factory=list)
    strangers: list[str] = dataclasses.field(default_factory=list)

    def over(self, page: Page) -> Page:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("request", self._request)
        page.add_init_script(REPORT_VIOLATIONS)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSAL.match(message.text):
            self.complaints.append(f"{message.type} at {message.location.get('url', '')}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in {"localhost", "127.0.0.1"}:
            self.strangers.append(request.url)


@dataclasses.dataclass
class House:
    """Opens browsers for people and for readers."""

    browser: Browser
    newsroom: Newsroom
    watch: Watch = dataclasses.field(default_factory=Watch)
    width: int = 1280
    scripts: bool = True

    def reader(self) -> Page:
        context = self.browser.new_context(
            viewport={"width": self.width, "height": 800},
            base_url=self.newsroom.url,
            java_script_enabled=self.scripts,
        )
        return self.watch.over(context.new_page())

    def sit_down(self, username: str) -> Page:
        """The person signs in and sees the board."""
        page = self.reader()
        page.goto("/admin/")
        page.fill("#id_login", username)
        page.fill("#id_password", PASSWORD)
        page.click("text=Go on")
        page.fill("#id_code", code_of(self.newsroom.apps[username]))
        page.click("button:text('Sign in')")
        page.wait_for_selector(".rooms")
        return page
