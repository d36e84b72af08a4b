"""Where Bluesky finds the links and hashtags of a text: it counts in bytes of UTF-8. Pure."""

from parishpump.networks.lengths import Span, hashtags_in, links_in

Json = dict[str, object]


def facets(text: str) -> list[Json]:
    """The `app.bsky.richtext.facet` list of a text, in the order of the text."""
    links = [(span, {"$type": "app.bsky.richtext.facet#link", "uri": _cut(text, span)}) for span in links_in(text)]
    tags = [(span, {"$type": "app.bsky.richtext.facet#tag", "tag": _cut(text, span)[1:]}) for span in hashtags_in(text)]
    return [{"index": _in_bytes(text, span), "features": [what]} for span, what in sorted(links + tags, key=_first)]


def _first(found: tuple[Span, object]) -> Span:
    return found[0]


def _cut(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _in_bytes(text: str, span: Span) -> Json:
    return {"byteStart": len(text[: span[0]].encode()), "byteEnd": len(text[: span[1]].encode())}
