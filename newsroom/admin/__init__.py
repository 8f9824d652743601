"""The desk's surface: the admin of this site, with the board as its index."""

from newsroom.admin.desk import Desk
from newsroom.admin.pages import CounterAdmin, MastheadAdmin, PageAdmin
from newsroom.admin.people import StaffAdmin
from newsroom.admin.record import RecordAdmin
from newsroom.models import Counter, Masthead, Page, RecordRow, Staff
from roundups.admin import (
    EditionAdmin,
    GlossaryAdmin,
    KnownCreditAdmin,
    PhotoAdmin,
    ReportAdmin,
    RoundupAdmin,
    StoryAdmin,
    StylePhraseAdmin,
)
from roundups.models import Edition, GlossaryEntry, KnownCredit, Photo, Report, Roundup, Story, StylePhrase

site = Desk(name="admin")
site.register(Roundup, RoundupAdmin)
site.register(Story, StoryAdmin)
site.register(Photo, PhotoAdmin)
site.register(KnownCredit, KnownCreditAdmin)
site.register(Edition, EditionAdmin)
site.register(Report, ReportAdmin)
site.register(GlossaryEntry, GlossaryAdmin)
site.register(StylePhrase, StylePhraseAdmin)
site.register(Masthead, MastheadAdmin)
site.register(Counter, CounterAdmin)
site.register(Page, PageAdmin)
site.register(Staff, StaffAdmin)
site.register(RecordRow, RecordAdmin)

__all__ = ["site"]
