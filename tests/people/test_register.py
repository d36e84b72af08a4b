"""The register of offices: entering, inviting, delegating, taking back."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parishpump.archive.models import Record
from parishpump.people.actions import invite
from parishpump.people.models import Delegation, Office, Person
from parishpump.people.powers import APPROVE, PEOPLE, WRITE
from tests.conftest import person_in
from tests.people.conftest import NORTHFOLD, PASSWORD, with_password

OFFICE = {
    "kind": "deputy clerk",
    "title": "",
    "name": "Deputy",
    "email": "Deputy@Northfold.example",
    "since": "1/11/2026",
    "minute": "2026/130",
}


def number_of(person: Person) -> int:
    return Office.objects.get(person=person).id


def link_in(text: str) -> str:
    return re.search(r"https://northfold\.example(/invitations/\S+/)", text)[1]


def take_up(link: str, **said: str):
    client = Client(headers=NORTHFOLD)
    return client, client.post(link, {"name": "The Deputy", "password1": PASSWORD, "password2": PASSWORD, **said})


def test_entering_an_office_sends_an_invitation(as_clerk):
    as_clerk.post(reverse("new-office"), {**OFFICE, "invite": "on"})

    office = Office.objects.get(kind="deputy clerk")
    assert office.person.email == "deputy@northfold.example"
    assert mail.outbox[0].to == ["deputy@northfold.example"]
    assert "as Deputy Clerk" in mail.outbox[0].subject


def test_an_office_can_be_entered_without_inviting_yet(as_clerk):
    as_clerk.post(reverse("new-office"), OFFICE)

    assert Office.objects.filter(kind="deputy clerk").exists()
    assert mail.outbox == []


def test_the_same_office_is_not_entered_twice(as_clerk):
    as_clerk.post(reverse("new-office"), OFFICE)

    page = as_clerk.post(reverse("new-office"), OFFICE)

    assert "holds that office already" in page.text
    assert Office.objects.filter(kind="deputy clerk").count() == 1


def test_what_was_typed_is_kept_when_something_is_wrong(as_clerk):
    page = as_clerk.post(reverse("new-office"), {**OFFICE, "since": "the other day"})

    assert "is not a date we can read" in page.text
    assert "Deputy@Northfold.example" in page.text
    assert "the other day" in page.text


def test_an_invitation_lets_its_person_in(as_clerk):
    as_clerk.post(reverse("new-office"), {**OFFICE, "invite": "on"})

    client, answer = take_up(link_in(mail.outbox[0].body))

    assert answer.url == reverse("desk")
    assert client.get(reverse("my-account")).status_code == 200
    assert Person.objects.get(email="deputy@northfold.example").name == "The Deputy"


def test_an_invitation_works_once(as_clerk):
    as_clerk.post(reverse("new-office"), {**OFFICE, "invite": "on"})
    link = link_in(mail.outbox[0].body)
    take_up(link)

    _, answer = take_up(link, password1="other words altogether", password2="other words altogether")

    assert answer.status_code == 410
    assert "This invitation works no more" in answer.text
    assert Person.objects.get(email="deputy@northfold.example").check_password(PASSWORD)


def test_an_old_invitation_works_no_more(clerk, councillor, anybody):
    _, token = invite(Office.objects.get(person=councillor), by=clerk, at=timezone.now() - timedelta(days=15))

    assert anybody.get(reverse("invited", args=[token])).status_code == 410


def test_an_invitation_of_one_council_is_unknown_at_another(clerk, councillor, southfold):
    _, token = invite(Office.objects.get(person=councillor), by=clerk, at=timezone.now())

    answer = Client(headers={"host": "southfold.example"}).get(reverse("invited", args=[token]))

    assert answer.status_code == 410


def test_an_invitation_gives_nobody_a_way_into_an_account_that_exists(clerk, councillor, anybody):
    with_password(councillor)
    _, token = invite(Office.objects.get(person=councillor), by=clerk, at=timezone.now())
    link = reverse("invited", args=[token])

    client, _ = take_up(link, password1="an intruder's own words", password2="an intruder's own words")

    councillor.refresh_from_db()
    assert councillor.check_password(PASSWORD)
    assert client.get(reverse("my-account")).status_code == 302


@pytest.mark.parametrize(
    "said", [{"password2": "something different"}, {"password1": "short", "password2": "short"}, {"name": ""}]
)
def test_an_invitation_is_not_used_up_by_a_mistake(clerk, councillor, said):
    _, token = invite(Office.objects.get(person=councillor), by=clerk, at=timezone.now())
    link = reverse("invited", args=[token])

    _, answer = take_up(link, **said)

    assert answer.status_code == 422
    assert take_up(link)[1].url == reverse("desk")


def test_where_no_mail_goes_out_the_link_is_shown_to_hand_over(as_clerk, councillor, settings):
    settings.EMAIL_BACKEND = "tests.people.post_boxes.Unreachable"

    page = as_clerk.post(reverse("invitation", args=[number_of(councillor)]), follow=True)

    assert "Hand over this link yourself: https://northfold.example/invitations/" in page.text


def test_a_delegation_is_entered_with_its_minute(as_clerk, deputy_clerk):
    said = {"powers": [WRITE, APPROVE], "minute": "2026/131", "starts": "1/11/2026", "ends": "12/5/2099"}

    answer = as_clerk.post(reverse("delegation-new", args=[number_of(deputy_clerk)]), said)

    given = Delegation.objects.get(minute="2026/131")
    assert answer.url == reverse("delegation", args=[given.id])
    assert given.powers == [WRITE, APPROVE]
    assert Record.objects.filter(kind="delegation given", subject=f"delegation {given.id}").exists()


def test_a_councillor_is_offered_drafting_alone_and_told_why(as_clerk, councillor):
    page = as_clerk.get(reverse("delegation-new", args=[number_of(councillor)])).text

    assert "Section 101 of the Local Government Act 1972" in page
    assert re.findall(r'name="powers" value="([^"]+)"', page) == [WRITE]


def test_nor_can_approval_be_slipped_to_a_councillor(as_clerk, councillor):
    said = {"powers": [APPROVE], "minute": "1", "starts": "1/11/2026", "ends": "12/5/2099"}

    page = as_clerk.post(reverse("delegation-new", args=[number_of(councillor)]), said)

    assert page.status_code == 422
    assert not Delegation.objects.filter(office__person=councillor).exists()


@pytest.mark.parametrize(("starts", "ends"), [("2/11/2026", "1/11/2026"), ("1/11/2020", "12/5/2021")])
def test_a_delegation_that_would_never_hold_is_refused(as_clerk, deputy_clerk, starts, ends):
    said = {"powers": [WRITE], "minute": "never", "starts": starts, "ends": ends}

    as_clerk.post(reverse("delegation-new", args=[number_of(deputy_clerk)]), said)

    assert not Delegation.objects.filter(minute="never").exists()


def test_a_delegation_is_taken_back_with_its_reason(as_clerk, deputy_clerk):
    given = Delegation.objects.get(office__person=deputy_clerk)

    page = as_clerk.post(reverse("revocation", args=[given.id]), {"reason": "Minute 2026/140"}, follow=True)

    assert "taken back" in page.text
    assert given.revocation.reason == "Minute 2026/140"


def test_a_delegation_is_not_taken_back_without_a_reason(as_clerk, deputy_clerk):
    given = Delegation.objects.get(office__person=deputy_clerk)

    page = as_clerk.post(reverse("revocation", args=[given.id]), {"reason": " "})

    assert page.status_code == 422
    assert not hasattr(Delegation.objects.get(id=given.id), "revocation")


def two_channels() -> list[tuple[int, str]]:
    return [(7, "Noticeboard"), (9, "Council Facebook Page")]


def test_a_delegation_can_be_limited_to_channels(as_clerk, deputy_clerk, settings):
    settings.PARISHPUMP_CHANNEL_CHOICES = "tests.people.test_register.two_channels"
    said = {"powers": [WRITE], "channels": ["9"], "minute": "one channel", "starts": "1/11/2026", "ends": "12/5/2099"}

    page = as_clerk.post(reverse("delegation-new", args=[number_of(deputy_clerk)]), said, follow=True)

    assert Delegation.objects.get(minute="one channel").channels == [9]
    assert "Council Facebook Page" in page.text


def test_every_change_to_the_register_shows_its_authority(as_clerk, clerk):
    for page in (reverse("new-office"), reverse("delegation-new", args=[number_of(clerk)])):
        assert "You enter this as <b>Clerk</b>, under minute 2026/118" in as_clerk.get(page).text


def test_the_last_who_manages_people_cannot_be_shut_out(as_clerk, clerk):
    given = Delegation.objects.get(office__person=clerk)

    revoked = as_clerk.post(reverse("revocation", args=[given.id]), {"reason": "A slip"})
    ended = as_clerk.post(reverse("office-end", args=[number_of(clerk)]), {"until": "1/12/2026"})

    assert "nobody could be let in again" in revoked.text
    assert "nobody could be let in again" in ended.text
    assert Office.objects.get(person=clerk).until is None


def test_one_of_two_who_manage_people_can_go(as_clerk, clerk, deputy_clerk):
    as_clerk.post(reverse("office-end", args=[number_of(clerk)]), {"until": "31/12/2098"})

    assert Office.objects.get(person=clerk).until is not None


def test_ending_an_office_twice_changes_nothing(as_clerk, councillor):
    for day in ("30/11/2098", "1/12/2026"):
        answer = as_clerk.post(reverse("office-end", args=[number_of(councillor)]), {"until": day})

    assert answer.status_code == 404
    assert Office.objects.get(person=councillor).until.year == 2098


def test_the_register_says_what_stands_and_for_how_long(as_clerk):
    officer = person_in("communications officer", PEOPLE, minute="2026/150")
    soon = timezone.localdate() + timedelta(days=6)
    Delegation.objects.filter(office__person=officer).update(ends=soon)

    page = as_clerk.get(reverse("people")).text

    assert "minute 2026/150" in page
    assert "6 days left" in page
    assert "Ends soon" in page
