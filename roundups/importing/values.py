"""What the reader of a finished text is told, and what it answers: plain values, no rows."""

from dataclasses import dataclass
from datetime import date as Date


class NotARoundup(ValueError):
    """The text cannot be read as a roundup. `args[0]` says to the person what is missing and what to do."""


@dataclass(frozen=True, kw_only=True)
class CounterWords:
    """What reading needs to know of a counter. `first_day` is day 1; `openings` hold "{day}"."""

    name: str
    first_day: Date
    openings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReadPhoto:
    """A picture's caption line, taken apart. The credit comes without the word "Photo"."""

    caption: str
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadStory:
    """One story: its headline, its clause of the page headline, its summary, its text, its photo."""

    headline: str
    short_headline: str = ""
    summary: str = ""
    paragraphs: tuple[str, ...] = ()
    photo: ReadPhoto | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was understood of a pasted roundup.

    `headline` is empty when the page headline is exactly the stories' short headlines in story order,
    joined by ", "; if a story has no short headline it is always kept. `counter` names the counter whose
    days the opening counts, "" if there is none. `day` is the number that the text says. `opening` has
    "{day}" for it when the counter's own number for `date` is the same, otherwise the number as typed.
    `remarks` are sentences for the person: whatever found no place, quoted in full, and doubts.
    """

    date: Date | None
    counter: str
    day: int | None
    headline: str
    kicker: str
    opening: str
    sign_off: str
    photo: ReadPhoto | None
    stories: tuple[ReadStory, ...]
    editor_in_chief: str
    remarks: tuple[str, ...]
