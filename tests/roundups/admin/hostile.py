"""Words that somebody might type or paste, meaning well or not."""

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
BREAKOUT = "\"'></textarea></title><svg onload=alert(1)>"
RUSSIAN = "Мост открыт для телег, сообщил городской совет"
RIGHT_TO_LEFT = "الجسر مفتوح للعربات \u202eabc\u202c"
EMOJI = "🐎🛒👩🏽‍🌾"

EVERYTHING = f"{SCRIPT}{IMAGE}{BREAKOUT} {RUSSIAN} {RIGHT_TO_LEFT} {EMOJI}"
RAW = (SCRIPT, "<img src=x", "<svg onload", "onerror=alert(1)>")


def raw_markup(page: str) -> list[str]:
    """Which of the hostile words stand in a page's source as markup."""
    return [words for words in RAW if words in page]
