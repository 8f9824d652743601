"""The roundup as one immutable value: what is previewed, checked, compared, sealed and printed.

`of(roundup)` sets a galley from rows, `load(json)` reads a sealed one back, `.digest` identifies it.
"""

from roundups.galley.comparing import Change, changes, word_changes
from roundups.galley.setting import alone, clauses, of, photo_used, story_of
from roundups.galley.striking import NoWords, Place, Words, places_in, places_in_text, strike, struck
from roundups.galley.value import FORMAT, Galley, GalleyError, Photo, Source, Story, load, load_story

__all__ = [
    "FORMAT",
    "Change",
    "Galley",
    "GalleyError",
    "NoWords",
    "Photo",
    "Place",
    "Source",
    "Story",
    "Words",
    "alone",
    "changes",
    "clauses",
    "load",
    "load_story",
    "of",
    "photo_used",
    "places_in",
    "places_in_text",
    "story_of",
    "strike",
    "struck",
    "word_changes",
]
