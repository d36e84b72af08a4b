"""The house rules for comments, in words and in figures, and the appeal against a step under them."""

from allauth.core import ratelimit
from dateutil.relativedelta import relativedelta
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parishpump.inbox.actions.appealing import appeal
from parishpump.inbox.forms.moderating import STEP_WORDS, AppealForm
from parishpump.inbox.house_rules import NEVER_A_GROUND
from parishpump.inbox.models import Moderation
from parishpump.inbox.queries.house_rules import house_rules
from parishpump.inbox.queries.moderation import rules_in_figures, step_named
from parishpump.portal.facts import contacts_of
from parishpump.portal.views.door import council_of, open_to_all, page

RATE = "appeal"  # its name in ACCOUNT_RATE_LIMITS
TOO_MANY = 429
_OUTCOMES = {"": "waiting"}


@open_to_all
def the_house_rules(request: HttpRequest) -> HttpResponse:
    """The rules, the grounds, the steps, how to appeal, and how often what was done in twelve months."""
    at = timezone.now()
    rules, figures = house_rules(at), rules_in_figures(at - relativedelta(years=1), at)
    facts = {
        "rules": rules,
        "steps": [STEP_WORDS[one] for one in rules.ladder],
        "never": NEVER_A_GROUND,
        "figures": figures,
        "by_step": [(STEP_WORDS[one], number) for one, number in figures.by_step.items()],
        "by_outcome": [(_OUTCOMES.get(one, one), number) for one, number in figures.by_outcome.items()],
        "contacts": contacts_of(council_of(request)),
        "at": at,
    }
    return page(request, "house_rules.html", facts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_against(request: HttpRequest, step: str) -> HttpResponse:
    """The form of an appeal. It says nothing of the step: only whoever it concerns was told."""
    try:
        found = step_named(step)
    except Moderation.DoesNotExist as unknown:
        raise Http404 from unknown
    form = AppealForm(request.POST or None)
    too_many = False
    if request.method == "POST" and form.is_valid():
        too_many = not ratelimit.consume(request, action=RATE)
        if not too_many:
            appeal(found, **form.cleaned_data, at=timezone.now())
            return redirect(f"{reverse('appeal', args=[step])}?received=1")
    facts = {
        "reference": step,
        "form": form,
        "too_many": too_many,
        "received": "received" in request.GET and request.method != "POST",
        "rules": house_rules(timezone.now()),
        "contacts": contacts_of(council_of(request)),
    }
    return page(request, "appeal.html", facts, status=TOO_MANY if too_many else 422 if form.errors else 200)
