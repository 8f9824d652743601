"""The whole site as the target of hostile requests: something in every state, somebody at the desk, the front."""

import datetime
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.signals import got_request_exception
from django.db import transaction

from newsroom import headers, roles
from newsroom.admin.access import TABLE
from newsroom.models import KeptForm, Staff
from newsroom.roles import Role
from newsroom.security import Handler
from roundups import workflow
from roundups.models import Roundup, Story, StoryState
from roundups.press.front import Front
from tests import factories
from tests.journeys.desk import Desk, Form
from tests.newsroom.admin.walking import House
from tests.newsroom.hostile.shots import Shot
from tests.newsroom.hostile.values import FINISHED
from tests.newsroom.wire import ask, environ
from tests.signing_in import add_app, prove_long_ago

WHO = ("nobody", "half in", "session ended", "proof too old", *Role.values)
IMPORT = "/admin/roundups/import/"
PASSWORD = "carts cross the bridge"  # pragma: allowlist secret (of an invented person)


class Site:
    """A paper with stories and days in every state, and one person who sends."""

    def __init__(self, who: str, folder: Path) -> None:
        self.person = factories.person(Role(who) if who in Role.values else Role.EDITOR)
        self.person.set_password(PASSWORD)
        self.person.save()
        add_app(self.person)
        self.house = House(factories.story_in(StoryState.FILED))
        KeptForm.objects.filter(pk=self.house.kept.pk).update(person=self.person, fields={"headline": ["A bridge"]})
        self.stories = [self.house.story, factories.story(self.house.day, author=self._author())]
        self.stories += [factories.story_in(state, self.house.day) for state in ("approved", "spiked")]
        factories.story_in(StoryState.APPROVED, self.house.published)
        self.days = [self.house.day, self.house.published, *self._other_days()]
        # Where pages are opened for their forms, and as whom the shots are sent.
        self.looker = Desk(None if who in {"nobody", "half in"} else self.person)
        self.token = self.looker.follow(self.looker.open("/admin/sign-out/")).form("csrfmiddlewaretoken").fields[0]
        self._become(who)
        self.front = Front(folder, headers.always(https=False), Handler)
        self._forms: dict[str, list[Form]] = {}
        self._elsewhere: set[str] = set()  # where forms lead that stood on a page already

    def _other_days(self) -> Iterator[Roundup]:
        editor = factories.person(Role.EDITOR)
        retracted = factories.published(factories.roundup(factories.DATE.replace(day=8)), stories=1)
        factories.step("retract", retracted, editor)
        later = factories.roundup(factories.DATE + datetime.timedelta(days=30))
        factories.story_in(StoryState.APPROVED, later)
        factories.step("schedule", later, editor)
        yield from (retracted, later)

    def _author(self) -> Staff:
        writes = roles.of(self.person) & {Role.JOURNALIST, Role.EDITOR}
        return self.person if writes else factories.person()

    def _become(self, who: str) -> None:
        if who == "half in":
            page = self.looker.open("/admin/sign-in/")
            self.looker.send(page, "login", login=self.person.username, password=PASSWORD)
        if who == "proof too old":
            prove_long_ago(self.looker.client)
        cookies = {name: each.value for name, each in self.looker.client.cookies.items()}
        if who == "session ended":
            del cookies["sessionid"]
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def addresses(self) -> list[str]:
        """Every address of the table, with every step of everything."""
        found = [self.house.address(name) for name in sorted(TABLE)]
        found += [f"/admin/roundups/story/{story.pk}/change/" for story in self.stories]
        found += [f"/admin/roundups/roundup/{day.pk}/change/" for day in self.days]
        found += [_step("story", story, name) for story in self.stories for name in workflow.STORY_STEPS]
        found += [_step("roundup", day, name) for day in self.days for name in workflow.ROUNDUP_STEPS]
        found += ["/ru/", "/nothing/", "/static/roundups/paper.css", "/admin/roundups/", "/", "/search/?q=bridge"]
        return list(dict.fromkeys(found))

    def forms_of(self, address: str) -> list[Form]:
        """The forms of the page that is there, as its person sees it. What stands on many pages comes once."""
        if address not in self._forms:
            page = self.looker.follow(self.looker.open(address))
            forms = page.forms
            if address == IMPORT and any("text" in form.names for form in forms):
                forms += self.looker.send(page, "text", text=FINISHED[0].read_text()).forms
            self._forms[address] = [form for form in forms if form.action not in self._elsewhere]
            self._elsewhere |= {form.action for form in forms} - {"", address}
        return self._forms[address]

    def trouble_with(self, shot: Shot) -> str:
        """What the server did wrong when it answered; "" if nothing. Whatever the shot changed is taken back."""
        shot.headers.setdefault("Cookie", self.cookies)
        failures: list[str] = []

        def failed(**_signal: Any) -> None:
            failures.append(traceback.format_exc())

        got_request_exception.connect(failed)
        try:
            with transaction.atomic():
                answer = ask(self.front, environ(shot.method, shot.target, shot.headers, shot.body))
                transaction.set_rollback(True)
        except Exception:  # noqa: BLE001  (whatever comes through is the finding)
            return traceback.format_exc()
        finally:
            got_request_exception.disconnect(failed)
        if failures or (answer.status >= 500 and not shot.target.startswith("/health/")):
            return "\n".join([f"status {answer.status}", answer.log, *failures])
        return ""


def _step(noun: str, thing: Story | Roundup, name: str) -> str:
    return f"/admin/roundups/{noun}/{thing.pk}/step/{name}/"
