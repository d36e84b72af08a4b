"""Somebody's own account: another name, another email address, and the way in for whoever lost their second factor."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parishpump.archive.models import Record
from parishpump.councils.tenancy import council_scope
from parishpump.people.actions import appoint, introduce, let_in
from parishpump.people.models import Person
from parishpump.people.powers import COUNCILLOR
from parishpump.people.signing import sign_address
from tests.conftest import MAY, NOON
from tests.people.conftest import NORTHFOLD, PASSWORD, with_password
from tests.people.signing_in import sign_in

MINE, NAME, ADDRESS = reverse("my-account"), reverse("my-name"), reverse("my-address")
SIGN_IN = reverse("account_login")
NEW = "town.clerk@northfold.example"


def link_in(message) -> str:
    """The path of the link that an email brings."""
    return re.search(r"https://northfold\.example(/\S+)", message.body)[1]


def attempt(email: str) -> Client:
    client = Client(headers=NORTHFOLD)
    client.post(SIGN_IN, {"login": email, "password": PASSWORD})
    return client


def let_through(client: Client) -> bool:
    """Whether the password was right: what comes next is the second factor, or the desk."""
    return client.get(reverse("mfa_authenticate")).status_code == 200 or client.get(MINE).status_code == 200


@pytest.fixture
def in_southfold(clerk, southfold) -> None:
    """The Clerk of Northfold is a councillor of Southfold too."""
    with council_scope(southfold.id):
        appoint(clerk, COUNCILLOR, since=MAY, minute="1", by=None, at=NOON)


def test_a_new_name_is_shown_and_on_the_record_without_the_name(as_clerk, clerk):
    page = as_clerk.post(NAME, {"name": "The Clerk, Northfold"}, follow=True).text

    assert "Colleagues now know you as The Clerk, Northfold." in page
    written = Record.objects.get(kind="name changed")
    assert written.actor == "Clerk"
    assert "The Clerk, Northfold" not in str(written.body)


def test_a_name_of_nothing_is_refused_with_words(as_clerk, clerk):
    answer = as_clerk.post(NAME, {"name": " "})

    assert answer.status_code == 422
    assert "“Your name” is empty. Fill it in." in answer.text
    assert Person.objects.get(id=clerk.id).name == "Clerk"


def test_a_change_is_on_the_record_of_every_council(as_clerk, in_southfold, southfold):
    as_clerk.post(NAME, {"name": "Somebody else"})

    assert Record.objects.filter(kind="name changed").count() == 1
    with council_scope(southfold.id):
        assert Record.objects.get(kind="name changed").actor == "Councillor"


def test_a_new_address_counts_only_once_its_link_is_opened_and_pressed(as_clerk, clerk):
    page = as_clerk.post(ADDRESS, {"email": NEW.upper()}, follow=True).text
    assert f"A link is on its way to {NEW}" in page
    assert [message.to for message in mail.outbox] == [[NEW]]
    as_clerk.get(link_in(mail.outbox[0]))
    assert Person.objects.get(id=clerk.id).email == clerk.email

    page = as_clerk.post(link_in(mail.outbox[0]), follow=True).text

    assert f"From now on you sign in with {NEW}." in page
    assert Person.objects.get(id=clerk.id).email == NEW


def test_the_old_address_signs_in_no_more_and_is_told(as_clerk, clerk):
    EmailAddress.objects.create(user=clerk, email=clerk.email)  # as allauth notes it by the way
    as_clerk.post(ADDRESS, {"email": NEW})

    as_clerk.post(link_in(mail.outbox[0]))

    assert mail.outbox[-1].to == [clerk.email]
    assert NEW in mail.outbox[-1].body
    assert not let_through(attempt(clerk.email))
    assert let_through(attempt(NEW))
    assert NEW not in str(Record.objects.get(kind="email address changed").body)


def test_a_link_works_once(as_clerk, clerk):
    token = reverse("new-address", args=[sign_address(clerk, NEW, at=timezone.now())])
    as_clerk.post(token)
    as_clerk.post(reverse("new-address", args=[sign_address(Person.objects.get(), "b@c.example", at=timezone.now())]))

    answer = as_clerk.post(token)

    assert answer.status_code == 410
    assert "works no more" in answer.text
    assert Person.objects.get().email == "b@c.example"


def test_nobody_can_use_a_link_that_somebody_else_asked_for(as_clerk, as_councillor, clerk, councillor):
    theirs = sign_address(clerk, NEW, at=timezone.now())

    answer = as_councillor.post(reverse("new-address", args=[theirs]))

    assert answer.status_code == 410
    assert not Person.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("days", [3, 400])
def test_an_old_link_is_over(as_clerk, clerk, days):
    old = sign_address(clerk, NEW, at=timezone.now() - timedelta(days=days, seconds=1))

    assert as_clerk.post(reverse("new-address", args=[old])).status_code == 410
    assert not Person.objects.filter(email=NEW).exists()


def test_a_link_that_was_tampered_with_is_over(as_clerk, clerk):
    good = sign_address(clerk, NEW, at=timezone.now())

    assert as_clerk.post(reverse("new-address", args=["x" + good])).status_code == 410
    assert not Person.objects.filter(email=NEW).exists()


def test_an_address_of_somebody_else_is_not_given_away_before_the_link(as_clerk, clerk):
    known = introduce("known@southfold.example", name="Known", at=NOON)
    page = as_clerk.post(ADDRESS, {"email": known.email}, follow=True).text
    assert f"A link is on its way to {known.email}" in page

    answer = as_clerk.post(link_in(mail.outbox[0]))

    assert "two people cannot share one" in answer.text
    assert Person.objects.filter(email=known.email).get() == known


def test_a_session_from_long_ago_is_asked_who_it_is_before_the_address_changes(as_clerk, clerk):
    session = as_clerk.session
    for given in session["account_authentication_methods"]:
        given["at"] -= 60 * 60
    session.save()

    answer = as_clerk.post(ADDRESS, {"email": NEW})

    assert "reauthenticate" in answer.url
    assert mail.outbox == []


def test_a_mail_server_that_is_down_leaves_the_address_and_says_so(as_clerk, clerk, settings):
    settings.EMAIL_BACKEND = "tests.people.post_boxes.Unreachable"

    page = as_clerk.post(ADDRESS, {"email": NEW}, follow=True).text

    assert "The mail server did not take the email" in page
    assert "/my-account/email/" not in page.replace(f'href="{ADDRESS}"', "")


def test_whoever_is_let_in_has_no_second_factor_and_no_session(as_clerk, clerk, in_southfold, southfold):
    assert let_in(clerk, by=None, at=NOON) == 1

    assert not Authenticator.objects.exists()
    assert as_clerk.get(MINE).url.startswith(SIGN_IN)
    assert Record.objects.get(kind="person let in anew").actor == "whoever runs this installation"
    with council_scope(southfold.id):
        assert Record.objects.filter(kind="person let in anew").count() == 1


def test_the_sessions_of_others_stay(as_clerk, as_councillor, clerk):
    let_in(clerk, by=None, at=NOON)

    assert as_councillor.get(MINE).status_code == 200


def test_after_that_the_password_alone_opens_only_the_page_that_asks_for_a_new_factor(as_clerk, clerk):
    let_in(clerk, by=None, at=NOON)

    client = attempt(clerk.email)

    assert client.get(reverse("people")).url == reverse("mfa_index")
    assert "Set one up to go on" in client.get(reverse("mfa_index")).text


def test_whoever_owes_a_second_factor_cannot_change_the_account(anybody, clerk):
    elsewhere = sign_in(Client(headers=NORTHFOLD), with_password(clerk), second_factor=False)
    sign_in(anybody, clerk)

    for page in (NAME, ADDRESS, reverse("new-address", args=[sign_address(clerk, NEW, at=timezone.now())])):
        assert elsewhere.post(page, {"name": "X", "email": NEW}).url == reverse("mfa_reauthenticate")
    assert Person.objects.get(id=clerk.id).name == "Clerk"
