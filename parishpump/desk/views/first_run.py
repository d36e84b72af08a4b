"""The first page of a new installation: it makes the council and its Clerk, once."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from parishpump.councils.queries import all_councils
from parishpump.desk.forms import FirstDayForm
from parishpump.people.sign_in import begin_session
from parishpump.publishing.actions.founding import AlreadyFounded, found


@sensitive_post_parameters()
@never_cache
def first_run(request: HttpRequest) -> HttpResponse:
    if all_councils():
        return redirect("account_login")
    today = timezone.localdate()
    form = FirstDayForm(request.POST or None, today=today, initial=_suggested(request, today))
    if not form.is_valid():
        return render(request, "desk/first_run.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        office = found(form.charter(), at=timezone.now())
    except AlreadyFounded:
        messages.error(request, "Somebody else set this up a moment ago. Sign in, or ask the Clerk for an invitation.")
        return redirect("account_login")
    return begin_session(request, office.person)


def _suggested(request: HttpRequest, today: date) -> dict[str, object]:
    """The address that was just used, and a delegation of a year: from one annual meeting to the next."""
    return {"address": f"{request.scheme}://{request.get_host()}", "ends": today + relativedelta(years=1, days=-1)}
