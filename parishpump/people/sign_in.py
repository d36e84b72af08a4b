"""Who is let in: signing in, the second factor, and what an officer's page asks for before it opens."""

import time
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, overload
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from parishpump.councils.models import Council
from parishpump.people.models import Person
from parishpump.people.post_office import deliver, post
from parishpump.people.queries import SECOND_FACTORS, Acting, councils_of, holders

SET_UP = "mfa_index"  # where somebody without a second factor sets one up

# What we tell a person by email when it happens to their account; allauth's name of it, and our words.
CHANGES = {
    "account/email/password_changed": "The password was changed.",
    "account/email/password_reset": "A new password was chosen through a link sent by email.",
    "mfa/email/totp_activated": "An authenticator app was set up.",
    "mfa/email/totp_deactivated": "The authenticator app was removed.",
    "mfa/email/webauthn_added": "A passkey was added.",
    "mfa/email/webauthn_removed": "A passkey was removed.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made; the old ones work no more.",
}


class OfficerRequest(HttpRequest):
    """A request that came through `officer_page`: somebody in office in this council, signed in as they must be."""

    council: Council
    acting: Acting
    user: Person
    htmx: HtmxDetails


Extra = ParamSpec("Extra")
OfficerView = Callable[Concatenate[OfficerRequest, Extra], HttpResponse]
View = Callable[Concatenate[HttpRequest, Extra], HttpResponse]


@overload
def officer_page(view: OfficerView[Extra]) -> View[Extra]: ...


@overload
def officer_page(*, needs: str = "") -> Callable[[OfficerView[Extra]], View[Extra]]: ...


def officer_page(
    view: OfficerView[Extra] | None = None, *, needs: str = ""
) -> View[Extra] | Callable[[OfficerView[Extra]], View[Extra]]:
    """A page for those in office in this council; with `needs`, for those to whom that power is delegated.

    Signed out: to the sign-in page. No office here, or not the power: 403 in words. A second factor owed: there first.
    """

    def decorate(view: OfficerView[Extra]) -> View[Extra]:
        def guarded(request: HttpRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
            refusal = _refusal(request, needs)
            return refusal or view(request, *args, **kwargs)  # type: ignore[arg-type]

        update_wrapper(guarded, view)
        return guarded

    return decorate if view is None else decorate(view)


def signed_in_page(view: OfficerView[Extra]) -> View[Extra]:
    """A page about one's own account, for whoever is signed in, in office here or not."""

    def guarded(request: HttpRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        if not isinstance(request.user, Person):
            return _go_first(request, "account_login")
        owed = owes_second_factor(request)
        return _go_first(request, owed) if owed not in ("", SET_UP) else view(request, *args, **kwargs)  # type: ignore[arg-type]

    update_wrapper(guarded, view)
    return guarded


def begin_session(request: HttpRequest, person: Person) -> HttpResponse:
    """Sign in somebody who has just chosen their password here, as the sign-in page would; then to the desk."""
    response: HttpResponse = perform_password_login(request, {"email": person.email}, Login(person, email=person.email))
    return response


def owes_second_factor(request: HttpRequest) -> str:
    """The name of the page where the second factor that this session still owes is set up or given; "" if none is owed.

    Whoever has one has to have given it in this very session, also where it was set up after the session began.
    """
    if settings.PARISHPUMP_DEMO or not isinstance(request.user, Person):
        return ""
    acting: Acting | None = request.acting  # type: ignore[attr-defined]
    if acting.has_second_factor if acting else is_mfa_enabled(request.user, SECOND_FACTORS):
        given = any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
        if given:
            return ""
        app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        return "mfa_reauthenticate" if app else "mfa_reauthenticate_webauthn"
    return SET_UP if acting and acting.needs_second_factor else ""


def _refusal(request: HttpRequest, needs: str) -> HttpResponse | None:
    if not isinstance(request.user, Person):
        return _go_first(request, "account_login")
    acting: Acting | None = request.acting  # type: ignore[attr-defined]
    if acting is None:
        return _no_office(request, request.user)
    owed = owes_second_factor(request)
    if owed:
        return _go_first(request, owed)
    return None if not needs or acting.may(needs) else _not_delegated(request, needs)


def _go_first(request: HttpRequest, page: str) -> HttpResponse:
    """To another page, and back here afterwards if this one is only read; what was posted has to be sent again."""
    is_read = request.method == "GET" and "HX-Request" not in request.headers and page != SET_UP
    back = request.get_full_path() if is_read else ""
    url = reverse(page) + (f"?{urlencode({'next': back})}" if back else "")
    return HttpResponseClientRedirect(url) if "HX-Request" in request.headers else HttpResponseRedirect(url)


def _no_office(request: HttpRequest, person: Person) -> HttpResponse:
    return render(request, "people/no_office.html", {"seats": councils_of(person)}, status=403)


def _not_delegated(request: HttpRequest, power: str) -> HttpResponse:
    """Which delegation would be needed, and who holds it today."""
    facts = {"power": power, "holders": holders(power, at=timezone.now())}
    return render(request, "people/not_delegated.html", facts, status=403)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How allauth behaves for us: nobody signs up, links carry the council's own address, and it speaks our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This person cannot sign in any more. Ask the Clerk.",
        "email_password_mismatch": "This email address and this password do not belong together. Check both.",
        "enter_current_password": "This is not your password of now. Type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "incorrect_code": "That code is not right. Type the one shown now.",
        "invalid_password_reset": "This link was used already, or is too old. Ask for a new one.",
        "too_many_login_attempts": "Too many wrong attempts. Wait five minutes, then try again.",
        "rate_limited": "Too many attempts in a short time. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return email.strip().lower()

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Somebody who proved who they are in the last minutes, by signing in too, is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > REAUTHENTICATION_TIMEOUT

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under the council's own address: the host that was asked could be anybody's, and the link is a secret."""
        uidb36, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": secret})
        return f"{self.request.council.address}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        facts = {"council": self.request.council, **context}
        if template_prefix in CHANGES:
            post("changed", email, facts | {"what": CHANGES[template_prefix]})
        else:
            deliver(self.render_mail(template_prefix, email, facts))

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} - {self.request.council.name}"
