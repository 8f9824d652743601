"""How the desk says no: sentences fit for the person, nothing changed."""

from collections.abc import Iterable

from django.db import models


class StepRefused(Exception):
    """The desk refuses. `reasons` are sentences: what is wrong, what to do. Nothing was changed."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons = (reasons,) if isinstance(reasons, str) else tuple(reasons)
        super().__init__(" ".join(self.reasons))


class AlreadyDone(StepRefused):
    """What was asked for has happened already: a second click, a second tab."""


class StaleSave(StepRefused):
    """Somebody saved in the meantime. `theirs` is the row as it is now; the other text is still the caller's."""

    def __init__(self, reason: str, theirs: models.Model) -> None:
        super().__init__(reason)
        self.theirs = theirs
