"""A picture comes in: decided by its content, decoded within limits, kept privately; what is shown is made anew."""

from roundups.imaging.intake import PictureRefused, take_in
from roundups.imaging.rendition import WIDEST, make_rendition, rendition_path

__all__ = ["WIDEST", "PictureRefused", "make_rendition", "rendition_path", "take_in"]
