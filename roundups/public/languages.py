"""How a language is called: by its own speakers, and by social networks."""

from django import template
from django.utils.translation import get_language_info

register = template.Library()
# Where the name alone is wrong, as social networks list them.
PLACES = {
    "af": "ZA", "am": "ET", "ar": "AR", "be": "BY", "bn": "IN", "bs": "BA", "ca": "ES", "cs": "CZ", "cy": "GB",
    "da": "DK", "el": "GR", "en": "GB", "et": "EE", "eu": "ES", "fa": "IR", "ga": "IE", "gl": "ES", "he": "IL",
    "hi": "IN", "hy": "AM", "ja": "JP", "ka": "GE", "kk": "KZ", "km": "KH", "ko": "KR", "ku": "TR", "ky": "KG",
    "ms": "MY", "nb": "NO", "ne": "NP", "ps": "AF", "sl": "SI", "sq": "AL", "sr": "RS", "sv": "SE", "sw": "KE",
    "ta": "IN", "te": "IN", "tg": "TJ", "ti": "ET", "uk": "UA", "ur": "PK", "vi": "VN", "zh": "CN",
}  # fmt: skip


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
