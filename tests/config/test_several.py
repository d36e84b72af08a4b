"""Several councils on one installation: the command that founds a further one, and what whoever hosts them sees."""

import pytest
from django.core import mail
from django.test import Client

from parishpump.archive.models import Record
from parishpump.config.several import CannotBeFounded, found, overview
from parishpump.councils.models import Council
from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import POWERS
from parishpump.publishing.actions.drafting import begin_post
from tests.config.test_command import parishpump
from tests.conftest import NOON, make_council

SAID = {
    "name": "Eastfold Town Council",
    "kind": "town",
    "host": "Social.Eastfold.example",
    "address": "https://social.eastfold.example/",
    "pack": "base",
    "pack_minute": "",
    "clerk_name": "Clerk",
    "clerk_email": "Clerk@eastfold.example",
    "minute": "2026/7",
    "ends": "",
}


def test_a_further_council_has_its_clerk_its_noticeboard_and_a_record(northfold):
    found(SAID, at=NOON)

    council = Council.objects.get(host="social.eastfold.example")
    with council_scope(council.id):
        delegation = Delegation.objects.get()
        assert (delegation.minute, set(delegation.powers)) == ("2026/7", set(POWERS))
        assert delegation.ends.isoformat() == "2027-11-23"
        assert Record.objects.filter(kind="council founded").exists()
    assert (council.kind, council.address) == ("town", "https://social.eastfold.example")


def test_its_clerk_takes_up_the_invitation_by_the_link_in_the_email(northfold):
    found(SAID, at=NOON)

    (message,) = mail.outbox
    link = next(line for line in message.body.splitlines() if line.startswith("https://social.eastfold.example/"))
    assert message.to == ["clerk@eastfold.example"]
    assert not Person.objects.get(email="clerk@eastfold.example").has_usable_password()
    page = Client(headers={"host": "social.eastfold.example"}).get(link.removeprefix("https://social.eastfold.example"))
    assert page.status_code == 200


def test_where_the_mail_server_is_down_the_link_is_told(northfold, settings):
    settings.EMAIL_BACKEND = "tests.people.post_boxes.Unreachable"

    told = "\n".join(found(SAID, at=NOON))

    assert "Hand over this link yourself, it works once: https://social.eastfold.example/" in told


def test_somebody_who_is_clerk_elsewhere_keeps_their_password(northfold, clerk):
    clerk.set_password("three words together")
    clerk.save()

    found(SAID | {"clerk_email": clerk.email}, at=NOON)

    clerk.refresh_from_db()
    assert clerk.check_password("three words together")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"host": "northfold.example", "address": "https://northfold.example"}, "a host of its own"),
        ({"host": "https://social.eastfold.example"}, "is no host name"),
        ({"address": "https://elsewhere.example"}, "is not the address of social.eastfold.example"),
        ({"address": "https://social.eastfold.example/page"}, "is not the address of"),
        ({"pack": "westfold"}, "there is no such pack"),
        ({"clerk_email": "the clerk"}, "is no email address"),
        ({"name": " "}, "--name is empty"),
        ({"minute": "1" * 65}, "longer than 64"),
        ({"ends": "next May"}, "is no day"),
        ({"ends": "2026-11-24"}, "is past"),
    ],
)
def test_what_does_not_do_is_told_and_nothing_is_founded(northfold, said, why):
    with pytest.raises(CannotBeFounded, match=why):
        found(SAID | said, at=NOON)

    assert Council.objects.count() == 1
    assert not mail.outbox


def test_whoever_hosts_them_sees_counts_and_policy_versions_alone(clerk, noticeboard, southfold):
    begin_post(by=clerk, at=NOON, content={"title": "Mill Lane", "text": "Mill Lane"})

    ours, theirs = (str(one) for one in overview(at=NOON))

    assert ours == (
        "Northfold Parish Council (northfold.example): policy pack lenham, no version adopted; "
        "posts 1, channels 1, delegations in force 1"
    )
    assert theirs.endswith("posts 0, channels 0, delegations in force 0")


def test_the_command_founds_a_council_and_lists_it(own_database):
    make_council("Northfold")
    options = [f"--{name.replace('_', '-')}={value}" for name, value in SAID.items() if value]
    postless = {"PARISHPUMP_EMAIL_BACKEND": "tests.people.post_boxes.Unreachable"}

    ran = parishpump("council", "found", *options, **postless)
    again = parishpump("council", "found", *options, **postless)
    listed = parishpump("council", "list")

    assert ran.returncode == 0, ran.stderr
    assert "Each council answers under its own host name alone" in ran.stdout
    assert (again.returncode, "a host of its own" in again.stderr) == (1, True)
    assert "Eastfold Town Council (social.eastfold.example): policy pack base" in listed.stdout
    assert "clerk@" not in listed.stdout
