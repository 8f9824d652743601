"""The pictures of the public site: there as long as an edition that readers have shows them, and no longer."""

import contextlib
import logging
import os
import time
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max

from roundups import imaging
from roundups.models import Edition, Photo

LEFT_BEHIND = 60  # seconds
log = logging.getLogger(__name__)


def newest_edition() -> tuple[int, int]:
    """Changes with every edition: as long as it stays, no picture comes or goes.

    The count is part of it because of two editions the later id may be committed first.
    """
    found = Edition.objects.aggregate(newest=Max("pk"), count=Count("pk"))
    return found["newest"] or 0, found["count"]


def place_pictures() -> tuple[int, int]:
    """Bring the site's pictures into line with what readers have; returns how many came and how many went.

    It may be run at any time and by several workers at once: a picture is written beside and then renamed.
    """
    folder = Path(settings.SITE_ROOT) / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    wanted, present = _wanted(), _present(folder)
    for name in present - wanted:
        (folder / name).unlink(missing_ok=True)
    _sweep(folder)
    placed = [name for name in sorted(wanted - present) if _place(folder, name)]
    return len(placed), len(present - wanted)


def missing_pictures() -> set[str]:
    """The names of pictures that readers should have and do not."""
    return _wanted() - _present(Path(settings.SITE_ROOT) / "pictures")


def _wanted() -> set[str]:
    shown = Edition.objects.public().with_text().values_list("text__pictures", flat=True)
    return {f"{digest}.jpg" for pictures in shown for digest in pictures}


def _present(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.jpg")}


def _sweep(folder: Path) -> None:
    """Clear away what a crash left half written; a file that somebody is writing is younger."""
    for path in folder.glob(".*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > LEFT_BEHIND:
                path.unlink()


def _place(folder: Path, name: str) -> bool:
    photo = Photo.objects.filter(digest=name.removesuffix(".jpg")).first()
    if photo is None:
        log.warning("an edition shows the picture %s, but no photo has it", name)
        return False
    try:
        data = imaging.make_rendition(photo).read_bytes()
    except (OSError, imaging.PictureRefused) as error:
        log.warning("the picture of “%s” could not be made: %s", photo, error)
        return False
    beside = folder / f".{name}.{os.getpid()}"
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / name)
    return True
