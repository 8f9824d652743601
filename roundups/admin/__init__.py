"""The roundup's screens: forms for one object, and one screen a file for what spans several."""

from roundups.admin.edition import EditionAdmin
from roundups.admin.glossary import GlossaryAdmin, StylePhraseAdmin
from roundups.admin.photo import KnownCreditAdmin, PhotoAdmin
from roundups.admin.report import ReportAdmin
from roundups.admin.roundup import RoundupAdmin
from roundups.admin.story import StoryAdmin

__all__ = [
    "EditionAdmin",
    "GlossaryAdmin",
    "KnownCreditAdmin",
    "PhotoAdmin",
    "ReportAdmin",
    "RoundupAdmin",
    "StoryAdmin",
    "StylePhraseAdmin",
]
