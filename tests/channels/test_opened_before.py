"""Channels from before requests were kept: the migration gives each its approval, and says what it is."""

from importlib import import_module

import pytest
from django.apps import apps

from parishpump.channels.models import Channel, Deployment
from parishpump.channels.queries import channels_approved
from parishpump.channels.queries.deployments import is_sealed
from tests.conftest import NOON

MIGRATION = import_module("parishpump.channels.migrations.0006_opened_before")


@pytest.fixture
def old(clerk, noticeboard) -> Channel:
    """A channel as it was entered before."""
    return Channel.objects.create(
        name="Page", network="x by hand", purpose="News", minute="2026/140", opened_at=NOON, opened_by=clerk
    )


def test_a_channel_from_before_gets_its_approval_with_its_minute(old, noticeboard):
    MIGRATION.enter_requests(apps, None)

    old.refresh_from_db()
    approval = old.deployment.standing.approval
    assert (approval.minute, approval.note) == ("2026/140", "Opened before requests were kept.")
    assert channels_approved() == {old.id, noticeboard.id}
    assert is_sealed(old.deployment.standing)
    assert old.deployment.standing.proposal.purpose == "News"


def test_what_is_closed_or_asked_for_already_gets_none(old):
    Channel.objects.filter(id=old.id).update(closed_at=NOON)

    MIGRATION.enter_requests(apps, None)

    assert not Deployment.objects.exists()
