"""The state of the whole council, which every officer page shows in its frame: one query a request."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from parishpump.archive.models import Checkpoint, Record, Unsealed
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.people.models import Person, Seat
from parishpump.publishing.lifecycle import HELD, SUBMITTED, WAITING
from parishpump.publishing.models import Delivery, Pause, Post, Revision


@dataclass(frozen=True)
class CouncilState:
    """The pause that is on (`paused_at` None: none), what is held, what waits, how far the record is sealed.

    `held` counts posts; `unsealed_since` is the moment of the oldest record that waits for its seal.
    """

    paused_at: datetime | None
    paused_by: str | None
    pause_reason: str | None
    held: int
    to_decide: int
    councils: int
    any_post: bool
    sealed: int
    sealed_at: datetime | None
    unsealed_since: datetime | None

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None


def state_of(request: HttpRequest) -> CouncilState:
    """The state of the council in scope as this person sees it; read once a request, for the frame asks too."""
    known: CouncilState | None = getattr(request, "council_state", None)
    if known is None:
        # Asking for the user opens the session, so not where there is no cookie; and an error page may be drawn before
        # anybody looked who asks.
        user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        person = user if isinstance(user, Person) else None
        known = council_state(person, at=timezone.now())
        request.council_state = known  # type: ignore[attr-defined]
    return known


def council_state(person: Person | None, *, at: datetime) -> CouncilState:
    """The same, at any moment."""
    paused = Pause.objects.filter(ended_at__isnull=True)
    checkpoint = Checkpoint.objects.order_by("-size")
    waiting = Record.objects.filter(id__in=Unsealed.objects.values("number")).order_by("id")
    row = (
        Council.objects.filter(id=current_council_id())
        .order_by()
        .values(
            paused_at=Subquery(paused.values("at")[:1]),
            paused_by=Subquery(paused.values("office")[:1]),
            pause_reason=Subquery(paused.values("reason")[:1]),
            held=_number(_held(at), "revision__post_id"),
            to_decide=_number(Revision.objects.filter(stage=SUBMITTED, decide_by__gt=at), "id"),
            councils=_seats(person),
            any_post=Exists(Post.objects.order_by()),
            sealed=Coalesce(Subquery(checkpoint.values("size")[:1]), Value(0)),
            sealed_at=Subquery(checkpoint.values("at")[:1]),
            unsealed_since=Subquery(waiting.values("at")[:1]),
        )
        .get()
    )
    return CouncilState(**row)


def _held(at: datetime) -> QuerySet[Delivery]:
    """Held one by one; or, while everything is paused, all that would have gone by now."""
    by_the_pause = Q(Exists(Pause.objects.filter(ended_at__isnull=True))) & Q(state=WAITING, due_at__lte=at)
    return Delivery.objects.filter(Q(state=HELD) | by_the_pause)


def _number(rows: QuerySet[Delivery] | QuerySet[Revision], of: str) -> Coalesce:
    counted = rows.order_by().values("council_id").annotate(number=Count(of, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _seats(person: Person | None) -> Coalesce:
    seats = Seat.objects.filter(person=person).order_by().values("person_id").annotate(number=Count("id"))
    return Coalesce(Subquery(seats.values("number"), output_field=IntegerField()), Value(0))
