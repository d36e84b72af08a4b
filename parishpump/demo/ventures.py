"""What the demonstration council asked for: its channels, a campaign, and a request that cannot pass yet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from parishpump.channels.actions import (
    approve_deployment,
    begin_deployment,
    enter_risk,
    note_platform,
    set_channel_facts,
    submit_deployment,
)
from parishpump.channels.actions.deciding import Ruling
from parishpump.channels.actions.risks import Rating
from parishpump.channels.actions.tending import ChannelFacts
from parishpump.channels.actions.watching import Look
from parishpump.channels.content import CAMPAIGN, CHANNEL, HIGH, LOW, MEDIUM, Proposal, ProposedRisk
from parishpump.channels.models import Channel, Deployment, DeploymentVersion
from parishpump.demo.almanac import Almanac
from parishpump.people.models import Office, Person
from parishpump.people.powers import CLERK, COMMUNICATIONS_OFFICER

Step = tuple[datetime, Callable[[], object]]

_RUDE = ProposedRisk(
    "1",
    "Rude or hurtful comments below our posts",
    MEDIUM,
    "House rules are linked from the page. The Communications Officer looks twice a day.",
)
_SHUT_OUT = ProposedRisk(
    "2",
    "The account is taken over, or the network shuts us out",
    LOW,
    "Two administrators, recovery codes in the office safe, and everything is on the noticeboard too.",
)


@dataclass(frozen=True)
class Askers:
    """Who asks and who decides."""

    writer: Person
    clerk: Person


def the_page() -> Proposal:
    """The Facebook Page."""
    return _channel("Facebook Page", "facebook by hand", "News for people who use Facebook", 90, (_RUDE, _SHUT_OUT))


def the_network() -> Proposal:
    """The account on the demonstration network."""
    purpose = "News for people on the demonstration network"
    return _channel("Demonstration network", "demonstration", purpose, 45, (_RUDE,))


def agreed(proposal: Proposal, askers: Askers, *, asked: datetime, decided: datetime, days: Almanac) -> Deployment:
    """A request that the Communications Officer wrote and the Clerk approved."""
    version = _submitted(_owned(proposal), askers, asked)
    ruling = Ruling(version.seal, days.today + timedelta(days=300))
    approve_deployment(version, ruling, by=askers.clerk, at=decided)
    return Deployment.objects.get(id=version.deployment_id)


def steps(askers: Askers, channels: dict[str, Channel], days: Almanac) -> list[Step]:
    """What happened of it in the weeks since the channels were opened."""
    page = channels["facebook by hand"]
    entry, look = days.at(days.back(27), 9, 20), days.at(days.back(22), 14, 10)
    asked, decided = days.at(days.back(9), 11, 5), days.at(days.back(8), 9, 40)
    campaign = partial(agreed, _speed_watch(days), askers, asked=asked, decided=decided, days=days)
    return [
        (entry, partial(_enter_facts, page, askers, entry)),
        (look, partial(_look_at_facebook, askers, days, look)),
        (days.at(days.back(20), 10, 0), partial(_enter_general_risk, askers, days)),
        (decided, campaign),
        (days.before(190), partial(_submitted, _owned(_instagram()), askers, days.before(190))),
    ]


def _channel(name: str, network: str, purpose: str, minutes: int, risks: tuple[ProposedRisk, ...]) -> Proposal:
    return Proposal(
        name=name,
        kind=CHANNEL,
        network=network,
        mode="interactive",
        comments="on",
        purpose=purpose,
        outcome="People hear of closures and meetings in time to act on them",
        measure="Each spring we ask at the annual parish meeting where people heard of us",
        audience="Residents who use it every day and seldom see the noticeboard",
        audience_needs="Short sentences, pictures with alt text, nothing that needs sound",
        sensitivities="Nothing beyond what the office always looks out for",
        minutes_a_week=minutes,
        risks=risks,
        results_plan="Questions go to the Clerk the same day. The council hears a summary every quarter",
        other_routes="The noticeboard, the newsletter, and a copy at the village shop",
        right_means=True,
        right_means_because="Many residents told us at the annual meeting that they look there first",
        continuity="Communications Officer",
        cover="Deputy Clerk",
        closure="When a yearly review finds that few people read it. What was published is kept in the record",
        cost_pence=0,
    )


def _instagram() -> Proposal:
    """What waits: a high risk has no remedy, so nobody can approve it yet."""
    children = ProposedRisk("1", "Pictures of children", HIGH)
    purpose = "Show what goes on in the parish, in pictures"
    said = _channel("Council Instagram page", "instagram by hand", purpose, 120, (children, _RUDE))
    return replace(said, audience="Families and younger residents", closure="")


def _speed_watch(days: Almanac) -> Proposal:
    said = _channel("Speed Watch volunteers", "", "Find ten volunteers for a Community Speed Watch", 60, (_RUDE,))
    return replace(
        said,
        kind=CAMPAIGN,
        mode="",
        comments="",
        starts=days.back(7),
        ends=days.today + timedelta(days=40),
        outcome="Ten people are trained and stand at the roadside by spring",
        measure="How many sign up, counted every Monday",
        audience="People who live along the A20",
        results_plan="The Clerk passes every offer to the coordinator; the council hears the number in January",
        closure="When ten are found, or on its last day",
    )


def _owned(proposal: Proposal) -> Proposal:
    """The same, with the Communications Officer to see to every risk for which something is planned."""
    owner = Office.objects.get(kind=COMMUNICATIONS_OFFICER)
    seen_to = (
        replace(risk, owner_id=owner.id, owner=str(owner)) if risk.mitigation else risk for risk in proposal.risks
    )
    return replace(proposal, risks=tuple(seen_to))


def _submitted(proposal: Proposal, askers: Askers, at: datetime) -> DeploymentVersion:
    begun = begin_deployment(proposal.kind, proposal.name, by=askers.writer, at=at)
    return submit_deployment(begun, proposal, by=askers.writer, at=at)


def _enter_facts(page: Channel, askers: Askers, at: datetime) -> None:
    clerk, officer = Office.objects.get(kind=CLERK), Office.objects.get(kind=COMMUNICATIONS_OFFICER)
    facts = ChannelFacts(
        address=page.address,
        purpose=page.purpose,
        mode=page.mode,
        comments=page.comments,
        audience=page.audience,
        cost_pence=0,
        owner=clerk,
        administrators=((clerk, "Recovery codes in the office safe"), (officer, "Through the Clerk")),
    )
    set_channel_facts(page, facts, by=askers.clerk, at=at)


def _look_at_facebook(askers: Askers, days: Almanac, at: datetime) -> None:
    changed = "Pages can now hide comments by words. The terms for public bodies are as they were."
    look = Look(
        days.back(22), changed, "We hide the words on our list. Look again soon: more is announced.", days.back(1)
    )
    note_platform("facebook by hand", look, by=askers.clerk, at=at)


def _enter_general_risk(askers: Askers, days: Almanac) -> None:
    clerk = Office.objects.get(kind=CLERK)
    mitigation = "The Deputy Clerk holds the same delegation. The pause button is explained on one page in the office."
    rating = Rating(MEDIUM, mitigation, clerk, days.back(2))
    what = "Nobody in the office can approve when something urgent happens"
    enter_risk(what, rating, channel=None, by=askers.clerk, at=days.at(days.back(20), 10, 0))
