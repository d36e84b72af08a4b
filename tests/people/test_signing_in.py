"""Signing in by password: what it lets in, what it keeps out, and what it never gives away."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from parishpump.people.models import Person
from tests.people.conftest import NORTHFOLD, PASSWORD, with_password
from tests.people.signing_in import sign_in

SIGN_IN = reverse("account_login")
FORGOTTEN = reverse("account_reset_password")


def attempt(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get(reverse("my-account")).status_code == 200


@pytest.fixture
def writer(communications_officer) -> Person:
    """Somebody with a password, and no power that asks for a second factor."""
    return with_password(communications_officer)


def test_the_right_password_leads_to_the_desk(anybody, writer):
    answer = attempt(anybody, writer.email)

    assert answer.url == reverse("desk")
    assert is_in(anybody)


def test_an_address_is_the_same_in_capitals(anybody, writer):
    attempt(anybody, f"  {writer.email.upper()} ")

    assert is_in(anybody)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(anybody, writer):
    wrong = attempt(anybody, writer.email, "something else entirely").text
    unknown = attempt(anybody, "nobody@northfold.example", "something else entirely").text

    def shown(page):
        return re.sub(r'value="[^"]*"', "", page)

    assert "do not belong together" in wrong
    assert shown(wrong) == shown(unknown)
    assert not is_in(anybody)


def test_a_closed_person_is_not_let_in(anybody, writer):
    writer.is_active = False
    writer.save()

    attempt(anybody, writer.email)

    assert not is_in(anybody)


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "javascript:alert(1)",
    "https:evil.example",
    "\\\\evil.example",
    "https://northfold.example@evil.example/",
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_in_leads_nowhere_else(anybody, writer, elsewhere):
    answer = attempt(anybody, writer.email, next=elsewhere)

    assert answer.url == reverse("desk")


def test_signing_in_leads_back_to_the_page_that_was_asked(anybody, writer):
    assert attempt(anybody, writer.email, next="/people/").url == "/people/"


def test_a_session_key_from_before_signing_in_is_worth_nothing_after(anybody, writer):
    anybody.get(SIGN_IN)
    session = anybody.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key

    attempt(anybody, writer.email)

    intruder = Client(headers=NORTHFOLD)
    intruder.cookies["sessionid"] = before
    assert anybody.session.session_key != before
    assert not is_in(intruder)


def test_after_five_wrong_passwords_the_right_one_has_to_wait(anybody, writer):
    for _ in range(5):
        attempt(anybody, writer.email, "a wrong guess")

    answer = attempt(anybody, writer.email)

    assert "Too many wrong attempts" in answer.text
    assert not is_in(anybody)


def test_one_address_cannot_try_many_people(anybody, writer):
    for number in range(30):
        attempt(anybody, f"person{number}@northfold.example")

    answer = attempt(anybody, writer.email)

    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    assert "Northfold Parish Council" in answer.text


def test_attempts_are_counted_over_every_process(anybody, writer):
    """The counter is in the database: another process's cache object sees it."""
    for _ in range(5):
        attempt(Client(headers=NORTHFOLD), writer.email, "a wrong guess")

    assert "Too many wrong attempts" in attempt(anybody, writer.email).text


def test_nobody_signs_up(anybody):
    said = {"email": "a@b.example", "password1": PASSWORD, "password2": PASSWORD}

    page = anybody.post(reverse("account_signup"), said)

    assert "People come in by invitation" in page.text
    assert not Person.objects.filter(email="a@b.example").exists()


def test_asking_for_a_new_password_answers_alike_for_anybody(anybody, writer):
    known = anybody.post(FORGOTTEN, {"email": writer.email})
    unknown = anybody.post(FORGOTTEN, {"email": "nobody@northfold.example"})

    assert known.url == unknown.url == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [[writer.email], ["nobody@northfold.example"]]
    assert "Nobody there is known by it" in mail.outbox[1].body


def test_the_link_for_a_new_password_works_once(anybody, writer):
    anybody.post(FORGOTTEN, {"email": writer.email})
    path = re.search(r"https://northfold\.example(\S+)", mail.outbox[0].body)[1]
    form = anybody.get(path).url

    anybody.post(form, {"password1": "another four words entirely", "password2": "another four words entirely"})

    assert "works no more" in Client(headers=NORTHFOLD).get(path).text
    attempt(anybody, writer.email, "another four words entirely")
    assert is_in(anybody)


def test_the_link_carries_the_councils_address_whatever_host_was_asked(writer, anybody):
    """One council answers to every host; a link with a secret must not go to a host that somebody else made up."""
    Client(headers={"host": "evil.example"}).post(FORGOTTEN, {"email": writer.email})

    assert "https://northfold.example/account/password/reset/key/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body + mail.outbox[0].subject


def test_a_changed_password_is_told_by_email_and_ends_other_sessions(anybody, writer):
    elsewhere = sign_in(Client(headers=NORTHFOLD), writer, second_factor=False)
    attempt(anybody, writer.email)
    new = "another four words entirely"

    anybody.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert "The password was changed." in mail.outbox[0].body
    assert is_in(anybody)
    assert not is_in(elsewhere)


def test_a_mail_server_that_is_down_changes_no_answer(anybody, writer, settings):
    settings.EMAIL_BACKEND = "tests.people.post_boxes.Unreachable"

    answer = anybody.post(FORGOTTEN, {"email": writer.email})

    assert answer.url == reverse("account_reset_password_done")


@pytest.mark.parametrize("password", ["short", "password1234", "communications.officer"])
def test_a_weak_password_is_refused(anybody, writer, password):
    attempt(anybody, writer.email)

    page = anybody.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )

    writer.refresh_from_db()
    assert "id_password1_error" in page.text
    assert writer.check_password(PASSWORD)
