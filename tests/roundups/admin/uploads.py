"""Uploads that notice when somebody asks for all of them at once."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from roundups.imaging.intake import LARGEST_FILE

FRUGAL = ["tests.roundups.admin.uploads.FrugalHandler"]


class Frugal:
    """A file that is read in pieces no larger than a picture may be, and one byte to tell."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= LARGEST_FILE + 1, "a file of any size would be read into memory"
        found: bytes = self._file.read(size)
        return found


class FrugalHandler(TemporaryFileUploadHandler):
    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        upload = super().file_complete(file_size)
        if upload:
            upload.file = Frugal(upload.file)  # type: ignore[assignment]  # all of a file that is asked for
        return upload
