"""The paper itself: its people, masthead, counters and pages."""

from newsroom.models.counter import Counter, Opening
from newsroom.models.masthead import Masthead
from newsroom.models.page import Page, PageText
from newsroom.models.record_row import RecordRow
from newsroom.models.staff import Staff

__all__ = ["Counter", "Masthead", "Opening", "Page", "PageText", "RecordRow", "Staff"]
