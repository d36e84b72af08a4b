"""Every door of publishing, knocked at by those to whom it is not open."""

import pytest
from django.urls import reverse

from parishpump.councils.tenancy import council_scope
from parishpump.people.powers import CLERK, POWERS
from parishpump.publishing.models import Delivery, Post, Revision
from tests.conftest import NOON, person_in
from tests.publishing.lives import approved, submitted
from tests.publishing.pages import at_desk, clock_at, visitor

pytestmark = pytest.mark.django_db

ONE_POST = ("post", "draft", "withdrawal")
ONE_POST_POSTED = ("draft", "draft-check", "draft-pictures", "draft-removal", "submission", "withdrawal", "correction")
ONE_DELIVERY_POSTED = (
    "delivery-proof",
    "delivery-settlement",
    "delivery-release",
    "delivery-retry",
    "delivery-end",
)
NEED_WRITING = ("draft", "draft-check", "draft-pictures", "draft-removal", "submission", "correction")


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def post(communications_officer, clerk, noticeboard) -> Post:
    approved(communications_officer, clerk, noticeboard)
    return submitted(communications_officer, noticeboard).post


@pytest.fixture
def doors(post) -> list[tuple[str, str]]:
    """Method and address of every door that is about one thing of northfold's."""
    delivery = Delivery.objects.first()
    assert delivery
    revision = [post.reference, 1]
    found = [("get", reverse(name, args=[post.reference])) for name in ONE_POST]
    found += [("post", reverse(name, args=[post.reference])) for name in ONE_POST_POSTED]
    found += [("get", reverse("delivery", args=[delivery.id]))]
    found += [("post", reverse(name, args=[delivery.id])) for name in ONE_DELIVERY_POSTED]
    found += [("get", reverse("revision", args=revision))]
    return found + [("post", reverse(name, args=revision)) for name in ("approval", "return")]


def test_signed_out_every_door_leads_to_signing_in(doors):
    browser = visitor()

    for method, address in [
        *doors,
        ("get", reverse("posts")),
        ("post", reverse("new-post")),
        ("get", reverse("pause")),
    ]:
        answer = getattr(browser, method)(address)
        if "check" not in address:
            assert (answer.status_code, answer.headers.get("Location", "").split("?")[0]) == (
                302,
                reverse("account_login"),
            )


def test_the_clerk_of_another_council_finds_nothing_of_ours(doors, southfold):
    with council_scope(southfold.id):
        stranger = at_desk(person_in(CLERK, *POWERS, minute="2026/1", council="southfold"), "southfold.example")

        for method, address in doors:
            assert getattr(stranger, method)(address).status_code == 404, address


def test_somebody_in_no_office_here_is_refused(doors, southfold):
    with council_scope(southfold.id):
        outsider = person_in(CLERK, *POWERS, minute="2026/1", council="southfold")
    browser = at_desk(outsider)

    for method, address in doors:
        assert getattr(browser, method)(address).status_code == 403, address


def test_writing_needs_a_delegation_to_write(post, councillor):
    browser = at_desk(councillor)

    for name in NEED_WRITING:
        assert browser.post(reverse(name, args=[post.reference])).status_code == 403, name
    assert browser.get(reverse("draft", args=[post.reference])).status_code == 403
    assert browser.post(reverse("new-post")).status_code == 403


def test_what_changes_something_is_not_done_by_following_a_link(doors, clerk):
    browser = at_desk(clerk)
    readable = {address for method, address in doors if method == "get"}

    for method, address in doors:
        if method == "post" and address not in readable:
            assert browser.get(address).status_code == 405, address
    assert Revision.objects.filter(stage="submitted").count() == 1
