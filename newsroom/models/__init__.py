"""The paper itself: its people, masthead, counters and pages."""

from newsroom.models import numbers  # noqa: F401  (importing it registers a lookup)
from newsroom.models.counter import Counter, Opening
from newsroom.models.invitation import Invitation
from newsroom.models.kept_form import KeptForm
from newsroom.models.masthead import Masthead
from newsroom.models.page import Page, PageText
from newsroom.models.record_row import RecordRow
from newsroom.models.session import DeskSession
from newsroom.models.staff import Staff

__all__ = [
    "Counter",
    "DeskSession",
    "Invitation",
    "KeptForm",
    "Masthead",
    "Opening",
    "Page",
    "PageText",
    "RecordRow",
    "Staff",
]
