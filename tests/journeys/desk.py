"""Somebody at the desk: a client that sends the forms which the pages carry, as a browser without scripts would."""

import dataclasses
import html
import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from newsroom.models import Staff
from tests.signing_in import sign_in


@dataclasses.dataclass
class Form:
    """A form of a page: where it goes, what a browser would send, which buttons it has."""

    action: str = ""
    method: str = "get"
    fields: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    names: set[str] = dataclasses.field(default_factory=set)  # boxes that are not ticked have a name too
    buttons: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)  # its words → name, value
    choices: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    kinds: dict[str, str] = dataclasses.field(default_factory=dict)  # name → text, date, file, …, select, textarea

    def value(self, name: str) -> str:
        return dict(self.fields).get(name, "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.area: tuple[str, list[str]] | None = None
        self.button: tuple[str, str, list[str]] | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(action=have.get("action", ""), method=have.get("method", "get").lower())
            self.forms.append(self.form)
        if self.form is None or "disabled" in have:
            return
        name = have.get("name", "")
        if tag in {"input", "select", "textarea"} and name:
            self.form.names.add(name)
            self.form.kinds[name] = have.get("type", "text") if tag == "input" else tag
        if tag == "input":
            self._input(self.form, name, have)
        elif tag == "textarea":
            self.area = (name, [])
        elif tag == "button":
            self.button = (name, have.get("value", ""), [])
        elif tag == "select":
            self.select = (name, [])
        elif tag == "option" and self.select:
            self.select[1].append((have.get("value", ""), "selected" in have))

    def _input(self, form: Form, name: str, have: dict[str, str]) -> None:
        kind = have.get("type", "text")
        if kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, []).append(have.get("value", "on"))
            if "checked" in have:
                form.fields.append((name, have.get("value", "on")))
        elif kind in {"submit", "button"}:
            form.buttons[have.get("value", "")] = (name, have.get("value", ""))
        elif kind != "file" and name:
            form.fields.append((name, have.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)
        elif self.button:
            self.button[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if self.form is None:
            return
        if tag == "textarea" and self.area:
            # A browser drops the first line break of a text area.
            self.form.fields.append((self.area[0], "".join(self.area[1]).removeprefix("\n")))
            self.area = None
        elif tag == "button" and self.button:
            name, value, words = self.button
            self.form.buttons["".join(words).strip()] = (name, value)
            self.button = None
        elif tag == "select" and self.select:
            name, options = self.select
            self.form.choices[name] = [value for value, _chosen in options]
            chosen = next((value for value, chosen in options if chosen), options[0][0] if options else None)
            if chosen is not None:
                self.form.fields.append((name, chosen))
            self.select = None


class Page:
    """An answer: its status, its text, what a person reads of it, its forms."""

    def __init__(self, response: Any, address: str) -> None:
        self.response = response
        self.status: int = response.status_code
        self.address = address
        self.bytes: bytes = response.getvalue()  # reads a file to its end, and so closes it
        self.html: str = self.bytes.decode(errors="replace")
        self.words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.html)).split())
        reader = _Reader()
        reader.feed(self.html)
        self.forms = reader.forms

    def says(self, sentence: str) -> bool:
        return " ".join(sentence.split()) in self.words

    def form(self, having: str) -> Form:
        """The form that has a field or a button of this name."""
        for form in self.forms:
            if having in form.names or having in {name for name, _value in form.buttons.values()}:
                return form
        raise AssertionError(f"no form with “{having}” on {self.address} ({self.status}): {self.words[:400]}")

    def links_to(self, address: str) -> bool:
        return f'href="{address}"' in html.unescape(self.html)


class Desk:
    """A browser without scripts in which somebody is signed in; nobody with `person=None`."""

    def __init__(self, person: Staff | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        if person:
            sign_in(self.client, person)

    def open(self, address: str) -> Page:
        return Page(self.client.get(address), address)

    def follow(self, page: Page) -> Page:
        """Go where the answer leads."""
        while page.status in {301, 302}:
            page = self.open(page.response.headers["Location"])
        return page

    def send(self, page: Page, having: str, *, button: str = "", **changes: Any) -> Page:
        """Send the form that has the field, with what is on the page except for `changes`; None leaves a field out.

        `button` is the name of the button that is pressed.
        """
        form = page.form(having)
        assert form.method == "post", f"the form with “{having}” is not sent by POST"
        data: dict[str, Any] = {}
        for name, value in form.fields:
            data.setdefault(name, []).append(value)
        if button:
            data[button] = next(value for name, value in form.buttons.values() if name == button)
        data.update(changes)
        data = {name: value for name, value in data.items() if value is not None}
        address = form.action or page.address
        return Page(self.client.post(address, data), address)

    def post(self, address: str, data: dict[str, Any] | None = None) -> Page:
        """A raw POST, with a good token: what somebody sends who does not use our pages."""
        if "csrftoken" not in self.client.cookies:
            self.client.get("/admin/sign-out/", follow=True)
        secret = self.client.cookies["csrftoken"].value
        return Page(self.client.post(address, {"csrfmiddlewaretoken": secret, **(data or {})}), address)

    # --- What everybody does all day -----------------------------------------------------------------------------

    def step(self, kind: str, pk: int, name: str, **given: Any) -> Page:
        """Open the step's page and press its button, with every confirmation ticked."""
        page = self.open(f"/admin/roundups/{kind}/{pk}/step/{name}/")
        if page.status != 200:
            return page
        form = page.form("seen")
        if "confirmed" in form.names:
            given.setdefault("confirmed", form.choices["confirmed"])
        return self.send(page, "seen", **given)
