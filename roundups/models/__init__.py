"""The nouns of the roundup, one a file. They hold and constrain; what happens to them happens in workflow."""

from roundups.models.comment import Comment
from roundups.models.credit import KnownCredit
from roundups.models.edition import Edition, EditionKind, EditionText
from roundups.models.entry import IndexEntry
from roundups.models.glossary import GlossaryEntry, WordsLanguage
from roundups.models.move import Move
from roundups.models.photo import Photo, Rights, SourceType
from roundups.models.photo_use import PhotoUse
from roundups.models.preview_link import PreviewLink
from roundups.models.printed import Printed
from roundups.models.report import Report
from roundups.models.roundup import Roundup, RoundupState
from roundups.models.ruling import FindingRuling, RulingKind
from roundups.models.source import Source, SourceKind
from roundups.models.story import Story, StoryState
from roundups.models.style_phrase import Gravity, StylePhrase
from roundups.models.version import Version

__all__ = [
    "Comment",
    "Edition",
    "EditionKind",
    "EditionText",
    "FindingRuling",
    "GlossaryEntry",
    "Gravity",
    "IndexEntry",
    "KnownCredit",
    "Move",
    "Photo",
    "PhotoUse",
    "PreviewLink",
    "Printed",
    "Report",
    "Rights",
    "Roundup",
    "RoundupState",
    "RulingKind",
    "Source",
    "SourceKind",
    "SourceType",
    "Story",
    "StoryState",
    "StylePhrase",
    "Version",
    "WordsLanguage",
]
