"""Where the policy asks for two persons: no history lets out what only one of them stood behind."""

from dataclasses import dataclass, field
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from parishpump.networks.contract import Parcel
from parishpump.people.models import Person
from parishpump.people.powers import CHAIRMAN
from parishpump.publishing.actions import deciding
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.models import Revision
from parishpump.publishing.queries import leave
from tests.conftest import person_in
from tests.publishing.histories import Account, Histories, World
from tests.publishing.test_never_unapproved import HISTORIES, STEPS, world  # noqa: F401 - the same council

TWO = '[parameters]\npublish.approvers = ["Clerk", "Deputy Clerk", "Chair"]\npublish.two_person = "always"\n'


@dataclass
class AccountOfTwo(Account):
    """What people decided, and who stood beside them: words and person."""

    agreements: list[tuple[str, int]] = field(default_factory=list)

    def is_approved(self, parcel: Parcel) -> bool:
        """Whether one approved these words and another, who did not write them either, agreed to them."""
        words = parcel.text.split("\n\nhttps://")[0]
        return super().is_approved(parcel) and any(
            said == words and by not in self.writers[words] and self._approved_by_another(words, by)
            for said, by in self.agreements
        )

    def _approved_by_another(self, words: str, by: int) -> bool:
        return any(
            said == words and approver != by and delegation not in self.revoked
            for said, approver, delegation in self.approvals
        )


class HistoriesOfTwo(Histories):
    """The same histories in a council whose policy asks for two persons, always."""

    kept = AccountOfTwo
    account: AccountOfTwo
    chairman: ClassVar[Person]

    @precondition(lambda self: self._any(Revision, stage="submitted"))
    @rule(data=st.data())
    def agree(self, data) -> None:
        waiting = data.draw(st.sampled_from(list(Revision.objects.filter(stage="submitted"))))
        self._agree(waiting, data.draw(st.sampled_from((self.chairman, self.deputy, self.clerk))))

    @rule(own=st.booleans())
    def write_approve_and_agree(self, own: bool) -> None:
        if (revision := self._submit(None, self.officer, own=own, later=2)) is not None:
            self._approve(revision, self.deputy)
            self._agree(revision, self.chairman)

    def _agree(self, revision: Revision, by: Person) -> None:
        try:
            deciding.agree(revision, by=by, at=self.at)
        except (deciding.NotNamed, deciding.SamePerson, deciding.TooLate, deciding.Blocked, NotNow):
            return
        for text in {revision.text, *revision.own_texts.values()}:
            self.account.agreements.append((text, by.id))


@pytest.fixture
def two(world: World, own_pack) -> Person:  # noqa: F811
    own_pack(TWO)
    HistoriesOfTwo.world, HistoriesOfTwo.chairman = world, person_in(CHAIRMAN, minute="")
    return HistoriesOfTwo.chairman


def test_no_history_lets_out_what_a_second_person_did_not_agree_to(two):
    run_state_machine_as_test(
        HistoriesOfTwo,
        settings=settings(
            max_examples=HISTORIES // 4,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def history(two):
    """One history, told by hand."""
    told = HistoriesOfTwo()
    yield told
    told.teardown()


def test_the_account_is_content_with_two(history):
    revision = history._submit(None, history.officer)
    history._approve(revision, history.deputy)
    history._agree(revision, history.chairman)

    history.carry()

    history.account_agrees()
    assert len(history.network.accepted) == 1


def test_the_account_notices_what_one_person_let_out(history, monkeypatch):
    monkeypatch.setattr(leave, "_asks_for_two", lambda revision, approval: False)
    revision = history._submit(None, history.officer)
    history._approve(revision, history.deputy)

    history.carry()

    with pytest.raises(AssertionError, match="unapproved"):
        history.account_agrees()
