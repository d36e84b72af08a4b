"""A walk over every page: for everybody, on every screen, with script and without.

PARISHPUMP_SHOTS=FOLDER keeps a picture of each page at 1280 and at 390 pixels, to be looked at by a person.
"""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from parishpump.publishing.actions.pausing import pause
from tests.browser import no_pages, walk
from tests.browser.chromium import faults_found_by_axe, with_authenticator, words_too_wide
from tests.browser.lived_in import Facts, live_in
from tests.browser.parish import Parish
from tests.browser.stops.desk import WHILE_PAUSED
from tests.browser.stops.public import SIGNING_IN
from tests.browser.stops.stop import CLERK, COUNCILLOR, HALF_IN, OFFICER, RESIDENT, Stop
from tests.desk.scenes import TEN_PAST_NINE
from tests.people.conftest import PASSWORD, with_password

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("PARISHPUMP_SHOTS", "")
WIDTHS = (1280, 390, 320)
SHAPES = (1280, 390)  # 320 has the shape of 390; axe looks at every component there in the gallery's tests
# What only a script can do says so instead, where there is none.
WHAT_IS_READ = """() => {
    document.querySelectorAll(
        '[data-passkey], [data-passkey-without], section[aria-labelledby=by-passkey], [data-copy-row]')
        .forEach((one) => one.remove());
    return document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim();
}"""


class Walkers:
    """Everybody's window, once with script and once without."""

    def __init__(self, parish: Parish, facts: Facts) -> None:
        self.facts = facts
        people = {CLERK: parish.clerk, OFFICER: parish.communications_officer, COUNCILLOR: parish.councillor}
        self.with_script = {who: parish.window(people.get(who)) for who in (*people, RESIDENT, HALF_IN)}
        self.without = {who: parish.window(people.get(who), script=False) for who in (*people, RESIDENT, HALF_IN)}

    def faults_at(self, stop: Stop) -> list[str]:
        """What is wrong with one page."""
        page, path = self.with_script[stop.who], stop.path(self.facts)
        answer = page.goto(path)
        faults = [] if answer and answer.status < 500 else ["it does not answer"]
        if page.locator("h1").count() != 1:
            faults.append(f"{page.locator('h1').count()} h1")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if width in SHAPES:
                faults += [f"{width}: {fault}" for fault in faults_found_by_axe(page)]
                keep_shot(page, stop, width)
            if (wider := words_too_wide(page)) > 0:
                faults.append(f"{width}: {wider} px too wide")
        return faults + self.lost_without_script(stop, page)

    def lost_without_script(self, stop: Stop, page: Page) -> list[str]:
        plain = self.without[stop.who]
        plain.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        plain.goto(stop.path(self.facts))
        with_script, without = page.evaluate(WHAT_IS_READ), plain.evaluate(WHAT_IS_READ)
        return [] if with_script == without else [f"without script: {without[:300]} | with: {with_script[:300]}"]


def keep_shot(page: Page, stop: Stop, width: int) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{stop}-{width}.png".replace(" ", "_").replace("&", "-"), full_page=True)


def faults_of(walkers: Walkers, stops: list[Stop]) -> dict[str, list[str]]:
    found = {str(stop): walkers.faults_at(stop) for stop in stops}
    return {stop: faults for stop, faults in found.items() if faults}


@pytest.fixture
def walkers(parish: Parish, clock) -> Walkers:
    facts = live_in(parish)
    clock.now = TEN_PAST_NINE
    with_password(parish.clerk)
    return Walkers(parish, facts)


def test_every_page_of_the_council_is_fit_for_everybody(walkers, parish):
    found = faults_of(walkers, walk.AT_WORK)

    pause(reason="Burst main: say nothing until the water company does.", by=parish.clerk, at=TEN_PAST_NINE)

    assert found | faults_of(walkers, WHILE_PAUSED) == {}


def test_every_page_of_signing_in_is_fit_for_everybody(walkers, parish):
    cache.clear()
    walkers.facts["passkey"] = a_passkey(walkers.with_script[CLERK])
    for page in (walkers.with_script[HALF_IN], walkers.without[HALF_IN]):
        give_password(page, parish)

    assert faults_of(walkers, SIGNING_IN) == {}


def test_every_address_is_walked_or_is_no_page():
    walked = {stop.name for stop in walk.WALK}
    passed_by = no_pages.POSTED_TO | no_pages.FILES | no_pages.PARTS_AND_TURNINGS
    known = walked | set(no_pages.ELSEWHERE) | passed_by

    assert {name for name in walk.names_of_all_addresses() if name not in known} == set()
    assert known - walk.names_of_all_addresses() == set()
    assert walked & passed_by == set()


def a_passkey(page: Page) -> int:
    """Add a passkey, and say its number."""
    with_authenticator(page)
    page.goto("/account/second-factor/webauthn/add/")
    with page.expect_navigation():
        page.get_by_role("button", name="Add a passkey").click()
    page.goto("/account/second-factor/webauthn/")
    address = page.locator("a[href$='/edit/']").first.get_attribute("href") or ""
    return int(address.split("/")[-3])


def give_password(page: Page, parish: Parish) -> None:
    page.goto("/account/login/")
    page.get_by_label("Email address").fill(parish.clerk.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
