"""The register of channels, and the page of each."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parishpump.channels.forms import ClosingForm, SignInForm
from parishpump.channels.kinds import kind_of, limits_in_words
from parishpump.channels.models import Channel, Checkup
from parishpump.channels.queries import limits_of, newest_checkups, newest_sign_ins, plain_fields_of
from parishpump.channels.standing import standing_of
from parishpump.people.powers import CHANNELS
from parishpump.people.sign_in import OfficerRequest, officer_page

CHECKUPS_SHOWN = 10


@officer_page
@require_GET
def channels(request: OfficerRequest) -> HttpResponse:
    """Every channel, how it stands, and which sign-in is about to end."""
    rows = _rows(timezone.now())
    facts = {
        "rows": [row for row in rows if row["channel"].closed_at is None],
        "closed": [row for row in rows if row["channel"].closed_at is not None],
        "may_manage": request.acting.may(CHANNELS),
    }
    return render(request, "channels/channels.html", facts)


@never_cache
@officer_page
@require_GET
def channel(request: OfficerRequest, number: int) -> HttpResponse:
    """One channel: its facts, its limits, how it stood when last looked at, and what can be done about it."""
    return channel_page(request, get_object_or_404(Channel, id=number))


def channel_page(
    request: OfficerRequest,
    found: Channel,
    *,
    sign_in_form: SignInForm | None = None,
    closing_form: ClosingForm | None = None,
) -> HttpResponse:
    """The page of a channel, with a form that was refused where there is one."""
    kind, now = kind_of(found.network), timezone.now()
    may_manage = request.acting.may(CHANNELS) and found.closed_at is None
    checkups = list(Checkup.objects.filter(channel=found)[:CHECKUPS_SHOWN])
    sign_in = newest_sign_ins().get(found.id)
    refused = sign_in_form or closing_form
    facts = {
        "channel": found,
        "kind": kind,
        "checkups": checkups,
        "sign_in": sign_in,
        "may_manage": may_manage,
        "standing": standing_of(found, checkups[0] if checkups else None, sign_in, now=now),
        "limits": limits_in_words(limits_of(found)),
        "form": refused,
        "sign_in_form": sign_in_form or (_empty_form(found) if may_manage and kind.fields else None),
        "closing_form": closing_form or (ClosingForm() if may_manage and not found.is_noticeboard else None),
    }
    return render(request, "channels/channel.html", facts, status=422 if refused else 200)


def _empty_form(found: Channel) -> SignInForm:
    """The sign-in form as it stands, without its secrets."""
    known = {f"sign_in_{name}": said for name, said in plain_fields_of(found).items()}
    return SignInForm(kind=kind_of(found.network), initial=known)


def _rows(now: datetime) -> list[dict[str, Any]]:
    checkups, sign_ins = newest_checkups(), newest_sign_ins()
    return [
        {
            "channel": one,
            "kind": kind_of(one.network),
            "checkup": checkups.get(one.id),
            "sign_in": sign_ins.get(one.id),
            "standing": standing_of(one, checkups.get(one.id), sign_ins.get(one.id), now=now),
        }
        for one in Channel.objects.all()
    ]
