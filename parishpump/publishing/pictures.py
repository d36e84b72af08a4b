"""Uploaded pictures, made safe to show: decoded, turned upright, stripped of everything but the picture. Pure."""

import io
import warnings
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_EDGE = 2000
# Bluesky takes 2,000,000 bytes a picture, the least of the networks; we aim below it, so that one file fits everywhere.
AIM_BYTES = 950_000
_KINDS = {"JPEG", "PNG", "WEBP", "GIF", "MPO"}
_GPS = 0x8825
# Of 64 bits, so many may differ between two pictures that look the same; a plain surface has too few set to tell.
_ALIKE = 6
_TELLING = 6


class NotAPicture(ValueError):
    """The file cannot be used as a picture. The message says why and what to do."""


@dataclass(frozen=True)
class CleanPicture:
    """A re-encoded picture: JPEG, or PNG where it is see-through. `look` is its difference hash (16 hex digits)."""

    content: bytes
    media_type: str
    width: int
    height: int
    had_place: bool
    look: str


def clean(upload: bytes) -> CleanPicture:
    """Re-encode an uploaded file, without its metadata.

    Raises:
        NotAPicture: empty, too large, not a picture that we read, or broken.
    """
    if not upload:
        raise NotAPicture("The file is empty. Choose the picture again.")
    if len(upload) > MOST_BYTES:
        raise NotAPicture("The file is larger than 15 MB. Make the picture smaller, then add it again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _reencode(upload)
    except NotAPicture:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as broken:
        raise NotAPicture("This file is not a picture that can be read. Use a JPEG, PNG or WebP file.") from broken


def _reencode(upload: bytes) -> CleanPicture:
    with Image.open(io.BytesIO(upload)) as picture:
        if picture.format not in _KINDS:
            raise NotAPicture("This kind of picture cannot be used. Save it as JPEG, PNG or WebP and add it again.")
        if picture.width * picture.height > MOST_PIXELS:
            raise NotAPicture("The picture has more than 50 million points. Make it smaller, then add it again.")
        had_place = bool(picture.getexif().get_ifd(_GPS)) or b"GPSLatitude" in _xmp(picture)
        bare = _bare(ImageOps.exif_transpose(picture))
    bare.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    bare.info.clear()
    content, media_type = _encode(bare, "A" in bare.getbands())
    return CleanPicture(content, media_type, bare.width, bare.height, had_place, look_of(bare))


def _bare(picture: Image.Image) -> Image.Image:
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    return picture.convert("RGBA" if see_through else "RGB")


def _xmp(picture: Image.Image) -> bytes:
    found = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return found.encode() if isinstance(found, str) else bytes(found)


def look_of(picture: Image.Image) -> str:
    """The difference hash of a picture: whether each point of a small grey copy is lighter than the next, 64 times.

    Re-encoding, resizing and small touches leave it nearly as it was (N. Krawetz, 2013).
    """
    if "A" in picture.getbands():
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    points = list(small.tobytes())
    rows = (points[start : start + 9] for start in range(0, 72, 9))
    bits = [left > right for row in rows for left, right in pairwise(row)]
    return f"{sum(bit << place for place, bit in enumerate(bits)):016x}"


def look_of_file(content: bytes) -> str:
    """The look of a picture that is kept already; empty where its bytes can no longer be read."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return look_of(_bare(picture))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return ""


def look_alike(one: str, other: str) -> bool:
    """Whether two looks are so near that people would call it the same picture. A plain surface is like nothing."""
    if not one or not other or min(int(one, 16).bit_count(), int(other, 16).bit_count()) < _TELLING:
        return False
    return (int(one, 16) ^ int(other, 16)).bit_count() <= _ALIKE


def _encode(bare: Image.Image, see_through: bool) -> tuple[bytes, str]:
    if see_through:
        content = _saved(bare, "PNG", optimize=True)
        if len(content) <= AIM_BYTES:
            return content, "image/png"
        white = Image.new("RGB", bare.size, "white")
        white.paste(bare, mask=bare.getchannel("A"))
        bare = white
    for quality in (86, 78, 68, 55, 40):
        content = _saved(bare, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(content) <= AIM_BYTES:
            break
    return content, "image/jpeg"


def _saved(picture: Image.Image, kind: str, *, optimize: bool, quality: int = 0, progressive: bool = False) -> bytes:
    out = io.BytesIO()
    if kind == "JPEG":
        picture.save(out, kind, quality=quality, optimize=optimize, progressive=progressive)
    else:
        picture.save(out, kind, optimize=optimize)
    return out.getvalue()
