"""Who gets through the door of an officer's page, and what the others are told."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parishpump.councils.tenancy import council_scope
from parishpump.people.actions import appoint, delegate, introduce, leave_office, revoke
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import CLERK, COUNCILLOR, PEOPLE, WRITE
from tests.conftest import MAY, NOON, person_in
from tests.people.conftest import NORTHFOLD, PASSWORD, SOUTHFOLD, with_password
from tests.people.signing_in import sign_in

REGISTER = reverse("people")
ENTER = reverse("new-office")
SIGN_IN = reverse("account_login")


def test_a_visitor_is_led_to_sign_in_and_back(anybody):
    answer = anybody.get(f"{REGISTER}?page=2")

    assert answer.url == f"{SIGN_IN}?next={quote(f'{REGISTER}?page=2', safe='')}"


def test_what_a_visitor_posts_is_not_repeated_after_signing_in(anybody):
    answer = anybody.post(ENTER, {"name": "Somebody"})

    assert answer.status_code == 302
    assert answer.url == SIGN_IN


def test_a_live_part_of_a_page_takes_the_whole_page_to_sign_in(anybody):
    answer = anybody.get(REGISTER, headers={"hx-request": "true"})

    assert answer.headers["HX-Redirect"] == SIGN_IN


def test_the_clerk_of_one_council_holds_no_office_at_another(clerk, southfold):
    southfold_client = sign_in(Client(headers=SOUTHFOLD), clerk)

    answer = southfold_client.get(REGISTER)

    assert answer.status_code == 403
    assert "You hold no office at Southfold Parish Council" in answer.text
    assert reverse("councils") in answer.text
    assert "Northfold" not in answer.text


def test_whoever_serves_two_councils_finds_both_addresses(as_clerk, clerk, southfold):
    with council_scope(southfold.id):
        appoint(clerk, CLERK, since=MAY, minute="1", by=None, at=NOON)

    page = as_clerk.get(reverse("councils")).text

    assert "https://southfold.example/desk/" in page
    assert "you sign in at each" in page


def test_the_rows_of_another_council_are_not_there(as_clerk, southfold):
    with council_scope(southfold.id):
        person = introduce("a@b.example", name="A", at=NOON)
        theirs = appoint(person, COUNCILLOR, since=MAY, minute="1", by=None, at=NOON)

    assert as_clerk.get(reverse("office", args=[theirs.id])).status_code == 404
    assert as_clerk.post(reverse("invitation", args=[theirs.id])).status_code == 404


def test_an_office_without_the_power_is_told_who_has_it(as_councillor, clerk):
    answer = as_councillor.get(ENTER)

    assert answer.status_code == 403
    assert "delegation to <b>manage people</b>" in answer.text
    assert "Clerk, under minute 2026/118, until 12 May 2027" in answer.text


def test_nor_can_it_post_what_it_cannot_open(as_councillor, clerk):
    office = Office.objects.get(person=clerk)

    assert as_councillor.post(reverse("office-end", args=[office.id]), {"until": "1/12/2026"}).status_code == 403
    assert as_councillor.post(reverse("invitation", args=[office.id])).status_code == 403
    assert not office.invitations.exists()


def test_a_delegation_that_ended_yesterday_opens_nothing(anybody):
    officer = person_in(CLERK, PEOPLE, minute="2025/118")
    Delegation.objects.filter(office__person=officer).update(ends=timezone.localdate() - timedelta(days=1))

    answer = sign_in(anybody, officer).get(ENTER)

    assert answer.status_code == 403
    assert "Nobody at Northfold Parish Council can do it today" in answer.text


def test_power_ends_in_the_middle_of_a_session(as_clerk, clerk):
    assert as_clerk.get(ENTER).status_code == 200

    revoke(Delegation.objects.get(office__person=clerk), reason="minute 2026/140", by=clerk, at=timezone.now())

    assert as_clerk.get(ENTER).status_code == 403
    assert as_clerk.get(REGISTER).status_code == 200


def test_whoever_leaves_office_is_out_the_day_after(as_clerk, clerk):
    leave_office(Office.objects.get(person=clerk), until=timezone.localdate() - timedelta(days=1), by=clerk, at=NOON)

    assert as_clerk.get(REGISTER).status_code == 403


def test_a_person_who_is_closed_is_out_at_once(as_clerk, clerk):
    clerk.is_active = False
    clerk.save()

    assert as_clerk.get(REGISTER).url.startswith(SIGN_IN)


@pytest.mark.parametrize("page", [REGISTER, ENTER, "/people/"])
def test_power_without_a_second_factor_is_led_to_set_one_up(anybody, clerk, page):
    answer = sign_in(anybody, clerk, second_factor=False).get(page)

    assert answer.url == reverse("mfa_index")
    assert "Set one up to go on" in anybody.get(answer.url).text


def test_whoever_only_writes_drafts_needs_no_second_factor(anybody, communications_officer):
    assert sign_in(anybody, communications_officer, second_factor=False).get(REGISTER).status_code == 200


def test_in_the_demonstration_no_second_factor_is_asked(anybody, clerk, settings):
    settings.PARISHPUMP_DEMO = True

    assert sign_in(anybody, clerk, second_factor=False).get(REGISTER).status_code == 200


def test_a_session_from_before_the_second_factor_has_to_give_it(anybody, clerk):
    elsewhere = sign_in(Client(headers=NORTHFOLD), clerk, second_factor=False)
    sign_in(anybody, clerk)

    assert elsewhere.get(REGISTER).url == f"{reverse('mfa_reauthenticate')}?next={quote(REGISTER, safe='')}"
    assert anybody.get(REGISTER).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_add_webauthn",
        "mfa_index",
        "account_change_password",
        "usersessions_list",
        "my-account",
    ],
)
def test_such_a_session_cannot_touch_the_account_either(anybody, clerk, page):
    elsewhere = sign_in(Client(headers=NORTHFOLD), with_password(clerk), second_factor=False)
    sign_in(anybody, clerk)
    elsewhere.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert elsewhere.get(reverse(page)).url.startswith(reverse("mfa_reauthenticate"))


def test_power_newly_given_asks_for_the_second_factor_at_the_next_page(anybody, communications_officer):
    officer = communications_officer
    client = sign_in(anybody, officer, second_factor=False)
    today = timezone.localdate()
    office = Office.objects.get(person=officer)
    delegate(office, [WRITE, PEOPLE], minute="1", starts=today, ends=today, by=None, at=timezone.now())

    assert client.get(REGISTER).url == reverse("mfa_index")
