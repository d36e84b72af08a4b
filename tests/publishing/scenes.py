"""Pictures in the library, for tests that begin with one."""

import io
from dataclasses import replace
from datetime import datetime

from PIL import Image, ImageDraw

from parishpump.people.models import Person
from parishpump.publishing.actions.picturing import add_picture, describe
from parishpump.publishing.content import PictureUse
from parishpump.publishing.models import Picture
from parishpump.publishing.passports import Facts, PersonPictured
from tests.conftest import NOON

OWN = Facts(alt="A lane with a red and white barrier", owner="Northfold Parish Council", licence="Own work")
PUPIL = PersonPictured("a pupil", child=True, consent="Form 12 in the office", given_on="2026-03-03")


def drawing(*, size: tuple[int, int] = (320, 200), kind: str = "JPEG", shift: int = 0, **more: object) -> bytes:
    """A picture with something to see: a house, a tree and a road."""
    drawn, out = Image.new("RGB", (320, 200), "skyblue"), io.BytesIO()
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 150, 320, 200), fill="dimgray")
    pen.polygon([(40 + shift, 90), (90 + shift, 40), (140 + shift, 90)], fill="firebrick")
    pen.rectangle((50 + shift, 90, 130 + shift, 150), fill="wheat")
    pen.ellipse((210, 30, 290, 120), fill="darkgreen")
    drawn.resize(size).save(out, kind, **more)
    return out.getvalue()


def in_library(by: Person, facts: Facts | None = OWN, *, at: datetime = NOON, shift: int = 0) -> Picture:
    """A picture with this passport; with None, one that nobody has described."""
    picture = add_picture(drawing(shift=shift), filename="lane.jpg", by=by, at=at)
    if facts is not None:
        describe(picture, facts, by=by, at=at)
    picture.refresh_from_db()
    return picture


def use_of(picture: Picture, **more: object) -> PictureUse:
    """The picture as a post uses it, with the facts of the library."""
    facts = picture.facts
    use = PictureUse(picture.id, picture.sha256, facts.alt, facts.owner, facts.licence, source=facts.source)
    return replace(use, **more)
