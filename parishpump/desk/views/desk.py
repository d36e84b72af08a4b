"""The officer's front page: what waits, today, and what everything rests on."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.channels.queries.deployments import Approvers, deployments_waiting
from parishpump.channels.queries.overdue import due_by
from parishpump.channels.queries.policy import DeploymentPolicy
from parishpump.councils.models import Council
from parishpump.desk.calendar import week_of, window
from parishpump.desk.queries.happening import Going, Moment, goings, legs_for_the_desk, moments_between
from parishpump.desk.queries.state import CouncilState, state_of
from parishpump.desk.queries.waiting import Powers, channels_health, posts_waiting, powers_from
from parishpump.desk.views.showing.beside import (
    Authority,
    Check,
    Step,
    authority_of,
    first_steps,
    heading,
    is_it_running,
)
from parishpump.desk.views.showing.care import Listening, appeal_rows, report_rows
from parishpump.desk.views.showing.decisions import decisions
from parishpump.desk.views.showing.deliveries import delivery_rows
from parishpump.desk.views.showing.entries import Entry, entry_of
from parishpump.desk.views.showing.listening import message_rows, source_rows, story_rows
from parishpump.desk.views.showing.meetings import meeting_rows
from parishpump.desk.views.showing.partners import directory_rows
from parishpump.desk.views.showing.register import due_rows, request_rows
from parishpump.desk.views.showing.rows import Row, in_order
from parishpump.desk.views.showing.upkeep import (
    channel_rows,
    consent_rows,
    delegation_rows,
    record_rows,
    stale_rows,
)
from parishpump.inbox.queries.care import reports_open
from parishpump.inbox.queries.hours import promise_of
from parishpump.inbox.queries.house_rules import HouseRules
from parishpump.inbox.queries.load import rota
from parishpump.inbox.queries.meetings import meetings_to_come
from parishpump.inbox.queries.moderation import appeals_to_hear
from parishpump.inbox.queries.policy import ListeningPolicy
from parishpump.inbox.queries.sources import failing_sources
from parishpump.inbox.queries.stories import may_read_stories, stories_for_the_desk
from parishpump.partners.queries.needs import directory_needs
from parishpump.people.powers import CHANNELS, LISTEN, MODERATE, PAUSE, WITHDRAW, WRITE
from parishpump.people.queries import Acting, local_day
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.errors import PackError
from parishpump.policy.packs import load_pack
from parishpump.publishing.queries.policy import PackInForce, pack_in_force
from parishpump.publishing.queries.upkeep import shown_against_consent, stale_posts

AT_FIRST = 10  # rows before "show more"
BEFORE_NOW, AFTER_NOW = 3, 8  # lines of today


@officer_page
@require_safe
def desk(request: OfficerRequest) -> HttpResponse:
    """The whole page."""
    found = _look(request, timezone.now())
    return render(request, "desk/desk.html", found.as_context())


@officer_page
@require_safe
def desk_news(request: OfficerRequest) -> HttpResponse:
    """The parts of the page that change by themselves, for its polling; nothing while they are as they were."""
    found = _look(request, timezone.now())
    if request.GET.get("seen") == found.mark:
        return HttpResponse(status=204)
    return render(request, "desk/news.html", found.as_context())


@dataclass(frozen=True)
class Desk:
    """Everything on the page."""

    now: datetime
    state: CouncilState
    rows: list[Row]
    for_others: list[Row]
    today: list[Entry]
    checks: list[Check]
    authority: Authority
    steps: list[Step]
    may_pause: bool
    listening: Listening | None

    @property
    def mark(self) -> str:
        """Tells whether something changed; how late a thing is counts in steps of ten minutes."""
        facts = (
            self.now.replace(minute=self.now.minute // 10 * 10, second=0, microsecond=0),
            [(row.title, row.url, row.why, row.late) for row in (*self.rows, *self.for_others)],
            [(entry.at, entry.title, entry.state) for entry in self.today],
            [(check.term, check.state) for check in self.checks],
            self.state.paused_at,
            self.state.held,
        )
        return sha256(repr(facts).encode()).hexdigest()[:16]

    def as_context(self) -> dict[str, Any]:
        """Under the names that the templates know."""
        before = [entry for entry in self.today if entry.at <= self.now]
        after = [entry for entry in self.today if entry.at > self.now]
        return {
            **vars(self),
            "seen": self.mark,
            "week": week_of(timezone.localdate(self.now)).query,
            "lead": heading(len(self.rows), sum(row.late for row in self.rows)),
            "rows": self.rows[:AT_FIRST],
            "more": self.rows[AT_FIRST:],
            "today": _lines_of_six([*before[-BEFORE_NOW:], None, *after[:AFTER_NOW]]) if self.today else [],
            "next": after[0] if after else None,
            "hidden": max(len(before) - BEFORE_NOW, 0) + max(len(after) - AFTER_NOW, 0),
        }


def _lines_of_six(entries: list[Entry | None]) -> list[list[Entry | None]]:
    """The line of today holds six; None is where it is now."""
    return [entries[start : start + 6] for start in range(0, len(entries), 6)]


def _look(request: OfficerRequest, now: datetime) -> Desk:
    acting, state = request.acting, state_of(request)
    start, end = window([timezone.localdate(now)], timezone.get_current_timezone())
    legs, channels, powers = legs_for_the_desk(start, end, at=now), channels_health(), powers_from(now)
    policy = _policy(request.council, state, now)
    decided = decisions(posts_waiting(acting.person, at=now), acting, policy=policy, now=now)
    rows = [
        *_story_rows(acting, state, now),
        *decided.mine,
        *delivery_rows(legs, acting, paused=state.is_paused, now=now),
        *channel_rows(channels, acting, now=now),
        *delegation_rows(powers, acting, now=now),
        *record_rows(state, acting, now=now),
        *_register_rows(acting, policy, state, now),
        *_public_rows(acting, policy, state, now),
        *_care_rows(acting, policy, powers, state, now),
        *_silent_rows(acting, state, now),
        *_directory_rows(acting, state, now),
        *_meeting_rows(acting, state, now),
        *message_rows(state, acting, policy, now=now),
    ]
    out = goings(leg for leg in legs if start <= leg.due_at < end)
    today: list[Going | Moment] = [*out, *moments_between(start, end)]
    return Desk(
        now=now,
        state=state,
        rows=in_order(rows),
        for_others=in_order(decided.for_others),
        today=[entry_of(one, paused=state.is_paused, now=now) for one in sorted(today, key=lambda one: one.at)],
        checks=is_it_running(state, channels, legs, now=now),
        authority=authority_of(acting, powers, own_work=policy is not None and policy.allows_self_approval),
        steps=first_steps(state, channels, powers) if acting.delegations else [],
        may_pause=acting.may(PAUSE),
        listening=_listening(acting, policy, state, now),
    )


def _register_rows(acting: Acting, policy: PackInForce | None, state: CouncilState, now: datetime) -> list[Row]:
    """Requests for channels and campaigns; for those who keep the register also what is to be looked at again."""
    if policy is None or not (acting.may(WRITE) or acting.may(CHANNELS)):
        return []
    approvers = Approvers(DeploymentPolicy(policy.pack))
    due = due_by(local_day(now)) if acting.may(CHANNELS) else []
    waiting = deployments_waiting() if state.requests_wait else []
    return [*request_rows(waiting, acting, approvers, now=now), *due_rows(due)]


def _public_rows(acting: Acting, policy: PackInForce | None, state: CouncilState, now: datetime) -> list[Row]:
    """For those who can correct it: what is public and may not be, or has not been looked at for long."""
    if not (acting.may(WRITE) or acting.may(WITHDRAW)):
        return []
    before = policy.stale_before(now) if policy else None
    number = stale_posts(before, at=now).count() if before else 0
    shown = shown_against_consent(now) if state.consent_withdrawn else []
    return [*consent_rows(shown, now=now), *stale_rows(number, now=now)]


def _care_rows(
    acting: Acting, policy: PackInForce | None, powers: Powers, state: CouncilState, now: datetime
) -> list[Row]:
    """Appeals for whoever may hear them; abuse that was reported for those who moderate."""
    rules = HouseRules(policy.pack) if policy and state.appeals_wait else None
    appeals = appeals_to_hear(acting, rules) if rules else []
    reports = reports_open() if state.abuse_reported and acting.may(MODERATE) else []
    return [*appeal_rows(appeals, now=now), *report_rows(reports, acting, powers, now=now)]


def _listening(acting: Acting, policy: PackInForce | None, state: CouncilState, now: datetime) -> Listening | None:
    """For those who listen: whether anybody has to now, and whose turn it is."""
    if policy is None or not acting.may(LISTEN):
        return None
    return Listening(promise_of(ListeningPolicy(policy.pack), now), tuple(rota(at=now)) if state.has_rota else ())


def _silent_rows(acting: Acting, state: CouncilState, now: datetime) -> list[Row]:
    """For those who listen: the conversations that cannot be read."""
    if not (state.sources_fail and acting.may(LISTEN)):
        return []
    return source_rows(list(failing_sources()), now=now)


def _directory_rows(acting: Acting, state: CouncilState, now: datetime) -> list[Row]:
    """For those who keep the directory of other public bodies: pages that fail, entries to look at again."""
    if not (state.any_partner and acting.may(LISTEN)):
        return []
    return directory_rows(directory_needs(local_day(now)), now=now)


def _meeting_rows(acting: Acting, state: CouncilState, now: datetime) -> list[Row]:
    """For those who listen or write: what the public said on something that a meeting is to decide."""
    if not (state.meeting_near and (acting.may(LISTEN) or acting.may(WRITE))):
        return []
    return meeting_rows(meetings_to_come(now), may_lay=acting.may(LISTEN), now=now)


def _story_rows(acting: Acting, state: CouncilState, now: datetime) -> list[Row]:
    """For those who listen, and those who are told of stories: what runs away."""
    if not (state.stories_run and may_read_stories(acting, now)):
        return []
    return story_rows(stories_for_the_desk(), now=now)


def _policy(council: Council, state: CouncilState, now: datetime) -> PackInForce | None:
    """The policy in force, None where it cannot be read; no query before a first adoption."""
    try:
        return pack_in_force(now) if state.policy_version else PackInForce(load_pack(council.pack))
    except PackError:
        return None
