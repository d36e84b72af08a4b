"""The desk's pages in a real browser: on a phone, by axe-core, without script."""

import re
from datetime import timedelta

import pytest

from parishpump.archive.models import Record
from parishpump.publishing.actions.pausing import pause
from tests.browser.chromium import faults_found_by_axe, words_too_wide
from tests.desk.scenes import TEN_PAST_NINE, many_published
from tests.portal.window import HOME, window

pytestmark = pytest.mark.browser

PATHS = [
    "/desk/",
    "/calendar/",
    "/calendar/?week=2026-W48",
    "/register/",
    "/register/?words=zanzibar",
    "/record/",
    "/the-policy/",
    "/the-policy/RUL-9/",
    "/findings/",
    "/findings/?show=checked",
]


@pytest.mark.parametrize("width", [1280, 1000, 390, 320])
def test_every_page_is_accessible_and_nothing_scrolls_sideways(as_clerk, busy_day, width):
    many_published(8, busy_day, until=TEN_PAST_NINE, every=timedelta(days=3), title="A" + "very" * 30 + "long-word")
    paths = [*PATHS, f"/record/{Record.objects.filter(kind='post submitted')[0].id}/"]
    found = {}

    with window(as_clerk, paths, width=width) as page:
        for path in paths:
            page.goto(HOME + path)
            found[path] = (faults_found_by_axe(page), max(words_too_wide(page), 0))

    assert found == dict.fromkeys(paths, ([], 0))


@pytest.mark.parametrize("path", ["/desk/", "/calendar/"])
def test_a_pause_and_an_empty_council_are_accessible_too(as_clerk, desk, path):
    pause(reason="Burst main.", by=desk.clerk, at=TEN_PAST_NINE)

    with window(as_clerk, [path], width=390) as page:
        page.goto(HOME + path)
        assert faults_found_by_axe(page) == []


def test_without_script_the_rest_of_the_list_opens_and_a_phone_shows_earlier_days(as_clerk, desk, busy_day):
    for number in range(6):
        desk.submitted(f"Post {number}")

    with window(as_clerk, ["/desk/", "/calendar/"], width=390, script=False) as page:
        page.goto(f"{HOME}/desk/")
        last = page.get_by_role("link", name="Approve: Post 5")
        assert not last.is_visible()
        page.get_by_text(re.compile(r"\d more: show")).click()
        assert last.is_visible()

        page.goto(f"{HOME}/calendar/")
        assert not page.get_by_role("link", name="Bin days at Christmas").first.is_visible()
        page.get_by_role("link", name="Show the days before today").click()
        assert page.get_by_role("link", name="Bin days at Christmas").first.is_visible()


def test_the_desk_is_asked_for_again_and_keeps_what_has_the_focus(as_clerk, busy_day):
    seen = as_clerk.get("/desk/").context["seen"]
    news = f"/desk/news/?seen={seen}"
    fresh = as_clerk.get("/desk/news/").content.decode().replace("Winter gritting routes", "Something new")

    with window(as_clerk, ["/desk/", news], width=1280) as page:
        page.route(f"**{news}", lambda route: route.fulfill(status=200, content_type="text/html", body=fresh))
        page.goto(f"{HOME}/desk/")
        page.evaluate("htmx.ajax('GET', document.getElementById('desk-live').getAttribute('hx-get'), '#desk-live')")
        page.get_by_text("Something new").first.wait_for()

        page.get_by_role("link", name="Read and decide").first.focus()
        page.evaluate("document.querySelector('#desk-live h2').textContent = 'Kept'")
        page.evaluate("htmx.ajax('GET', document.getElementById('desk-live').getAttribute('hx-get'), '#desk-live')")
        page.wait_for_timeout(500)
        assert page.get_by_role("heading", name="Kept").is_visible()
