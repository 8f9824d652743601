"""What was read as a galley, so that it can be checked before anything is written."""

from collections.abc import Iterable

from django.utils.html import escape

from roundups import galley
from roundups.importing.values import Reading, ReadStory


def proof_of(reading: Reading, language: str) -> galley.Galley | None:
    """The galley of a reading in a language; None while it has no date. Its pictures are still to come."""
    if reading.date is None:
        return None
    stories = tuple(_story(story, number) for number, story in enumerate(reading.stories, start=1))
    lead = reading.photo
    photo = galley.Photo(caption=lead.caption, credit=lead.credit) if lead else None
    opening = reading.opening if reading.day is None else reading.opening.replace("{day}", str(reading.day))
    return galley.Galley(
        language=language,
        date=reading.date,
        day=reading.day,
        kicker=reading.kicker,
        headline=reading.headline or galley.clauses(stories),
        opening=opening,
        sign_off=reading.sign_off,
        photo=photo,
        stories=stories,
        editor_in_chief=reading.editor_in_chief,
    )


def body_of(paragraphs: Iterable[str]) -> str:
    """Paragraphs of plain words as the HTML of a text."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def _story(story: ReadStory, number: int) -> galley.Story:
    return galley.Story(
        anchor=f"story-{number}",
        headline=story.headline,
        short_headline=story.short_headline,
        summary=story.summary,
        body=body_of(story.paragraphs),
    )
