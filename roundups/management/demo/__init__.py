"""The demonstration newsroom: an invented paper with a day's work on the board."""

from roundups.management.demo.archive import fill_archive
from roundups.management.demo.newsroom import open_newsroom

__all__ = ["fill_archive", "open_newsroom"]
