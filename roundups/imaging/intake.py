"""The one door for pictures: from a stranger's bytes to a Photo's file, digest, size, and what the file says of it."""

import hashlib
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from newsroom.files import remove_whole_folder, write_whole
from roundups.imaging.developing import PictureRefused, develop, in_turn
from roundups.models import KnownCredit, Photo, Rights, SourceType
from roundups.models.photo import ADDRESS

LARGEST_FILE = 25 * 2**20  # bytes; 5-promises, S24
SECONDS = 5  # of processor time; 5-promises, S24
FORGOTTEN = 30 * 24 * 60 * 60  # seconds after which a file without a photo is nobody's
THUMBNAIL, PROOF = 320, 1280  # pixels wide: in lists, and in previews
TAKEN_OVER = ("caption", "credit", "alt", "creator", "source", "copyright")
ADDRESSES = {"web_statement": ("web_statement", "licensor"), "license": ("license",)}


class SamePicture(PictureRefused):
    """The file is here already, as `photo`."""

    def __init__(self, photo: Photo) -> None:
        self.photo = photo
        super().__init__(_("This picture is here already: “%(photo)s”. Use that one.") % {"photo": photo})


def take_in(photo: Photo, data: bytes) -> None:
    """Give `photo` its picture: the private original, its SHA-256, its width and height as seen upright, its proofs.

    What the file says of itself is kept in `from_file` and fills the columns that are empty. It gives itself no
    rights, not by naming a known credit either; that it comes from a state is believed. The row is not saved. Raises
    PictureRefused.
    """
    if not data:
        raise PictureRefused(_("The file is empty. Choose the picture again."))
    if len(data) > LARGEST_FILE:
        raise PictureRefused(_("The file is larger than 25 MB. Export it smaller, as a JPEG."))
    digest = hashlib.sha256(data).hexdigest()
    if photo.digest and photo.digest != digest:
        # Editions name it by its digest, and rights, credit and proof are of this picture and no other.
        raise PictureRefused(
            _("This photo has its picture, and its rights are that picture’s. Bring the other to the tray.")
        )
    if twin := Photo.objects.filter(digest=digest).exclude(pk=photo.pk).first():
        raise SamePicture(twin)
    with in_turn():
        answer = _look(data, digest)
    photo.width, photo.height, photo.digest = answer["width"], answer["height"], digest
    photo.from_file = {"words": answer["words"], "private": answer["private"]}
    photo.original.save("original", ContentFile(data), save=False)
    _fill(photo, answer["words"])
    if (known := _known_credit(photo)) and known.state_agency:
        photo.state_agency = True


def proof_path(digest: str, width: int) -> Path:
    """Where the picture lies as staff see it, `THUMBNAIL` or `PROOF` pixels wide."""
    return _proofs(digest) / f"{width}.jpg"


def apply_known_credit(photo: Photo) -> None:
    """Give a photo without rights those that its credit usually has; for a credit that a person typed or chose."""
    known = _known_credit(photo) if photo.rights == Rights.NONE else None
    if known:
        photo.rights = known.rights
        photo.state_agency = photo.state_agency or known.state_agency


def restore_proofs() -> list[str]:
    """Make the proofs again that are not there, as after a restore of the originals alone; returns what failed."""
    troubles = []
    for photo in Photo.objects.exclude(digest=None).iterator():
        digest = photo.digest or ""
        if not proof_path(digest, THUMBNAIL).exists() or not proof_path(digest, PROOF).exists():
            try:
                with photo.original.open("rb") as file:
                    _look(file.read(), digest)
            except (OSError, PictureRefused) as error:
                troubles.append(_("The picture “%(photo)s” cannot be shown: %(why)s") % {"photo": photo, "why": error})
    return troubles


def clear_forgotten() -> None:
    """Remove originals and proofs that no photo has: what a refused form or a crash left.

    What is younger than a month stays: a form may be at it, or the database be an older one that was restored. One
    that has no picture at all says nothing of whose files these are.
    """
    root = Path(settings.PRIVATE_ROOT)
    found = [path for name in ("originals", "proofs") for path in (root / name).glob("*")]
    old = [path for path in found if time.time() - path.stat().st_mtime > FORGOTTEN]
    if not old:
        return
    kept: set[Path] = set()
    for name, digest in Photo.objects.exclude(digest=None).values_list("original", "digest").iterator():
        kept |= {root / name, _proofs(digest or "")}
    if not kept:
        return
    for path in set(old) - kept:
        if path.is_dir():
            remove_whole_folder(path)
        else:
            path.unlink(missing_ok=True)


def _look(data: bytes, digest: str) -> dict[str, Any]:
    """What the darkroom sees in the file; its proofs are kept."""
    answer, proofs = develop({"do": "look", "proofs": [THUMBNAIL, PROOF]}, data, seconds=SECONDS)
    for name, content in proofs:
        write_whole(_proofs(digest) / name, content, mode=0o600)
    return answer


def _proofs(digest: str) -> Path:
    return Path(settings.PRIVATE_ROOT) / "proofs" / digest


def _known_credit(photo: Photo) -> KnownCredit | None:
    return KnownCredit.objects.filter(name__iexact=photo.credit.strip()).first() if photo.credit else None


def _fill(photo: Photo, words: dict[str, str]) -> None:
    for name in TAKEN_OVER:
        if not getattr(photo, name):
            setattr(photo, name, shortened(words.get(name, ""), _longest(name)))
    if not photo.caption:
        photo.caption = shortened(words.get("headline", ""), _longest("caption"))
    for name, said in ADDRESSES.items():
        if not getattr(photo, name):
            setattr(photo, name, next((words[key] for key in said if _is_address(words.get(key, ""))), ""))
    if not photo.source_type:
        photo.source_type = _source_type(words)


def shortened(text: str, longest: int) -> str:
    """The text if it fits, else its beginning, cut between two words, with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"


def _source_type(words: dict[str, str]) -> str:
    """The IPTC's digital source type, by the last part of its address; a named AI system says enough."""
    said = words.get("source_type", "").rsplit("/", 1)[-1]
    if said in SourceType.values:
        return said
    return SourceType.GENERATED if words.get("ai_system") or words.get("ai_prompt") else ""


def _is_address(text: str) -> bool:
    try:
        ADDRESS(text)
    except ValidationError:
        return False
    return len(text) <= _longest("web_statement")


def _longest(name: str) -> int:
    column = Photo._meta.get_field(name)
    return int(getattr(column, "max_length", None) or 0)
