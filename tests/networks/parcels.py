"""Parcels for the tests of the networks."""

import io
from datetime import UTC, datetime
from uuid import uuid4

from PIL import Image

from parishpump.networks.contract import Parcel, Picture

TEXT = """The village hall's roof is mended — “at last”, as the minutes have it <3 & [gallery].

Read more: https://northfold.example/news/hall?from=post&to=roof.
#VillageHall #NorthfoldNews


Café open from 10 🏴󠁧󠁢󠁥󠁮󠁧󠁿"""


def picture(alt: str = "The mended roof of the village hall", *, colour: str = "green") -> Picture:
    content = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(content, "JPEG")
    return Picture(content.getvalue(), "image/jpeg", alt, 64, 48)


def parcel(text: str = TEXT, *pictures: Picture, key: str = "", title: str = "") -> Parcel:
    return Parcel(key or uuid4().hex, text, pictures, datetime.now(UTC), title=title)
