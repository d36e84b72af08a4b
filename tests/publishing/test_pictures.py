"""Uploads: made safe, or refused in words."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from parishpump.publishing.pictures import AIM_BYTES, LONGEST_EDGE, NotAPicture, clean


def saved(picture: Image.Image, kind: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def test_place_data_is_taken_out_and_told():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 14.0, 0.0)
    exif[0x010E] = "Taken at the Clerk's house"

    cleaned = clean(saved(noise(60, 40), "JPEG", exif=exif))

    assert cleaned.had_place
    again = Image.open(io.BytesIO(cleaned.content))
    assert not again.getexif()
    assert b"Clerk" not in cleaned.content


def placed() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 14.0, 0.0)
    exif[0x010E] = "Taken at the Clerk's house"
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_kind_of_file_keeps_where_it_was_taken(kind):
    upload = saved(noise(60, 40), kind, exif=placed())
    assert b"Clerk" in upload

    cleaned = clean(upload)

    again = Image.open(io.BytesIO(cleaned.content))
    assert cleaned.had_place
    assert not again.getexif()
    assert not {"exif", "xmp", "XML:com.adobe.xmp", "comment"} & set(again.info)
    assert b"Clerk" not in cleaned.content


def test_place_data_in_xmp_is_taken_out_and_told():
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>51,14N</exif:GPSLatitude></x:xmpmeta>'

    cleaned = clean(saved(noise(60, 40), "WEBP", xmp=xmp))

    assert cleaned.had_place
    assert b"GPSLatitude" not in cleaned.content


def test_a_picture_lying_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    cleaned = clean(saved(noise(60, 40), "JPEG", exif=exif))

    assert (cleaned.width, cleaned.height) == (40, 60)


def test_a_large_picture_becomes_one_that_every_network_takes():
    cleaned = clean(saved(noise(3000, 2500), "JPEG", quality=95))

    assert max(cleaned.width, cleaned.height) == LONGEST_EDGE
    assert len(cleaned.content) <= AIM_BYTES * 2


def test_see_through_stays_see_through():
    cleaned = clean(saved(Image.new("RGBA", (30, 30), (0, 0, 0, 0)), "PNG"))

    assert cleaned.media_type == "image/png"


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_every_way_of_keeping_colours_is_read(mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    upload = saved(Image.new(mode, (20, 20)), "JPEG" if mode == "CMYK" else kind)

    assert clean(upload).width == 20


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"hello",
        b"\x00" * 4000,
        b"PK\x03\x04" + b"\0" * 400,
        b"%PDF-1.7 ...",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ" + b"\x90" * 300,
        bomb(60_000, 60_000),
        bomb(100, 100),
        b"\xff\xd8\xff\xe0" + b"\0" * 20,
        saved(Image.new("RGB", (50, 50)), "JPEG")[:300],
        saved(Image.new("RGB", (50, 50)), "BMP"),
    ],
    ids=["empty", "text", "zeros", "zip", "pdf", "svg", "program", "bomb", "broken png", "cut head", "cut jpeg", "bmp"],
)
def test_what_is_no_usable_picture_is_refused_in_words(upload):
    with pytest.raises(NotAPicture) as refused:
        clean(upload)

    assert str(refused.value).endswith(".")


def test_a_file_over_fifteen_megabytes_is_refused():
    with pytest.raises(NotAPicture, match="15 MB"):
        clean(b"\xff" * (15 * 1024 * 1024 + 1))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 800), st.binary(min_size=1, max_size=30))
def test_no_damage_to_a_file_brings_us_down(place, damage):
    whole = saved(Image.linear_gradient("L").resize((40, 40)), "PNG")
    upload = whole[:place] + damage + whole[place + len(damage) :]

    with suppress(NotAPicture):
        assert clean(upload).width > 0
