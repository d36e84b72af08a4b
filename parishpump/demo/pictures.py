"""Two pictures for the demonstration, drawn here: a plan of a diversion, and a planted green."""

import io
import math
import random
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

GREEN, DEEP, STONE, ROAD, BRICK, INK, SKY = "#7fa36b", "#4c7a45", "#f1efe4", "#ffffff", "#a8372a", "#23302b", "#cfe3ea"
WIDE, HIGH = 1200, 800


def plan_of_the_diversion() -> bytes:
    """A plan: Mill Lane crossed out between two houses, the way round by Church Road and Ford Street. PNG."""
    picture = Image.new("RGB", (WIDE, HIGH), STONE)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 560), (420, 600), (760, 800), (0, 800)], fill="#dbe6cf")
    ways = {
        "Church Road": [(120, 120), (1080, 120)],
        "Ford Street": [(1080, 120), (1080, 640)],
        "High Street": [(120, 120), (120, 640)],
        "Mill Lane": [(120, 640), (1080, 640)],
    }
    for points in ways.values():
        draw.line(points, fill=ROAD, width=64)
        for x, y in points:
            draw.ellipse([x - 32, y - 32, x + 32, y + 32], fill=ROAD)
    _arrows(draw, [(120, 600), (120, 120), (1080, 120), (1080, 600)])
    draw.line([(360, 640), (840, 640)], fill=BRICK, width=40)
    for x in range(390, 840, 80):
        draw.line([(x - 22, 662), (x + 22, 618)], fill=ROAD, width=8)
    letters = ImageFont.load_default(34)
    draw.text((470, 60), "Church Road", fill=INK, font=letters, anchor="mm")
    draw.text((600, 700), "Mill Lane: closed", fill=BRICK, font=letters, anchor="mm")
    draw.text((970, 380), "Ford Street", fill=INK, font=letters, anchor="rm")
    draw.text((190, 380), "High Street", fill=INK, font=letters, anchor="lm")
    return _saved(picture, "PNG")


def planted_green() -> bytes:
    """The green with its oak and a bed of daffodils in front. JPEG."""
    picture = Image.new("RGB", (WIDE, HIGH), SKY)
    draw = ImageDraw.Draw(picture)
    draw.ellipse([-300, 360, 900, 1100], fill="#a9c493")
    draw.ellipse([300, 400, 1600, 1200], fill=GREEN)
    draw.rectangle([880, 250, 930, 520], fill="#6b5136")
    for x, y, r in ((905, 180, 150), (800, 250, 110), (1010, 250, 115), (905, 270, 130)):
        draw.ellipse([x - r, y - r, x + r, y + r], fill=DEEP)
    draw.ellipse([120, 560, 860, 780], fill="#5b4632")
    choose = random.Random(7)  # noqa: S311 - flowers, not secrets
    for _ in range(150):
        turn, out = choose.uniform(0, 2 * math.pi), choose.random() ** 0.5
        x, y = 490 + 350 * out * math.cos(turn), 660 + 90 * out * math.sin(turn)
        draw.line([(x, y), (x, y - 44)], fill=DEEP, width=5)
        draw.ellipse([x - 15, y - 62, x + 15, y - 34], fill="#f6d64a")
        draw.ellipse([x - 6, y - 54, x + 6, y - 42], fill="#e0912b")
    return _saved(picture, "JPEG")


def _arrows(draw: ImageDraw.ImageDraw, points: list[tuple[int, int]]) -> None:
    draw.line(points, fill="#2c5f8a", width=14, joint="curve")
    for (ax, ay), (bx, by) in pairwise(points):
        x, y, turn = (ax + bx) / 2, (ay + by) / 2, math.atan2(by - ay, bx - ax)
        tips = [(x + 34 * math.cos(turn + spread), y + 34 * math.sin(turn + spread)) for spread in (0, 2.4, -2.4)]
        draw.polygon(tips, fill="#2c5f8a")


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()
