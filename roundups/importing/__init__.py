"""A finished text becomes a roundup: `read` understands it, `save` writes it, all or nothing."""

from roundups.importing.proof import proof_of
from roundups.importing.reading import (
    CounterWords,
    NotARoundup,
    Reading,
    ReadPhoto,
    ReadStory,
    decode,
    read,
)
from roundups.importing.saving import ImportRefused, counters_for, save

__all__ = [
    "CounterWords",
    "ImportRefused",
    "NotARoundup",
    "ReadPhoto",
    "ReadStory",
    "Reading",
    "counters_for",
    "decode",
    "proof_of",
    "read",
    "save",
]
