"""Setting a galley: from the rows of the working copy to the immutable value."""

from collections.abc import Sequence

from roundups import models
from roundups.galley.value import Galley, Photo, Source, Story
from roundups.models import StoryState


def of(roundup: models.Roundup, *, stories: Sequence[Story] | None = None, first: Galley | None = None) -> Galley:
    """The galley of a roundup.

    `stories` are the parts to set, in page order; by default every story that is not spiked, as it stands now: the
    working galley of previews and checks. `first` is the galley of edition 1, whose kicker, opening, sign-off,
    editor in chief and day later editions keep.
    """
    if stories is None:
        rows = roundup.stories.select_related("photo").prefetch_related("sources")
        stories = [story_of(row) for row in rows if row.status != StoryState.SPIKED]
    frame = first or Galley(
        language=roundup.language,
        date=roundup.date,
        day=roundup.day,
        kicker=roundup.kicker.strip(),
        opening=_opening(roundup),
        sign_off=roundup.sign_off.strip(),
        editor_in_chief=roundup.editor_in_chief.strip(),
    )
    return Galley(
        language=frame.language,
        date=frame.date,
        day=frame.day,
        kicker=frame.kicker,
        headline=roundup.headline.strip() or clauses(stories),
        opening=frame.opening,
        sign_off=frame.sign_off,
        photo=photo_used(roundup),
        stories=tuple(stories),
        editor_in_chief=frame.editor_in_chief,
    )


def alone(row: models.Story) -> Galley:
    """A story as a galley of its own, with the language, date and day of its roundup and nothing of its frame."""
    day, part = row.roundup, story_of(row)
    return Galley(language=day.language, date=day.date, day=day.day, headline=clauses([part]), stories=(part,))


def clauses(stories: Sequence[Story]) -> str:
    """The page's headline: the stories' clauses in page order. A withdrawn story has none."""
    return ", ".join(story.clause for story in stories if not story.withdrawn and story.clause)


def story_of(row: models.Story) -> Story:
    """A story's part of the galley, as the row stands. The caller prefetches photo and sources."""
    if row.status == StoryState.WITHDRAWN:
        return Story(anchor=row.anchor, withdrawn=row.withdrawn_note)
    return Story(
        anchor=row.anchor,
        headline=row.headline.strip(),
        short_headline=row.short_headline.strip(),
        summary=row.summary.strip(),
        body=row.body,
        sources=tuple(Source(name=source.name, url=source.url, kind=source.kind) for source in row.sources.all()),
        photo=photo_used(row),
    )


def photo_used(place: models.Roundup | models.Story) -> Photo | None:
    """A photo as it is used in one place, whose own caption, alt text and focal point come before the photo's."""
    row = place.photo
    if row is None:
        return None
    focal = (row.focal_x, row.focal_y)
    if place.photo_focal_x is not None and place.photo_focal_y is not None:
        focal = (place.photo_focal_x, place.photo_focal_y)
    return Photo(
        caption=(place.photo_caption or row.caption).strip(),
        credit=row.credit.strip(),
        alt=(place.photo_alt or row.alt).strip(),
        creator=row.creator.strip() if row.creator_public else "",
        source=row.source.strip(),
        rights=row.rights,
        width=row.width,
        height=row.height,
        focal=focal if row.digest else None,
        digest=row.digest or "",
        copyright=row.copyright.strip(),
        source_type=row.source_type,
        license=row.license,
        web_statement=row.web_statement,
    )


def _opening(roundup: models.Roundup) -> str:
    words = roundup.opening.strip()
    if not words and roundup.counter:
        words = next(
            (opening.words for opening in roundup.counter.openings.all() if opening.language == roundup.language),
            "",
        )
    return words if roundup.day is None else words.replace("{day}", str(roundup.day))
