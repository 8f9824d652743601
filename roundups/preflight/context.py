"""What a rule may know beside the galley: frozen facts of the desk, the paper's own words, other editions."""

import dataclasses
import datetime
from collections.abc import Mapping

from roundups.galley import Galley


@dataclasses.dataclass(frozen=True, kw_only=True)
class PhotoFacts:
    """What the desk knows of a picture and readers do not see: flags, and when it was used on another day."""

    expires_on: datetime.date | None = None
    one_time: bool = False
    state_agency: bool = False
    graphic: bool = False
    vulnerable: bool = False
    altered: bool = False
    unnamed: str = ""  # the photographer, where readers must not learn the name
    ran_on: datetime.date | None = None
    led_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Name:
    """A name as the paper writes it. `wrong` leads from each wrong form to the right one, cases included."""

    canonical: str
    wrong: Mapping[str, str] = dataclasses.field(default_factory=dict)
    famous: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Phrase:
    """Words that the paper does not use. A word that ends in * stands for all its endings."""

    words: str
    only_quoted: bool = False  # allowed inside quotation marks
    message: str = ""
    severity: str = "confirm"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ruling:
    """What somebody decided on a finding."""

    overrules: bool  # with a reason, against a block; otherwise: no error
    by: str
    at: datetime.datetime
    reason: str = ""
    by_id: int | None = None  # whose it is to take back


@dataclasses.dataclass(frozen=True, kw_only=True)
class Context:
    """What a rule may know beside the galley.

    `must_fix`: anchors of stories with an open must-fix comment. `stale`: those whose newer text is not included.
    `embargoes`: until when a story must wait, by anchor. `photos`: what is known of a picture, by its digest. `date`:
    the day for which rights must hold, `now` the moment of going out. `last`: the galley that readers have;
    `yesterday`: the newest galley of a day before; `translations`: the day in other languages. `rulings`: by matter.
    """

    must_fix: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    embargoes: Mapping[str, datetime.datetime] = dataclasses.field(default_factory=dict)
    photos: Mapping[str, PhotoFacts] = dataclasses.field(default_factory=dict)
    date: datetime.date | None = None
    now: datetime.datetime | None = None
    last: Galley | None = None
    yesterday: Galley | None = None
    translations: tuple[Galley, ...] = ()
    names: tuple[Name, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    sites: tuple[str, ...] = ()  # the paper's own addresses
    rulings: Mapping[str, Ruling] = dataclasses.field(default_factory=dict)
