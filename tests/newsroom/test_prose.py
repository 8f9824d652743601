"""The text field: whatever reaches the database has been cleaned, by whatever path."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.models.prose import ATTRIBUTES, TAGS, clean
from roundups.models import Story
from tests import factories
from tests.promises import count

repeatable = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=count(150, 10_000),
    suppress_health_check=list(HealthCheck),
)
DIRTY = '<p onclick="go()">Bread <b>now</b><script>alert(1)</script> and <a href="javascript:alert(1)">here</a></p>'
CLEANED = "<p>Bread now and <a>here</a></p>"

_names = st.sampled_from(
    [
        "p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "script", "style", "svg", "math", "mtext",
        "mglyph", "table", "td", "tr", "select", "option", "iframe", "noscript", "template", "img", "div", "title",
        "textarea", "xmp", "plaintext", "form", "annotation-xml", "foreignObject", "P", "A", "ScRiPt", "frameset",
    ]
)  # fmt: skip
_attributes = st.sampled_from(
    [
        "", ' href="https://example.org/"', " href='javascript:alert(1)'", ' href="&#106;avascript:alert(1)"',
        " href=data:text/html,x", ' href="mailto:desk@example.org"', ' href="//example.org"', " onclick=alert(1)",
        ' style="color:red"', ' class="x"', ' id="text"', " target=_blank", ' title="<p>"', " href",
        ' href="java\tscript:x"', ' lang="en"',
    ]
)  # fmt: skip
_opening = st.builds("<{}{}>".format, _names, _attributes)
_closing = st.builds("</{}>".format, _names)
_odd = st.sampled_from(
    [
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&lt;script&gt;",
        "&amp;",
        "<",
        ">",
        '"',
        "\x00",
        "&#0;",
        "&nbsp;",
        "<!doctype x>",
    ]
)
htmlish = st.lists(st.one_of(_opening, _closing, _odd, st.text(max_size=6)), max_size=14).map("".join)


class Survivors(HTMLParser):
    """Every tag and attribute that is left in a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.promise
@repeatable
@given(st.text())
def test_cleaning_any_text_again_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.promise
@repeatable
@given(htmlish)
def test_cleaning_markup_again_changes_nothing(html: str) -> None:
    assert clean(clean(html)) == clean(html)


@pytest.mark.promise
@repeatable
@given(htmlish)
def test_only_the_allowed_tags_and_attributes_survive(html: str) -> None:
    left = Survivors(clean(html))
    assert left.tags <= TAGS
    assert left.attributes <= {(tag, name) for tag, names in ATTRIBUTES.items() for name in names}


@pytest.mark.promise
@repeatable
@given(htmlish)
def test_no_link_with_a_dangerous_scheme_survives(html: str) -> None:
    for link in Survivors(clean(html)).links:
        scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.\-\s]*):", link, re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in {"http", "https", "mailto"}


@pytest.mark.promise
@repeatable
@given(st.text(alphabet=st.characters(exclude_characters="<>&\x00\r\xa0")))
def test_plain_words_survive_as_they_are(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <em>two</em> <strong>three</strong><br>four</p>",
        '<p><a href="https://example.org/a?b=1&amp;c=2">link</a></p>',
        '<p><a href="mailto:desk@example.org">write</a></p>',
        "<blockquote><p>Said</p></blockquote><ul><li><p>x</p></li></ul><ol><li><p>y</p></li></ol>",
        "<p>Россия и Украина — «мир»</p><p>שלום 🕊</p>",
    ],
)
def test_what_the_editor_makes_is_left_alone(html: str) -> None:
    assert clean(html) == html


@pytest.mark.parametrize("html", ["", "<p></p>", "<p><br></p>"])
def test_an_empty_paragraph_is_no_text(html: str) -> None:
    assert clean(html) == ""


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java&#10;script:alert(1)", "vbscript:x",
     "data:text/html,x", "&#x6A;avascript:alert(1)"],
)  # fmt: skip
def test_a_dangerous_link_loses_its_address(address: str) -> None:
    assert clean(f'<p><a href="{address}">here</a></p>') == "<p><a>here</a></p>"


def test_the_words_of_a_script_go_with_it() -> None:
    assert clean("<p>a</p><script>alert(1)</script><style>p{}</style>") == "<p>a</p>"


def test_nul_is_removed() -> None:
    assert clean("<p>br\x00ead</p>") == "<p>bread</p>"


def test_nul_does_not_hide_a_script() -> None:
    assert clean("<scr\x00ipt>alert(1)</scr\x00ipt><p>a</p>") == "<p>a</p>"


def stored(pk: int) -> str:
    return str(Story.objects.values_list("body", flat=True).get(pk=pk))


@pytest.mark.django_db
def test_saving_stores_cleaned_text() -> None:
    story = Story(roundup=factories.roundup(), body=DIRTY)
    story.save()
    assert stored(story.pk) == CLEANED


@pytest.mark.django_db
def test_after_saving_the_instance_says_what_the_row_says() -> None:
    story = Story(roundup=factories.roundup(), body=DIRTY)
    story.save()
    assert story.body == CLEANED


@pytest.mark.django_db
def test_creating_stores_cleaned_text() -> None:
    assert stored(Story.objects.create(roundup=factories.roundup(), body=DIRTY).pk) == CLEANED


@pytest.mark.django_db
def test_an_update_past_the_model_stores_cleaned_text() -> None:
    story = factories.story()
    Story.objects.filter(pk=story.pk).update(body=DIRTY)
    assert stored(story.pk) == CLEANED


@pytest.mark.django_db
def test_bulk_create_stores_cleaned_text() -> None:
    (story,) = Story.objects.bulk_create([Story(roundup=factories.roundup(), body=DIRTY)])
    assert stored(story.pk) == CLEANED


@pytest.mark.django_db
def test_bulk_update_stores_cleaned_text() -> None:
    story = factories.story()
    story.body = DIRTY
    Story.objects.bulk_update([story], ["body"])
    assert stored(story.pk) == CLEANED


@pytest.mark.django_db
def test_a_raw_save_as_of_a_fixture_stores_cleaned_text() -> None:
    story = factories.story()
    rows = json.loads(serializers.serialize("json", [story]))
    rows[0]["fields"]["body"] = DIRTY
    for row in serializers.deserialize("json", json.dumps(rows)):
        row.save()
    assert stored(story.pk) == CLEANED


@pytest.mark.django_db
def test_a_text_with_nul_can_be_stored() -> None:
    story = factories.story()
    Story.objects.filter(pk=story.pk).update(body="<p>br\x00ead</p>")
    assert stored(story.pk) == "<p>bread</p>"
