"""Two officers, or two tabs, at the same moment: one decides, the other is told that it is decided."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from parishpump.channels import actions
from parishpump.channels.actions.deciding import Ruling
from parishpump.channels.lifecycle import NotNow
from parishpump.channels.models import Channel, Deployment, DeploymentApproval
from parishpump.councils.tenancy import council_scope
from parishpump.people.powers import CHANNELS, WRITE
from tests.channels.opening import submitted
from tests.conftest import NOON, make_council, person_in

A_YEAR = NOON.date() + timedelta(days=365)


@pytest.fixture
def committed(own_database) -> Iterator[int]:
    """A council on a database of the test's own, where transactions really commit."""
    council = make_council("Northfold")
    with council_scope(council.id):
        yield council.id


def at_once(council: int, *deeds: Callable[[], object]) -> list[object]:
    """Each deed on a connection of its own, begun together; what came of each, an error too."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> object:
        with council_scope(council), closing(connections["default"]):
            start.wait()
            try:
                return deed()
            except Exception as failed:
                return failed

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_of_two_approvals_at_once_one_stands(committed):
    clerk = person_in("clerk", CHANNELS, minute="1")
    version = submitted(by=person_in("communications officer", WRITE, minute="3"), at=NOON)
    ruling = Ruling(version.seal, A_YEAR)

    def approve() -> object:
        return actions.approve_deployment(version, ruling, by=clerk, at=NOON)

    came = at_once(committed, approve, approve)

    assert DeploymentApproval.objects.count() == 1
    assert sum(isinstance(one, NotNow) for one in came) == 1


def test_an_approval_and_an_end_at_once_leave_no_channel_that_may_send(committed):
    clerk = person_in("clerk", CHANNELS, minute="1")
    deputy = person_in("deputy clerk", CHANNELS, minute="2")
    version = submitted(by=person_in("communications officer", WRITE, minute="3"), at=NOON)

    at_once(
        committed,
        lambda: actions.approve_deployment(version, Ruling(version.seal, A_YEAR), by=clerk, at=NOON),
        lambda: actions.end_deployment(version.deployment, reason="Not now", by=deputy, at=NOON),
    )

    assert Deployment.objects.get().ended_at is not None
    assert not Deployment.objects.get().is_approved


def test_of_two_openings_at_once_one_channel_comes(committed):
    clerk = person_in("clerk", CHANNELS, minute="1")
    version = submitted(by=person_in("communications officer", WRITE, minute="3"), at=NOON)
    actions.approve_deployment(version, Ruling(version.seal, A_YEAR), by=clerk, at=NOON)
    deployment = Deployment.objects.get()

    def open_it() -> object:
        return actions.open_channel(deployment, address="https://instagram.example/northfold", by=clerk, at=NOON)

    at_once(committed, open_it, open_it)

    assert Channel.objects.count() == 1
