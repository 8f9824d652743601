"""Pages that tests put together: stories of an invented country, and the pasted page they stand on."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from roundups.importing.reading import CounterWords

TEXTS = Path(__file__).parent / "texts"

STRIKE = CounterWords(
    name="Harbour strike",
    first_day=date(2024, 4, 1),
    openings=("It is day {day} of the harbour strike.", "Идёт {day}-й день портовой забастовки."),
)
WAR = CounterWords(
    name="War in Ukraine",
    first_day=date(2022, 2, 24),
    openings=("It is day {day} of the war in Ukraine.", "Идёт {day}-й день войны в Украине."),
)
COUNTERS = (WAR, STRIKE)


def text(name: str) -> str:
    """A pasted page from the folder of texts."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Told:
    """A story as its author thinks of it."""

    clause: str
    summary: str
    headline: str
    paragraphs: tuple[str, ...]


STORIES = (
    Told(
        "Dockers and owners return to talks",
        "Dockers and ship owners in Orlo have returned to the table for the first time since cranes stopped.",
        "Dockers and ship owners back at the negotiating table in Orlo",
        (
            "Representatives of the dockers’ union and of four ship owners met in Orlo on Tuesday morning, "
            "the port authority said. It was their first meeting since the cranes stopped.",
            "The union asks for eleven per cent and a shorter night shift.",
            "“We came with a pencil, not with a megaphone”",
            "Union chair Tove Arden said this to reporters in front of the port office.",
        ),
    ),
    Told(
        "Flood closes the Sella road",
        "A flood on the river Sella washed away forty metres of the mountain road overnight.",
        "Flood on the Sella washes away mountain road and isolates three villages",
        (
            "The river Sella rose by two metres within four hours on Monday night and tore away part of the "
            "mountain road above Lindal, the road service reported.",
            "Rescuers brought to the villages:",
            "• bread for two hundred people",
            "• insulin and a generator",
            "The mayor of Lindal expects the road to stay closed until the end of the month.",
        ),
    ),
    Told(
        "Court frees balloon pilot",
        "A court in Brenn released the pilot of a weather balloon that strayed over the naval base in June.",
        "Brenn court releases balloon pilot who drifted over naval base",
        (
            "Weather balloon pilot Ilan Moor left the court in Brenn with a fine of four hundred crowns.",
            "Was he a spy?",
            "Prosecutors first spoke of spying and later of carelessness.",
        ),
    ),
    Told(
        "Bread, milk and eggs get dearer",
        "Basic food cost nine per cent more in May than a year before, and bread leads the list.",
        "Food prices climb by nine per cent, bread most of all",
        (
            "Bread, milk and eggs became dearer again in May, the statistics office said on Thursday.",
            "A loaf that cost twenty crowns a year ago now costs twenty-six.",
        ),
    ),
    Told(
        "Wolf seen near the zoo",
        "A wolf was filmed behind the zoo for the first time since 1961.",
        "Young wolf filmed behind the zoo",
        ("A forester filmed the young wolf near the northern gate of the zoo at dawn.",),
    ),
    Told(
        "Ferry runs aground off Hult",
        "A ferry with ninety passengers ran aground off Hult in thick fog. Nobody was hurt.",
        "Ferry with ninety passengers runs aground off Hult",
        (
            "The ferry Maren touched a sandbank in thick fog shortly before seven, the coast guard said.",
            "– Fishermen took the passengers ashore in eleven boats –",
            "The captain gave his own coat to a child, “because coats are for that,” he said.",
        ),
    ),
    Told(
        "Parliament bans billboards, fines start in May",
        "Parliament voted to take down every billboard along the motorways; fines start in May.",
        "All billboards along motorways must go, parliament decides",
        (
            "Parliament passed the law against billboards with a majority of eleven votes.",
            "1. Owners have until winter to take them down.",
            "2. The fine is nine hundred crowns a week.",
        ),
    ),
)


@dataclass(frozen=True)
class Page:
    """What a page says, to be printed in different shapes and compared with what was read."""

    stories: Sequence[Told] = STORIES[:3]
    kicker: str = "The Lantern’s roundup"
    caption: str = "Dockers outside the port office in Orlo. Photo: Mira Dahl"
    captions: int = 2
    opening: str = "It is day 41 of the harbour strike."
    opening_apart: bool = False
    sign_off: str = ""
    imprint: str = "Editor in chief — Nika Vell. Terms of use. Privacy policy."
    with_summaries: bool = True

    def blocks(self) -> list[str]:
        """The page's paragraphs."""
        lede = [story.summary for story in self.stories] if self.with_summaries else []
        if self.opening and lede and not self.opening_apart:
            lede[0] = f"{self.opening} {lede[0]}"
        elif self.opening:
            lede.insert(0, self.opening)
        blocks = [", ".join(story.clause for story in self.stories), self.kicker]
        blocks += [self.caption] * self.captions + lede + [self.sign_off]
        for story in self.stories:
            blocks += [story.headline, *story.paragraphs]
        return [block for block in [*blocks, self.imprint] if block]

    def pasted(self, layout: str = "blank lines") -> str:
        """The page as text: "blank lines", "single lines", "wrapped", "crlf", "separators", "mixed" …"""
        return LAYOUTS[layout](self.blocks())


def _wrapped(blocks: Sequence[str]) -> str:
    return "\n\n".join(textwrap.fill(block, 72, break_on_hyphens=False) for block in blocks) + "\n"


def _mixed(blocks: Sequence[str]) -> str:
    """Single newlines, and a blank line after every third paragraph."""
    return "".join(block + ("\n\n" if number % 3 == 0 else "\n") for number, block in enumerate(blocks))


def _dirty(blocks: Sequence[str]) -> str:
    """What word processors leave: a byte order mark, no-break spaces, tabs."""
    return "\ufeff" + "\u00a0 \n\n\t".join(block.replace(" ", "\u00a0 ") for block in blocks)


LAYOUTS = {
    "blank lines": "\n\n".join,
    "single lines": "\n".join,
    "wrapped": _wrapped,
    "mixed": _mixed,
    "crlf": "\r\n\r\n".join,
    "old mac": "\r".join,
    "separators": "\u2028".join,
    "far apart": "\n \t\n\u00a0\n".join,
    "with dirt": _dirty,
    "with rules": "\n\n* * *\n\n".join,
}
