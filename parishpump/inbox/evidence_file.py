"""The evidence file: one ZIP that police or a platform can read and check without this software. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from parishpump.ui.words import moment

# A page that somebody was sent is not opened by a browser: what is in it could run.
_ENDINGS = {
    "application/json": "json",
    "application/atom+xml": "xml",
    "application/rss+xml": "xml",
    "message/rfc822": "eml",
    "text/plain": "txt",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
}
HOW_TO_CHECK = (
    "Each file is named in manifest.json and in SHA256SUMS with its SHA-256. On Linux or macOS, “sha256sum -c "
    "SHA256SUMS” or “shasum -a 256 -c SHA256SUMS” checks them all. The files in record/ prove that the council’s "
    "sealed record held these facts when it says so; the council’s page on checking explains how."
)


@dataclass(frozen=True)
class Held:
    """One file of the ZIP, with what it is in words."""

    name: str
    content: bytes
    what: str

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Section:
    """One part of the index page: its heading, its facts, words as they stood, and the files that belong to it."""

    heading: str
    facts: Sequence[tuple[str, str]] = ()
    words: str = ""
    files: Sequence[Held] = ()


def ending_of(media_type: str) -> str:
    """How a file of that type ends here; `bin` for what nobody should open by a click."""
    return _ENDINGS.get(media_type.partition(";")[0].strip().casefold(), "bin")


def both_times(when: datetime, zone: str) -> str:
    """A moment in UTC and on the council's clock."""
    local = when.astimezone(ZoneInfo(zone))
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC ({moment(local)}, {zone})"


def packed(title: str, sections: Sequence[Section], *, at: datetime) -> bytes:
    """The whole ZIP, the same for the same facts: index.html, the files, manifest.json, SHA256SUMS."""
    held = [one for section in sections for one in section.files]
    index = Held("index.html", _page(title, sections).encode(), "What this file holds, to be read")
    listed = [index, *held]
    manifest = Held("manifest.json", _manifest(title, listed, at), "Every file with its size and SHA-256")
    sums = "".join(f"{one.digest}  {one.name}\n" for one in [*listed, manifest])
    return _zip([*listed, manifest, Held("SHA256SUMS", sums.encode(), "")], at)


def _manifest(title: str, held: Iterable[Held], at: datetime) -> bytes:
    files = [
        {"name": one.name, "what": one.what, "size": len(one.content), "sha256": one.digest, "algorithm": "SHA-256"}
        for one in held
    ]
    said = {"title": title, "made at": at.astimezone(UTC).isoformat(), "files": files}
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _zip(held: Iterable[Held], at: datetime) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for one in held:
            entry = ZipInfo(one.name, at.astimezone(UTC).timetuple()[:6])
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            file.writestr(entry, one.content)
    return out.getvalue()


_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c2321;background:#fff}"
    "dt{font-weight:bold}dd{margin:0 0 .5rem}dd,pre{overflow-wrap:anywhere}pre{white-space:pre-wrap;"
    "border-left:.25rem solid "
    "#8a8f8d;padding-left:1rem}code{overflow-wrap:anywhere}"
)


def _page(title: str, sections: Iterable[Section]) -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    body = "".join(_section(one) for one in sections)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        f"{body}<h2>How to check it</h2><p>{escape(HOW_TO_CHECK)}</p></body></html>\n"
    )


def _section(one: Section) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in one.facts if said)
    files = "".join(
        f'<li><a href="{escape(held.name)}">{escape(held.name)}</a>: {escape(held.what)}.<br>'
        f"<code>{held.digest}</code></li>"
        for held in one.files
    )
    words = f"<pre>{escape(one.words)}</pre>" if one.words else ""
    return f"<h2>{escape(one.heading)}</h2>\n<dl>{facts}</dl>{words}" + (f"<ul>{files}</ul>" if files else "") + "\n"
