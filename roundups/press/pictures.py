"""The pictures of the public site: there as long as an edition that readers have shows them, and no longer."""

import dataclasses
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from newsroom.files import remove_whole_folder, sweep, write_whole_folder
from roundups import galley
from roundups.imaging.developing import PictureRefused
from roundups.imaging.renditions import RECIPE, keep_ready, ready_folder, set_name
from roundups.models import Edition, EditionText, Photo, Roundup, RoundupState, Story

AT_WORK = 14  # days whose photos are kept ready
LEFT_OVER = 24 * 60 * 60  # seconds after which prints that nothing uses go


@dataclasses.dataclass(frozen=True)
class Placed:
    """What a round did to the public pictures: the sets that came and went, and why others did not come."""

    came: list[str]
    went: list[str]
    troubles: dict[str, str]  # the set's name → a sentence


def place_pictures(*, of: Collection[int] | None = None, but: Collection[str] = ()) -> Placed:
    """Bring the site's pictures into line with what readers have; the sets named in `but` are not tried.

    With `of`, the ids of some editions, only their pictures come and none goes. It may be run at any time and by
    several workers at once: a set of prints comes and goes as one.
    """
    folder = public_folder()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{name}-{RECIPE}": edition for name, edition in _shown(of).items()}
    went: list[str] = []
    if of is None:
        went = sorted({path.name for path in folder.iterdir() if not path.name.startswith(".")} - set(wanted))
        for name in went:
            remove_whole_folder(folder / name)
        sweep(folder)
    present = {name for name in wanted if (folder / name).is_dir()}
    came, troubles = [], {}
    for name in sorted(set(wanted) - present - set(but)):
        photo = _photo(wanted[name], name)
        if trouble := _ready(photo) if photo else _("An edition names the picture %s, and does not show it.") % name:
            troubles[name] = trouble
            continue
        files = ((path.name, path.read_bytes()) for path in (ready_folder() / name).iterdir())
        write_whole_folder(folder / name, files, mode=0o644)
        came.append(name)
    return Placed(came=came, went=went, troubles=troubles)


def some_may_go(editions: Iterable[Edition]) -> bool:
    """Whether a picture that an earlier edition of these days showed is not in the present one.

    An earlier edition that was redacted no longer says what it showed.
    """
    days = {edition.roundup_id: set(edition.text.pictures) for edition in editions}
    earlier = EditionText.objects.filter(edition__roundup__in=days)
    shown = earlier.values_list("edition__roundup", "pictures", "redaction")
    return any(redaction or set(names) - days[day] for day, names, redaction in shown)


def keep_pictures_ready(*, but: Collection[str] = (), go_on: Callable[[], bool] = lambda: True) -> dict[str, str]:
    """Make the prints of what the days at work use, so that publishing waits for none.

    Returns why some could not be made, by the set's name; the sets named in `but` are not tried. Between two sets
    `go_on` is asked: what readers wait for, or must not see any longer, does not wait for all of them.
    """
    used = {set_name(photo): photo for photo in _used_at_work() if photo.digest}
    missing = {name: photo for name, photo in used.items() if name not in but and not (ready_folder() / name).is_dir()}
    found = {name: _ready(photo) for name, photo in missing.items() if go_on()}
    return {name: trouble for name, trouble in found.items() if trouble}


def clear_ready_pictures() -> None:
    """Remove prints that no day at work uses and that are old enough to be forgotten."""
    folder = ready_folder()
    if not folder.is_dir():
        return
    sweep(folder)
    used = {set_name(photo) for photo in _used_at_work()}
    for path in folder.iterdir():
        if path.name not in used and time.time() - path.stat().st_mtime > LEFT_OVER:
            remove_whole_folder(path)


def public_folder() -> Path:
    return Path(settings.SITE_ROOT) / "pictures"


def _shown(of: Collection[int] | None) -> dict[str, int]:
    """Print name → an edition that readers have and that shows it."""
    editions = Edition.objects.public().with_text()
    if of is not None:
        editions = editions.filter(pk__in=of)
    rows = editions.exclude(text__pictures=[]).values_list("pk", "text__pictures")
    return {name: pk for pk, names in rows for name in names}


def _photo(edition: int, name: str) -> galley.Photo | None:
    sealed = galley.load(EditionText.objects.get(pk=edition).galley)
    return sealed.photos.get(name.rpartition("-")[0])


def _used_at_work() -> Iterable[galley.Photo]:
    """The photos of the newest days that are not cancelled, as they stand in the working copy."""
    days = Roundup.objects.exclude(status=RoundupState.CANCELLED).order_by("-date")[:AT_WORK]
    newest = list(days.select_related("photo"))
    stories = Story.objects.filter(roundup__in=newest).exclude(photo=None).select_related("photo")
    places: list[Roundup | Story] = [*newest, *stories]
    found = [galley.photo_used(place) for place in places]
    return [photo for photo in found if photo]


def _ready(photo: galley.Photo) -> str:
    """Have the photo's prints ready; returns what went wrong, as a sentence."""
    try:
        keep_ready(photo)
    except (OSError, PictureRefused, Photo.DoesNotExist) as error:
        return _("The picture “%(photo)s” could not be made: %(why)s") % {"photo": photo.caption, "why": error}
    return ""
