"""Every address of the product: the chapters of stops in order, and every name in the URL map."""

from django.urls import URLResolver, get_resolver

from parishpump.demo import urls as demonstration
from tests.browser.stops.desk import AT_THE_DESK, PEOPLE_AND_CHANNELS, WHILE_PAUSED
from tests.browser.stops.listening import CONVERSATIONS, FOLLOWED, HOUSE_RULES, PARTNERS
from tests.browser.stops.policy import THE_POLICY
from tests.browser.stops.posts import ASKED_FOR, DELIVERIES, PICTURES, POSTS
from tests.browser.stops.public import PUBLIC, SIGNING_IN

AT_WORK = [
    *AT_THE_DESK,
    *POSTS,
    *PICTURES,
    *DELIVERIES,
    *PEOPLE_AND_CHANNELS,
    *ASKED_FOR,
    *PARTNERS,
    *CONVERSATIONS,
    *FOLLOWED,
    *HOUSE_RULES,
    *THE_POLICY,
    *PUBLIC,
]
WALK = [*AT_WORK, *WHILE_PAUSED, *SIGNING_IN]


def names_of_all_addresses() -> set[str]:
    """The name of every address in the URL map and in the demonstration's."""
    return set(_names([*get_resolver().url_patterns, *demonstration.urlpatterns]))


def _names(entries: list[object]) -> list[str]:
    found = []
    for entry in entries:
        found += _names(entry.url_patterns) if isinstance(entry, URLResolver) else [entry.name or str(entry.pattern)]
    return found
