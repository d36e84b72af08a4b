"""The first-run page: it founds the council once, and never again."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from parishpump.archive.models import Record
from parishpump.channels.models import Channel
from parishpump.councils.models import Council
from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Delegation
from parishpump.people.powers import POWERS
from parishpump.publishing.actions.founding import AlreadyFounded, Charter, found
from tests.conftest import NOON
from tests.people.conftest import PASSWORD

FIRST_RUN = reverse("first-run")
SAID = {
    "name": "Northfold Parish Council",
    "kind": "parish",
    "address": "https://northfold.example",
    "pack": "base",
    "pack_minute": "2026/061",
    "clerk_name": "Clerk",
    "clerk_email": "Clerk@Northfold.example",
    "clerk_password": PASSWORD,
    "password_again": PASSWORD,
    "clerk_minute": "2026/118",
    "ends": "12/5/2099",
}
CHARTER = Charter(
    name="Northfold Parish Council",
    kind="parish",
    host="northfold.example",
    address="https://northfold.example",
    pack="base",
    pack_minute="",
    clerk_name="Clerk",
    clerk_email="clerk@northfold.example",
    clerk_minute="2026/118",
    ends=date(2027, 5, 12),
    clerk_password=PASSWORD,
)


@pytest.fixture
def visitor(db) -> Client:
    return Client(headers={"host": "northfold.example"})


def test_an_empty_installation_leads_to_its_first_day(visitor):
    assert visitor.get("/").url == FIRST_RUN
    assert 'value="http://northfold.example"' in visitor.get(FIRST_RUN).text


def test_the_first_day_makes_council_clerk_delegation_and_noticeboard(visitor):
    visitor.post(FIRST_RUN, SAID)

    council = Council.objects.get()
    with council_scope(council.id):
        delegation = Delegation.objects.get()
        assert council.host == "northfold.example"
        assert delegation.powers == list(POWERS)
        assert delegation.office.person.email == "clerk@northfold.example"
        assert Channel.objects.get().is_noticeboard
        assert {"council founded", "office taken up", "delegation given", "channel opened"} == set(
            Record.objects.values_list("kind", flat=True)
        )


def test_the_new_clerk_is_signed_in_and_led_to_a_second_factor(visitor):
    answer = visitor.post(FIRST_RUN, SAID)

    assert answer.url == reverse("desk")
    assert visitor.get(reverse("people")).url == reverse("mfa_index")
    assert visitor.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_first_day_does_not_come_again(visitor):
    visitor.post(FIRST_RUN, SAID)

    again = Client(headers={"host": "northfold.example"}).post(FIRST_RUN, {**SAID, "name": "Another"})

    assert again.url == reverse("account_login")
    assert Council.objects.get().name == "Northfold Parish Council"


@pytest.mark.parametrize(
    ("field", "said", "words"),
    [
        ("address", "https://northfold.example/council/", "Give the address alone"),
        ("address", "ftp://northfold.example", "address"),
        ("ends", "12/5/2020", "That day is past"),
        ("password_again", "something else", "The two passwords differ"),
        ("clerk_password", "short", "12 characters"),
        ("pack", "made up", "not offered"),
        ("name", "", "is empty"),
    ],
)
def test_a_mistake_founds_nothing_and_keeps_what_was_typed(visitor, field, said, words):
    page = visitor.post(FIRST_RUN, {**SAID, field: said})

    assert page.status_code == 422
    assert words in page.text
    assert "Clerk@Northfold.example" in page.text
    assert PASSWORD not in page.text
    assert not Council.objects.exists()


def test_of_two_first_days_at_once_one_fails_cleanly(own_database):
    outcomes: list[str] = []

    def try_it() -> None:
        try:
            found(CHARTER, at=NOON)
            outcomes.append("founded")
        except AlreadyFounded:
            outcomes.append("already founded")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(outcomes) == ["already founded"] * 3 + ["founded"]
    assert Council.objects.count() == 1
