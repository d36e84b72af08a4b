"""Random histories of a council's posts, against a plain account of what people really decided.

The account knows nothing of the rows. It writes down who wrote which words, who approved them under which delegation,
and which delegations were taken back; and it is asked, at the very moment at which a network is called, whether these
words may go out there.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from parishpump.channels.models import Channel
from parishpump.networks.contract import Parcel
from parishpump.people.actions import delegate, revoke
from parishpump.people.models import Delegation, Office, Person
from parishpump.people.powers import APPROVE, POWERS, WRITE
from parishpump.people.queries import NotDelegated
from parishpump.publishing.actions import amending, deciding, pausing
from parishpump.publishing.actions.consigning import Consignment, Outcome
from parishpump.publishing.actions.deliver import claim, conclude, send
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.actions.settling import give_up_on_lost, settle
from parishpump.publishing.clock import on_the_wall
from parishpump.publishing.content import Content
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.models import Delivery, Post, Revision
from tests.conftest import MAY, NEXT_MAY, NOON
from tests.fakes.memory_network import MemoryNetwork, plug_in
from tests.publishing.lives import content

IN_SHORT = " In short."
MOMENT = timedelta(seconds=10)  # what was handed to a network's client arrives within it, or is not sent
OPENING = (0, 5)  # minutes until the two notices go out with which every history begins
REFUSALS = (
    NotDelegated,
    NotNow,
    deciding.OwnWork,
    deciding.TooLate,
    deciding.Blocked,
    amending.MayNotGo,
)


@dataclass
class Account:
    """What people decided, told without the database."""

    writers: dict[str, set[int]] = field(default_factory=dict)  # the common words of a version → who wrote them
    approvals: list[tuple[str, int, int]] = field(default_factory=list)  # words, approver, delegation
    revoked: set[int] = field(default_factory=set)
    released: set[str] = field(default_factory=set)  # keys that a person let go after a restore
    paused: bool = False
    handed_over: dict[str, datetime] = field(default_factory=dict)  # keys that were on their way then, with leave

    def wrote(self, number: int, by: Person) -> None:
        for said in (words_of(number), words_of(number) + IN_SHORT):
            self.writers[said] = {by.id}

    def lets_out(self, parcel: Parcel, at: datetime) -> bool:
        """Whether these words may go: approved and not paused, or in the very moment in which that ended."""
        if parcel.key in self.handed_over and at - self.handed_over[parcel.key] <= MOMENT:
            return True
        return not self.paused and self.is_approved(parcel)

    def is_approved(self, parcel: Parcel) -> bool:
        """Whether somebody who did not write them approved these words, under a delegation not taken back."""
        words = parcel.text.split("\n\nhttps://")[0]
        return parcel.key in self.released or any(
            said == words and by not in self.writers[words] and delegation not in self.revoked
            for said, by, delegation in self.approvals
        )


@dataclass(frozen=True)
class World:
    """The council that every history begins with: two notices wait, one to go at once, one in five minutes."""

    clerk: Person
    deputy: Person
    officer: Person
    board: Channel
    channel: Channel

    def open(self) -> None:
        for number, later in enumerate(OPENING, start=1):
            post = begin_post(by=self.officer, at=NOON)
            deciding.submit(post, self.notice(number, NOON, later=later), overrides={}, by=self.officer, at=NOON)

    def notice(self, number: int, at: datetime, *, own: bool = False, later: int = 0, repeat: str = "") -> Content:
        """The words of version `number`, to go out `later` minutes after `at`, or at once."""
        goes_out = at + timedelta(minutes=later) if later else None
        text = words_of(number)
        return content(
            self.board,
            self.channel,
            text=text,
            goes_out=goes_out,
            repeat=repeat if goes_out else "",
            own_texts={self.channel.id: text + IN_SHORT} if own else {},
            goes_out_wall=on_the_wall(goes_out, "Europe/London") if goes_out else "",
            repeat_until=(at + timedelta(days=20)).date() if repeat and goes_out else None,
            comes_down=at + timedelta(days=30),
        )


def words_of(number: int) -> str:
    return f"Version {number} of the notice about Mill Lane, closed for repairs until the end of the month."


class Histories(RuleBasedStateMachine):
    """Drafts, edits, approvals, revocations, pauses, crashes, clocks and restored backups, in any order."""

    world: ClassVar[World]
    kept: ClassVar[type[Account]] = Account

    def __init__(self) -> None:
        super().__init__()
        self.account = self.kept()
        for number in range(1, len(OPENING) + 1):
            self.account.wrote(number, self.world.officer)
        self.broken: list[str] = []
        self.at = NOON
        self.words = len(OPENING)
        self.on_the_road: list[Consignment] = []
        self.unanswered: list[tuple[Consignment, Outcome]] = []
        self.clerk, self.deputy, self.officer = self.world.clerk, self.world.deputy, self.world.officer
        self.patch = pytest.MonkeyPatch()
        self.network = MemoryNetwork(self._watch)
        plug_in(self.patch, self.network)
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.backup: str | None = None

    def teardown(self) -> None:
        self.patch.undo()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # What people do

    @rule(own=st.booleans(), repeat=st.sampled_from(("", "weekly")))
    def write_and_approve(self, own: bool, repeat: str) -> None:
        if (revision := self._submit(None, self.officer, own=own, later=2, repeat=repeat)) is not None:
            self._approve(revision, self.deputy)

    @precondition(lambda self: self._any(Revision, stage="submitted"))
    @rule(data=st.data())
    def approve_what_waits(self, data) -> None:
        waiting = data.draw(st.sampled_from(list(Revision.objects.filter(stage="submitted").order_by("id"))))
        self._approve(waiting, data.draw(st.sampled_from((self.clerk, self.deputy))))

    @rule(
        data=st.data(),
        own=st.booleans(),
        later=st.sampled_from((0, 0, 5, 60)),
        repeat=st.sampled_from(("", "", "weekly")),
    )
    def write(self, data, own: bool, later: int, repeat: str) -> None:
        by = data.draw(st.sampled_from((self.officer, self.deputy, self.clerk)))
        self._submit(None, by, own=own, later=later, repeat=repeat)

    @rule(data=st.data(), own=st.booleans())
    def write_again(self, data, own: bool) -> None:
        post = data.draw(st.sampled_from(list(Post.objects.all())))
        self._submit(post, data.draw(st.sampled_from((self.officer, self.deputy))), own=own)

    @rule(data=st.data())
    def approve(self, data) -> None:
        revision = data.draw(st.sampled_from(list(Revision.objects.order_by("id"))))
        self._approve(revision, data.draw(st.sampled_from((self.clerk, self.deputy, self.officer))))

    @rule(data=st.data())
    def send_back(self, data) -> None:
        revision = data.draw(st.sampled_from(list(Revision.objects.order_by("id"))))
        self._may(lambda: deciding.send_back(revision, reason="Say more.", by=self.clerk, at=self.at))

    @rule(which=st.sampled_from(("1", "2")))
    def take_back(self, which: str) -> None:
        self._what_is_handed_over()
        for delegation in Delegation.objects.filter(minute=which, revocation__isnull=True):
            if self._may(lambda given=delegation: revoke(given, reason="gone", by=self.officer, at=self.at)):
                self.account.revoked.add(delegation.id)

    @rule(which=st.sampled_from(("clerk", "deputy clerk")))
    def give_again(self, which: str) -> None:
        office = Office.objects.get(kind=which)
        if not Delegation.objects.filter(office=office, revocation__isnull=True).exists():
            powers = list(POWERS) if which == "clerk" else [WRITE, APPROVE]
            self._may(
                lambda: delegate(office, powers, minute="9", starts=MAY, ends=NEXT_MAY, by=self.officer, at=self.at)
            )

    @rule()
    def pause(self) -> None:
        self._what_is_handed_over()
        if self._may(lambda: pausing.pause(reason="burst main", by=self.clerk, at=self.at)):
            self.account.paused = True

    @rule()
    def stand_down(self) -> None:
        if self._may(lambda: pausing.stand_down(by=self.clerk, at=self.at)):
            self.account.paused = False

    @precondition(lambda self: self._any(Delivery, state="held"))
    @rule(data=st.data())
    def release(self, data) -> None:
        held = data.draw(st.sampled_from(list(Delivery.objects.filter(state="held"))))
        if self._may(lambda: amending.release(held, by=self.clerk, at=self.at)):
            self.account.released.add(held.key)

    @precondition(lambda self: self._any(Delivery, state="rejected"))
    @rule(data=st.data())
    def try_again(self, data) -> None:
        rejected = data.draw(st.sampled_from(list(Delivery.objects.filter(state="rejected"))))
        self._may(lambda: amending.try_again(rejected, by=self.officer, at=self.at))

    @precondition(lambda self: self._any(Post, published_at__isnull=False))
    @rule(data=st.data())
    def withdraw(self, data) -> None:
        post = data.draw(st.sampled_from(list(Post.objects.filter(published_at__isnull=False))))
        self._may(lambda: amending.withdraw(post, reason="wrong", by=self.clerk, at=self.at))

    # What workers, networks and clocks do

    @rule(minutes=st.sampled_from((0, 1, 2, 7, 90, 60 * 24 * 7, 60 * 24 * 200)))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(fault=st.sampled_from(("lost before", "lost after", "refused", "rate limited")))
    def something_will_go_wrong(self, fault: str) -> None:
        self.network.faults.append(fault)

    @rule()
    def claim(self) -> None:
        self.on_the_road += claim(at=self.at, most=20)

    @precondition(lambda self: self.on_the_road)
    @rule()
    def send(self) -> None:
        consignment = self.on_the_road.pop()
        self.unanswered.append((consignment, send(consignment, now=lambda: self.at)))

    @precondition(lambda self: self.unanswered)
    @rule()
    def conclude(self) -> None:
        consignment, outcome = self.unanswered.pop()
        conclude([(consignment, outcome)], at=self.at)

    @rule()
    def carry(self) -> None:
        """A worker's whole round with nothing going wrong in it."""
        for consignment in claim(at=self.at, most=20):
            conclude([(consignment, send(consignment, now=lambda: self.at))], at=self.at)

    @rule()
    def the_worker_dies(self) -> None:
        self.on_the_road, self.unanswered = [], []

    @rule()
    def settle(self) -> None:
        give_up_on_lost(at=self.at)
        settle(now=lambda: self.at)

    @precondition(lambda self: self.backup is None)
    @rule()
    def back_up(self) -> None:
        self.backup = transaction.savepoint()

    @precondition(lambda self: self.backup is not None)
    @rule()
    def restore(self) -> None:
        transaction.savepoint_rollback(self.backup)
        self.backup = None
        self.on_the_road, self.unanswered = [], []
        self.account.released.clear()
        self.account.paused = True
        pausing.hold_after_restore(at=self.at)

    # The account

    def _watch(self, parcel: Parcel) -> None:
        if not self.account.lets_out(parcel, self.at):
            self.broken.append(f"unapproved: {parcel.text}")

    def _what_is_handed_over(self) -> None:
        for parcel in (consignment.parcel for consignment in self.on_the_road):
            if self.account.lets_out(parcel, self.at):
                self.account.handed_over[parcel.key] = self.at

    @invariant()
    def account_agrees(self) -> None:
        """Nothing went out that nobody approved, and nothing twice."""
        assert not self.broken, self.broken
        assert not self.network.twice, "sent twice"

    def _approve(self, revision: Revision, by: Person) -> None:
        try:
            approval = deciding.approve(revision, by=by, at=self.at)
        except REFUSALS:
            return
        for text in {revision.text, *revision.own_texts.values()}:
            self.account.approvals.append((text, by.id, approval.authority_id))

    def _submit(
        self, post: Post | None, by: Person, *, own: bool = False, later: int = 0, repeat: str = ""
    ) -> Revision | None:
        self.words += 1
        notice = self.world.notice(self.words, self.at, own=own, later=later, repeat=repeat)
        try:
            post = post or begin_post(by=by, at=self.at)
            revision = deciding.submit(post, notice, overrides={}, by=by, at=self.at)
        except REFUSALS:
            return None
        self.account.wrote(self.words, by)
        return revision

    def _may(self, deed) -> bool:
        try:
            deed()
        except REFUSALS:
            return False
        return True

    def _any(self, model, **facts) -> bool:
        return model.objects.filter(**facts).exists()
