"""What the council says of itself: its official channels, accessibility, privacy; and what robots may read."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from parishpump.portal.facts import contacts_of
from parishpump.portal.queries.register import all_channels
from parishpump.portal.views.door import council_of, open_to_all, page
from parishpump.portal.wording import linked

_NOT_FOR_ROBOTS = ("/account/", "/ask/", "/published.csv", "/checking/consistency")


@open_to_all
def official_channels(request: HttpRequest) -> HttpResponse:
    """How to tell an official channel from one that only looks like it."""
    ours, closed = all_channels()
    facts = {
        "channels": [(channel, linked(channel.address), network_in_words(channel.network)) for channel in ours],
        "closed": [(channel, linked(channel.address), network_in_words(channel.network)) for channel in closed],
        "contacts": contacts_of(council_of(request)),
    }
    return page(request, "official_channels.html", facts)


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far these pages are accessible, how we know, and whom to tell."""
    return page(request, "accessibility.html", {"contacts": contacts_of(council_of(request))})


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    """What these pages learn of their readers: nothing."""
    return page(request, "privacy.html", {"contacts": contacts_of(council_of(request))})


@open_to_all
def robots(request: HttpRequest) -> HttpResponse:
    """Everything that is published may be found; there is no use in what is kept out."""
    closed = "".join(f"Disallow: {path}\n" for path in _NOT_FOR_ROBOTS)
    home = f"# The noticeboard of {council_of(request).name}: {reverse('noticeboard')}\n"
    return HttpResponse(f"{home}User-agent: *\n{closed}", content_type="text/plain; charset=utf-8")


def network_in_words(network: str) -> str:
    """What a network is called here: `Bluesky`, `Facebook, put up by hand`."""
    if network == "noticeboard":
        return "These pages"
    name, by_hand = network.removesuffix("by hand").strip(" ,-"), network.endswith("by hand")
    words = (name[:1].upper() + name[1:]).replace("_", " ") or "Another network"
    return f"{words}, put up by hand" if by_hand else words
