"""Every address of the site with something real behind it, for tests that walk over all of them."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from newsroom.models import Counter, KeptForm, Page, Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Edition, GlossaryEntry, KnownCredit, Report, Story, StylePhrase
from roundups.workflow import tokens
from tests import factories


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, str]]:
    """(name with its namespace, pattern) of every address; "" for one without a name."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each, f"{space}{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern):
            yield (f"{space}{each.name}" if each.name else "", str(each.pattern))


class House:
    """A paper with one of everything; `address` gives the address of a name for a story, a day, a photo."""

    def __init__(self, story: Story) -> None:
        self.story, self.day = story, story.roundup
        self.photo = factories.photo()
        self.published = factories.published(factories.roundup(factories.DATE.replace(day=1)), stories=1)
        self.report = Report.objects.create(
            masthead=self.day.masthead, words="Something is wrong.", at=factories.NOON, date=self.published.date
        )
        self.comment = workflow.add_comment(story, by=factories.person(), words="Which bridge?")
        self.link = workflow.share(story, by=factories.person(Role.EDITOR), hours=24)
        self.credit, _made = KnownCredit.objects.get_or_create(name="Somebody")
        self.kept = KeptForm.objects.create(person=factories.person(), path="/admin/", fields={}, at=factories.NOON)
        self.things: dict[str, Any] = {
            "story": story, "roundup": self.day, "photo": self.photo, "report": self.report,
            "edition": Edition.objects.get(roundup=self.published), "knowncredit": self.credit,
            "glossaryentry": GlossaryEntry.objects.first(), "stylephrase": StylePhrase.objects.first(),
            "masthead": self.day.masthead, "counter": Counter.objects.first(), "page": self._page(),
            "staff": factories.person(),
        }  # fmt: skip

    def _page(self) -> Page:
        words = {"title": "About us", "body": "<p>Us.</p>"}
        return Page.objects.get_or_create(masthead=self.day.masthead, slug="about", defaults=words)[0]

    def address(self, name: str, *, step: str = "approve") -> str:
        """Where the name leads."""
        return reverse(name, kwargs=self._kwargs(name, step))

    def _kwargs(self, name: str, step: str) -> dict[str, Any]:
        noun = name.removeprefix("admin:").removeprefix("roundups_").removeprefix("newsroom_")
        noun, _sign, verb = noun.rpartition("_")
        if verb in {"change", "delete", "history"} and noun in self.things:
            return {"object_id": self.things[noun].pk}
        date, digest = self.published.date, self.photo.digest
        about_story = [
            "place_story", "story_preview", "story_versions", "story_comment", "rule_on_story", "fix_story",
            "share_story",
        ]  # fmt: skip
        known: dict[str, dict[str, Any]] = {
            "admin:story_step": {"pk": self.story.pk, "name": step},
            "admin:roundup_step": {"pk": self.day.pk, "name": step},
            "admin:settle_comment": {"pk": self.comment.pk},
            "admin:app_list": {"app_label": "roundups"},
            "admin:view_on_site": {"content_type_id": "1", "object_id": "1"},
            "admin:reset_sign_in": {"pk": self.things["staff"].pk},
            "invitation": {"secret": "x" * 43},
            "kept_form": {"pk": self.kept.pk},
            "remove_factor": {"pk": 1},
            "as_demo": {"username": "nobody"},
            "public:month": {"first": date.replace(day=1)},
            "public:numbered_day": {"number": 1},
            "public:page": {"slug": "about"},
            "public:picture": {"file": f"{'0' * 32}-1/960.jpg"},
            "public:shared": {"token": tokens.token_of(self.link)},
            "public:shared_picture": {"token": tokens.token_of(self.link), "digest": digest},
            "public:asset": {"file": "paper.0123456789ab.css"},
        }
        known |= {f"admin:{each}": {"pk": self.story.pk} for each in about_story}
        known |= {
            f"admin:{each}": {"pk": self.day.pk} for each in ("roundup_preview", "rule_on_roundup", "share_roundup")
        }
        known |= {f"admin:{each}": {"pk": self.link.pk} for each in ("preview_link", "revoke_preview_link")}
        known |= {f"admin:{each}": {"pk": self.photo.pk} for each in ("use_as_lead", "photo_original")}
        known |= {f"admin:{each}": {"digest": digest} for each in ("desk_picture", "desk_thumbnail")}
        known |= {f"public:{each}": {"date": date} for each in ("day", "text")}
        known |= {
            f"public:{each}": {"number": date.year} for each in ("year", "corrections_of_year", "sitemap_of_year")
        }
        return known.get(name, {})


def everybody(author: Staff) -> dict[str, Staff | None]:
    """The people of the matrix: nobody, each role, a superuser, somebody without a role."""
    return {
        "nobody": None,
        "author": author,
        **{role: factories.person(Role(role)) for role in Role.values},
        "no role": factories.person(None),
        "superuser": factories.person(None, is_superuser=True),
    }
