"""One click signs in as anybody, in the demonstration and nowhere else."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from parishpump.councils.actions import found_council
from parishpump.demo.cast import HOST
from parishpump.people.models import Office
from tests.conftest import NOON, person_in


def office_of(kind: str) -> Office:
    return Office.objects.filter(kind=kind).earliest("id")


def be(visitor: Client, kind: str):
    return visitor.post(reverse("demo-session", args=[office_of(kind).id]))


def test_the_page_offers_every_office_with_what_it_may_do(visitor, demonstration):
    page = visitor.get(reverse("demo-people")).text

    assert page.count(reverse("demo-session", args=[1])[:22]) == Office.objects.count()
    assert "approve posts" in page
    assert "Nothing is delegated to this office" in page


@pytest.mark.parametrize("kind", ["clerk", "communications officer", "chairman", "lay member", "monitoring officer"])
def test_one_click_signs_in_and_the_pages_open(visitor, demonstration, kind):
    page = be(visitor, kind)

    assert page.url == reverse("desk")
    assert visitor.get(reverse("channels")).status_code == 200


def test_changing_from_one_person_to_another_leaves_nothing_of_the_first(visitor, demonstration):
    be(visitor, "clerk")
    be(visitor, "chairman")

    assert visitor.get(reverse("new-office")).status_code == 403


def test_looking_signs_nobody_in(visitor, demonstration):
    page = visitor.get(reverse("demo-session", args=[office_of("clerk").id]))

    assert page.status_code == 405
    assert visitor.get(reverse("channels")).status_code == 302


def test_a_click_from_another_site_signs_nobody_in(demonstration):
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})

    assert be(strict, "clerk").status_code == 403
    assert strict.get(reverse("channels")).status_code == 302


def test_outside_the_demonstration_its_doors_are_not_even_routed(settings):
    settings.ROOT_URLCONF = "parishpump.config.urls"

    with pytest.raises(NoReverseMatch):
        reverse("demo-people")
    with pytest.raises(Resolver404):
        resolve("/demonstration/people/1/session/")


@pytest.mark.parametrize(
    "path",
    [
        "/demonstration/",
        "/demonstration/network/",
        "/demonstration/network/api/account",
        "/demonstration/people/{office}/session/",
    ],
)
def test_outside_the_demonstration_they_refuse_even_where_they_are_routed(visitor, demonstration, settings, path):
    settings.PARISHPUMP_DEMO = False
    address = path.format(office=office_of("clerk").id)

    assert visitor.get(address).status_code == 404
    assert visitor.post(address).status_code == 404
    assert "_auth_user_id" not in visitor.session


def test_into_a_real_council_nobody_is_let_with_a_click(switched_on, northfold):
    northfold.host = "northfold.gov.example"
    northfold.save()
    person_in("clerk", "approve posts", minute="1")
    anybody = Client(headers={"host": northfold.host})

    assert be(anybody, "clerk").status_code == 404
    assert "_auth_user_id" not in anybody.session


def test_of_the_demonstration_only_its_own_people_can_be_taken_on(visitor, demonstration):
    real = person_in("internal auditor", minute="1", council="real")

    page = visitor.post(reverse("demo-session", args=[Office.objects.get(person=real).id]))

    assert page.status_code == 404
    assert not real.email.endswith(HOST)


def test_beside_another_council_its_host_opens_no_demonstration(visitor, demonstration):
    found_council(
        "Southfold Parish Council",
        kind="parish",
        host="southfold.example",
        pack="base",
        pack_minute="",
        address="https://southfold.example",
        at=NOON,
    )
    there = Client(headers={"host": "southfold.example"})

    assert there.get(reverse("demo-people")).status_code == 404
