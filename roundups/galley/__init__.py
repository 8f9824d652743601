"""The roundup as one immutable value: what is previewed, checked, compared, sealed and printed.

`of(roundup)` sets a galley from rows, `load(json)` reads a sealed one back, `.digest` identifies it.
"""

from roundups.galley.comparing import Change, changes, word_changes
from roundups.galley.setting import alone, clauses, of, photo_used, story_of
from roundups.galley.value import FORMAT, Galley, GalleyError, Photo, Source, Story, load, load_story

__all__ = [
    "FORMAT",
    "Change",
    "Galley",
    "GalleyError",
    "Photo",
    "Source",
    "Story",
    "alone",
    "changes",
    "clauses",
    "load",
    "load_story",
    "of",
    "photo_used",
    "story_of",
    "word_changes",
]
