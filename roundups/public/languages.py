"""How a language is called: by its own speakers, and by social networks."""

from django import template
from django.utils.translation import get_language_info

register = template.Library()
PLACES = {"en": "GB", "uk": "UA", "be": "BY", "ka": "GE", "hy": "AM", "kk": "KZ"}  # where the name alone is wrong


@register.filter
def own_name(language: str) -> str:
    """The language's name as its speakers write it; its two letters where nobody told us."""
    try:
        return str(get_language_info(language)["name_local"]).capitalize()
    except KeyError:
        return language.upper()


@register.filter
def locale(language: str) -> str:
    """Language and place as Open Graph wants them, for example ru_RU."""
    return f"{language}_{PLACES.get(language, language.upper())}"
