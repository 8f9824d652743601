"""Drawn pictures for the demo: scenes of flat shapes in a grey morning light, the same ones every time."""

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 900)
Draw = ImageDraw.ImageDraw
Colour = tuple[int, int, int]


def draw(scene: str) -> bytes:
    """A JPEG of the scene."""
    dice = random.Random(scene)  # noqa: S311  (a drawing, not a secret)
    tint = dice.randrange(-14, 15)
    picture = _sky((158 + tint, 176, 187 - tint), (222, 214, 200 + tint))
    SCENES[scene](ImageDraw.Draw(picture), dice)
    picture = Image.blend(picture, picture.filter(ImageFilter.GaussianBlur(6)), 0.35)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=88)
    return file.getvalue()


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    column = Image.new("RGB", (1, SIZE[1]))
    for y in range(SIZE[1]):
        share = y / SIZE[1]
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    return column.resize(SIZE)


def _hills(pen: Draw, dice: random.Random, base: int, height: int, colour: Colour) -> None:
    points, x = [(0, SIZE[1])], 0
    while x <= SIZE[0] + 200:
        points.append((x, base - dice.randrange(height)))
        x += dice.randrange(90, 260)
    pen.polygon([*points, (SIZE[0], SIZE[1])], fill=colour)


def _houses(pen: Draw, dice: random.Random, base: int, colour: Colour, tallest: int = 300) -> None:
    x = -20
    while x < SIZE[0]:
        width, height = dice.randrange(90, 200), dice.randrange(tallest // 2, tallest)
        pen.rectangle((x, base - height, x + width, base), fill=colour)
        pen.polygon([(x, base - height), (x + width // 2, base - height - 50), (x + width, base - height)], fill=colour)
        for row in range(base - height + 30, base - 40, 55):
            for left in range(x + 18, x + width - 30, 42):
                if dice.random() > 0.3:
                    pen.rectangle((left, row, left + 16, row + 26), fill=(214, 196, 150))
        x += width + dice.randrange(4, 20)


def _harbour(pen: Draw, dice: random.Random) -> None:
    pen.rectangle((0, 630, 1600, 900), fill=(91, 111, 120))
    pen.polygon([(240, 600), (1090, 600), (1010, 720), (330, 720)], fill=(47, 58, 64))
    for left, top in ((400, 533), (590, 505), (800, 540)):
        pen.rectangle((left, top, left + 190, 600), fill=(70, 84, 91))
    for foot, arm in ((1150, 830), (1390, 1180)):
        pen.line([(foot, 626), (foot, 213), (arm, 290)], fill=(43, 52, 57), width=13)
        pen.line([(foot, 213), (foot + 150, 260)], fill=(43, 52, 57), width=13)


def _court(pen: Draw, dice: random.Random) -> None:
    pen.rectangle((0, 700, 1600, 900), fill=(150, 145, 136))
    for step in range(5):
        pen.rectangle((260 - step * 30, 640 + step * 24, 1340 + step * 30, 664 + step * 24), fill=(176 - step * 8,) * 3)
    pen.rectangle((330, 330, 1270, 640), fill=(120, 118, 114))
    for left in range(370, 1240, 125):
        pen.rectangle((left, 340, left + 56, 640), fill=(196, 192, 184))
    pen.polygon([(290, 330), (800, 150), (1310, 330)], fill=(166, 162, 154))


def _mountain(pen: Draw, dice: random.Random) -> None:
    _hills(pen, dice, 560, 340, (126, 140, 150))
    _hills(pen, dice, 700, 240, (86, 101, 106))
    pen.polygon(
        [(700, 900), (980, 900), (900, 720), (1060, 610), (960, 520), (930, 522), (1010, 612), (830, 724)],
        fill=(178, 174, 166),
    )


def _square(pen: Draw, dice: random.Random) -> None:
    _houses(pen, dice, 600, (104, 106, 110))
    pen.rectangle((740, 190, 850, 600), fill=(82, 84, 90))
    pen.polygon([(725, 190), (795, 70), (865, 190)], fill=(74, 70, 70))
    pen.rectangle((0, 600, 1600, 900), fill=(168, 162, 150))
    for _stone in range(120):
        x, y = dice.randrange(1600), dice.randrange(610, 900)
        pen.line([(x, y), (x + 60, y)], fill=(152, 146, 136), width=3)


def _market(pen: Draw, dice: random.Random) -> None:
    _houses(pen, dice, 520, (118, 116, 112), tallest=260)
    pen.rectangle((0, 520, 1600, 900), fill=(140, 132, 120))
    for number, left in enumerate(range(40, 1560, 260)):
        colour = ((150, 70, 60), (200, 190, 170), (80, 100, 90))[number % 3]
        pen.polygon([(left, 560), (left + 230, 560), (left + 250, 640), (left - 20, 640)], fill=colour)
        pen.rectangle((left, 700, left + 230, 800), fill=(96, 84, 70))
        for fruit in range(left + 15, left + 220, 34):
            pen.ellipse((fruit, 672, fruit + 32, 704), fill=(190 - number * 9, 130, 70))


def _river(pen: Draw, dice: random.Random) -> None:
    _hills(pen, dice, 520, 160, (120, 132, 126))
    pen.rectangle((0, 540, 1600, 900), fill=(128, 146, 154))
    for _wave in range(90):
        x, y = dice.randrange(1600), dice.randrange(550, 900)
        pen.line([(x, y), (x + 70, y)], fill=(150, 166, 172), width=4)
    pen.polygon([(0, 620), (520, 560), (0, 560)], fill=(92, 98, 82))
    pen.polygon([(1600, 700), (1080, 566), (1600, 560)], fill=(84, 92, 78))


def _theatre(pen: Draw, dice: random.Random) -> None:
    pen.rectangle((0, 0, 1600, 900), fill=(44, 34, 36))
    pen.polygon([(640, 60), (960, 60), (1240, 760), (360, 760)], fill=(92, 78, 66))
    for left in (*range(0, 320, 64), *range(1280, 1600, 64)):
        pen.rectangle((left, 0, left + 44, 780), fill=(122, 36, 36))
    pen.rectangle((0, 760, 1600, 900), fill=(70, 54, 46))
    pen.rectangle((770, 560, 830, 760), fill=(26, 22, 24))
    pen.ellipse((772, 500, 828, 562), fill=(26, 22, 24))


def _stadium(pen: Draw, dice: random.Random) -> None:
    pen.polygon([(0, 260), (1600, 180), (1600, 560), (0, 560)], fill=(104, 108, 116))
    for _head in range(1400):
        x, y = dice.randrange(1600), dice.randrange(300, 550)
        pen.ellipse((x, y, x + 14, y + 16), fill=dice.choice([(70, 70, 80), (190, 180, 160), (140, 60, 56)]))
    pen.rectangle((0, 560, 1600, 900), fill=(84, 122, 78))
    pen.line([(0, 700), (1600, 640)], fill=(220, 224, 214), width=8)
    pen.rectangle((1180, 480, 1440, 640), outline=(236, 236, 230), width=9)


SCENES: dict[str, Callable[[Draw, random.Random], None]] = {
    "harbour": _harbour,
    "court": _court,
    "mountain-road": _mountain,
    "square": _square,
    "market": _market,
    "river": _river,
    "theatre": _theatre,
    "stadium": _stadium,
}
